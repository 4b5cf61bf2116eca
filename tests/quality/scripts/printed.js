// What is wrong with a page on paper. Run first with "mark" on the screen, then in print.
step => {
  const article = document.querySelector("article")
  const texts = () => {
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
    const found = []
    while (walker.nextNode()) if (walker.currentNode.data.trim()) found.push(walker.currentNode)
    return found
  }
  const seen = node => node.parentElement.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
  // Things to press are of no use on paper, nor is what only leads elsewhere; but an item's own
  // text is a link, too.
  const CONTROLS = "button, select, option, input, label, fieldset, summary, form, script, style, " +
    "a:not(.aq-text), nav, .aq-bar, .aq-alt, [role=toolbar], [role=status], [aria-live], " +
    // What is said to who looks after the notes, and would be out of place in what is handed in;
    // the same picture for a narrow window.
    ".aq-lack, .aq-mend, .aq-line, .aq-follow, .aq-markdown, .aq-time__help, .aq-screen, .aq-only-narrow"
  if (step === "mark") {
    window.quality = new Set(texts().filter(node => seen(node) && !node.parentElement.closest(CONTROLS)))
    return []
  }
  const found = []
  for (const node of window.quality) {
    if (node.isConnected && !seen(node)) found.push(`not printed: ${node.parentElement.className || node.parentElement.localName}: ${node.data.trim().slice(0, 60)}`)
  }
  for (const node of document.querySelectorAll("body :is(header, footer, nav, button, select, input, .md-sidebar, .md-search)")) {
    const { width, height } = node.getBoundingClientRect()
    // A row's id is text, which a script makes a button.
    const box = node.matches("li [type=checkbox], .aq-id")
    if (width > 1 && height > 1 && !box && node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
        && !(node.matches("header, footer, nav") && node.closest("article"))) {
      found.push(`printed: ${node.localName}.${node.className}`)
    }
  }
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  const upon = (colours) => {
    canvas.fillStyle = "white"
    canvas.fillRect(0, 0, 1, 1)
    for (const colour of colours) {
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
    }
    return light(canvas.getImageData(0, 0, 1, 1).data)
  }
  // Browsers print no background, but where print-color-adjust is "exact".
  const paper = node => {
    const layers = []
    for (let at = node; at; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.printColorAdjust === "exact") layers.unshift(style.backgroundColor)
    }
    return layers
  }
  const judged = new Map()
  for (const node of texts()) {
    const parent = node.parentElement
    if (!seen(node) || parent.closest("svg")) continue
    const ground = paper(parent)
    const colour = getComputedStyle(parent).color
    const key = `${colour} on ${ground.join()}`
    if (!judged.has(key)) {
      const [dark, bright] = [upon([...ground, colour]), upon(ground)].sort((a, b) => a - b)
      judged.set(key, (bright + 0.05) / (dark + 0.05))
    }
    if (judged.get(key) < 4.4) found.push(`pale on paper (${judged.get(key).toFixed(1)}): ${parent.localName}.${parent.className}`)
  }
  return [...new Set(found)].slice(0, 15)
}

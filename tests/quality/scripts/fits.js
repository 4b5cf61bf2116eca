// What of a page is wider than the window, or cut off: a list of what and by how much.
() => {
  const wide = innerWidth
  const found = []
  const page = document.scrollingElement
  const name = node => [node.localName, node.id && `#${node.id}`, ...[...node.classList].map(c => `.${c}`)]
    .filter(Boolean).join("")
  const seen = node => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
  // Whether a box that scrolls, or one that Material moves aside, holds it.
  const held = node => {
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true
    }
    return node.closest(".md-sidebar, .md-search, .md-header, .md-dialog, .md-overlay, .md-skip") !== null
  }
  const hidden = node => {
    const { clipPath, position, width } = getComputedStyle(node)
    return clipPath !== "none" || (position === "absolute" && parseFloat(width) <= 1)
  }
  // Whether letters of a box stand beyond it; what is beyond may be empty, or drawn by a style.
  const cut = node => {
    const box = node.getBoundingClientRect()
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    while (walker.nextNode()) {
      range.selectNodeContents(walker.currentNode)
      if (!walker.currentNode.data.trim() || !seen(walker.currentNode.parentElement)) continue
      for (const { left, right, top, bottom } of range.getClientRects()) {
        if (right > box.right + 1 || left < box.left - 1 || bottom > box.bottom + 2 || top < box.top - 2) return true
      }
    }
    return false
  }
  if (page.scrollWidth > wide) {
    found.push(`the page is ${page.scrollWidth - wide} px too wide`)
    for (const node of document.querySelectorAll("body *")) {
      const { left, right } = node.getBoundingClientRect()
      if ((right > wide + 1 || left < -1) && seen(node) && !held(node)) {
        found.push(`${name(node)} from ${Math.round(left)} to ${Math.round(right)}`)
      }
    }
  }
  for (const node of document.querySelectorAll("article *, .md-header *, .md-footer *")) {
    const style = getComputedStyle(node)
    if (node.closest("svg") || style.display === "inline" || !seen(node) || hidden(node)) continue
    const clips = side => style[`overflow${side}`] === "hidden" || style[`overflow${side}`] === "clip"
    // An ellipsis says that there is more.
    const short = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none"
    if (short || node.closest(".md-search, .md-header__ellipsis, .md-code__nav")) continue
    const wide = clips("X") && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1
    const high = clips("Y") && node.scrollHeight > node.clientHeight + 1 && node.clientHeight > 1
    if ((wide || high) && cut(node)) found.push(`${name(node)} cuts off its text`)
  }
  return found.slice(0, 12)
}

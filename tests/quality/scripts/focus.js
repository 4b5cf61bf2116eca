// Which things that take the keyboard's focus don't show that they have it.
// One of each sort is tried: the same element, with the same classes, in the same place.
() => {
  const found = new Map()
  const FOCUSABLE = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], " +
    "[tabindex]:not([tabindex^='-']), [contenteditable='']"
  const sort = node => {
    const parts = []
    for (let at = node; at && parts.length < 4; at = at.parentElement) parts.unshift(`${at.localName}.${at.className?.baseVal ?? at.className}`)
    return parts.join(" > ")
  }
  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor",
    "borderTopColor", "borderBottomColor", "borderBottomWidth", "textDecorationLine", "color",
    "opacity", "clipPath", "transform", "stroke", "strokeWidth", "fill", "filter"]
  const look = nodes => JSON.stringify(nodes.map(node => {
    const style = getComputedStyle(node)
    return LOOKS.map(name => name === "outlineColor" && style.outlineStyle === "none" ? "" : style[name])
  }))
  // What may show it in its place: its label, what it holds, the boxes around it.
  const around = node => [node, ...(node.labels ?? []), node.nextElementSibling, node.parentElement,
    node.parentElement?.parentElement, ...node.querySelectorAll("*")].filter(Boolean).slice(0, 12)
  for (const node of document.querySelectorAll(FOCUSABLE)) {
    if (node.disabled || node.inert || !node.checkVisibility({ checkVisibilityCSS: true })) continue
    const kind = sort(node)
    if (found.has(kind)) continue
    document.activeElement?.blur()
    const plain = look(around(node))
    node.focus({ preventScroll: true })
    if (document.activeElement !== node) continue
    const faults = []
    if (!node.matches(":focus-visible")) faults.push("is not :focus-visible")
    // A field of text shows where one writes.
    const caret = node.matches("input:not([type]), input[type=text], input[type=search], textarea")
    if (!caret && look(around(node)) === plain) faults.push("looks the same with the focus on it")
    found.set(kind, faults.map(fault => `${kind} ${fault}`))
  }
  document.activeElement?.blur()
  return [...found.values()].flat()
}

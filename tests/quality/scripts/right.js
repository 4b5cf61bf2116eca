// What of a page from right to left reads from the left, or stands there.
() => {
  const found = []
  const main = document.querySelector(".md-content").getBoundingClientRect()
  const bar = [...document.querySelectorAll(".md-sidebar")].filter(one => one.checkVisibility())[0]
  if (bar && bar.getBoundingClientRect().left < main.left) {
    found.push("the navigation is at the left")
  }
  for (const node of document.querySelectorAll("article h1, article p, article li")) {
    const style = getComputedStyle(node)
    if (style.direction !== "rtl" && !node.closest("[dir=ltr], pre, svg")) {
      found.push(`${node.localName}.${node.className} reads from the left`)
    }
    if (style.textAlign === "left") {
      found.push(`${node.localName}.${node.className} stands at the left`)
    }
  }
  return [...new Set(found)]
}

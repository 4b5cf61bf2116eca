// Open whatever of a page is folded away; tells how much that was.
() => {
  const folded = [...document.querySelectorAll("article details:not([open])")]
  for (const node of folded) node.open = true
  const pressed = [...document.querySelectorAll("article [aria-expanded=false]")]
    .filter(node => node.checkVisibility())
  for (const node of pressed) {
    node.click()
    // A card above the page hides what is below it until it is closed.
    if (document.querySelector(":popover-open")) node.click()
  }
  return folded.length + pressed.length
}

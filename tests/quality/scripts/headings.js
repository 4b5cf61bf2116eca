// Where the headings of a page are out of order: one of level 1, first, and no level left out.
() => {
  const seen = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
    .filter(node => node.checkVisibility())
  const levels = seen.map(node => Number(node.localName[1]))
  const found = []
  if (levels.filter(level => level === 1).length !== 1) found.push(`${levels.filter(l => l === 1).length} headings of level 1`)
  if (levels.length && levels[0] !== 1) found.push(`the first heading is of level ${levels[0]}`)
  for (let i = 1; i < levels.length; i++) {
    if (levels[i] > levels[i - 1] + 1) found.push(`level ${levels[i]} after ${levels[i - 1]}: ${seen[i].innerText}`)
  }
  return found
}

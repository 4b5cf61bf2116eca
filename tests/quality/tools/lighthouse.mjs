// Measures pages with Lighthouse, one after the other, in the Chromium that CHROME_PATH names:
// node lighthouse.mjs LIMIT TRIES ADDRESS…
// Prints the scores of each page as JSON, with the audits that cost it points.
//
// Throttling is simulated: Lighthouse loads the page as fast as it comes and works out what a
// phone would have needed, so that a busy machine changes little. What is left of it changes
// performance alone: that is tried again, TRIES times at most, and the best run counts.
import { launch } from "chrome-launcher"
import lighthouse from "lighthouse"

const [limit, tries, ...addresses] = process.argv.slice(2)
const CATEGORIES = ["performance", "accessibility", "best-practices"]

const chrome = await launch({
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu",
    "--disable-background-networking", "--disable-component-update", "--no-first-run"],
})

async function measure(address, categories) {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    onlyCategories: categories,
    throttlingMethod: "simulate",
    logLevel: "silent",
  })
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message)
  const lost = category => category.auditRefs
    .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
    .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""} ${places(lhr.audits[id])}`.trim())
  return Object.fromEntries(Object.entries(lhr.categories).map(([name, category]) =>
    [name, { score: Math.round(category.score * 100), lost: lost(category) }]))
}

function places({ details }) {
  return (details?.items ?? []).flatMap(({ node }) => node?.selector ?? []).slice(0, 5).join(", ")
}

const found = {}
try {
  for (const address of addresses) {
    const scores = await measure(address, CATEGORIES)
    for (let run = 1; run < tries && scores.performance.score < limit; run++) {
      const { performance } = await measure(address, ["performance"])
      if (performance.score > scores.performance.score) scores.performance = performance
    }
    found[address] = scores
  }
} finally {
  await chrome.kill()
}
console.log(JSON.stringify(found))

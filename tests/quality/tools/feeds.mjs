// Reads a site's feed and calendars with parsers that others wrote: node feeds.mjs FOLDER
// Prints what is in them as JSON; what they refuse is an error.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseAtomFeed } from "feedsmith"
import ICAL from "ical.js"

const [folder] = process.argv.slice(2)
ICAL.design.strict = true

function calendar(path) {
  const read = new ICAL.Component(ICAL.parse(readFileSync(join(folder, path), "utf8")))
  const events = read.getAllSubcomponents("vevent").map(each => new ICAL.Event(each))
  const tasks = read.getAllSubcomponents("vtodo")
  return {
    name: read.getFirstPropertyValue("name"),
    refresh: read.getFirstPropertyValue("refresh-interval").toSeconds(),
    events: events.map(({ uid, summary, startDate, endDate }) =>
      ({ uid, summary, days: endDate.subtractDate(startDate).toSeconds() / 86400, date: startDate.isDate })),
    tasks: tasks.map(each => each.getFirstPropertyValue("due").toString()),
  }
}

const files = ["actions.ics", "tasks.ics",
  ...["actions", "tasks"].flatMap(each => readdirSync(join(folder, each))
    .filter(name => name.endsWith(".ics")).map(name => `${each}/${name}`))]
const feed = parseAtomFeed(readFileSync(join(folder, "feed.xml"), "utf8"))
console.log(JSON.stringify({
  feed: { title: feed.title.value ?? feed.title, entries: feed.entries.length,
    links: feed.entries.map(({ links }) => links.map(({ rel }) => rel ?? "alternate")) },
  calendars: Object.fromEntries(files.map(path => [path, calendar(path)])),
}))

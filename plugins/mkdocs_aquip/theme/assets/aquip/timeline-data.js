/* Days of series, as the page holds them, and time on the width of a picture: as charts/scale.py and
   charts/spots.py have it, change both. Days are counted from 1970. */
(function () {
  "use strict"

  var WIDTH = 960
  var LEFT = 10
  var DAY = 86400000
  var LENGTHS = { week: 7, month: 30.4, quarter: 91.3, year: 365.2 }
  var MONTHS = { month: 1, quarter: 3, year: 12 }
  var NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")
  var WEEKDAYS = "Sun Mon Tue Wed Thu Fri Sat".split(" ")
  var KINDS = { h: "held", p: "planned", c: "cancelled", m: "missed", e: "expected" }
  var WORDS = {
    held: "held", planned: "planned", cancelled: "cancelled", missed: "due, but no meeting",
    expected: "to come"
  }

  function at(iso) { return Math.round(Date.parse(iso + "T00:00:00Z") / DAY) }
  function date(day) { return new Date(Math.floor(day) * DAY) }
  function iso(day) { return date(day).toISOString().slice(0, 10) }

  function dayText(day) {
    var found = date(day)
    return found.getUTCDate() + " " + NAMES[found.getUTCMonth()] + " " + found.getUTCFullYear()
  }

  function monthText(day) {
    var found = date(day)
    return NAMES[found.getUTCMonth()] + " " + found.getUTCFullYear()
  }

  function plural(count, one) {
    return count.toLocaleString("en") + " " + one + (count === 1 ? "" : "s")
  }

  /* --- what the page holds, as mkdocs_aquip/views/packed.py writes it ----------------------- */

  function read(text) {
    var data = JSON.parse(text)
    return {
      whole: [at(data.whole[0]), at(data.whole[1]) + 1],
      shown: [at(data.shown[0]), at(data.shown[1]) + 1],
      today: at(data.today),
      room: data.room,
      lanes: data.lanes.map(lane)
    }
  }

  function lane(data) {
    var day = 0
    return {
      name: data.name,
      spots: data.days.map(function (step, n) {
        day += step
        var kind = KINDS[data.kinds[n]]
        var met = kind !== "missed" && kind !== "expected"
        var url = n in data.urls ? data.urls[n] : met ? data.around.join(iso(day)) : ""
        return {
          day: day, kind: kind, url: url, late: data.late[n] || 0, won: data.won[n] || 0,
          opened: data.opened[n] || 0, closed: data.closed[n] || 0,
          effective: data.effective[n] || 0
        }
      })
    }
  }

  function status(spot) { return WORDS[spot.kind] + (spot.late ? ", agenda shared late" : "") }

  function facts(spot) {
    var found = []
    if (spot.effective) found.push("Effective " + spot.effective + " of 5")
    if (spot.won) found.push(plural(spot.won, "accomplishment"))
    if (spot.opened || spot.closed) {
      found.push(plural(spot.opened, "action") + " opened, " + spot.closed + " closed")
    }
    return found
  }

  function words(spot) {
    return [dayText(spot.day) + ": " + status(spot)].concat(facts(spot)).join(". ")
  }

  var COUNTED = ["late", "won", "opened", "closed"]

  function count(spots) {
    var sum = { held: 0, late: 0, cancelled: 0, missed: 0, planned: 0, expected: 0, won: 0, opened: 0, closed: 0 }
    spots.forEach(function (spot) {
      sum[spot.kind] += 1
      COUNTED.forEach(function (name) { sum[name] += spot[name] })
    })
    sum.lost = sum.cancelled + sum.missed
    return sum
  }

  function sentence(spots) {
    var sum = count(spots)
    var met = [plural(sum.held, "meeting") + " held"]
    if (sum.cancelled) met.push(sum.cancelled + " cancelled")
    if (sum.missed) met.push(sum.missed + " missed")
    if (sum.late) met.push(plural(sum.late, "agenda") + " shared late")
    return met.join(", ") + "; " + plural(sum.won, "accomplishment") + "; " +
      plural(sum.opened, "action") + " opened, " + sum.closed.toLocaleString("en") + " closed."
  }

  /* --- time on a width ----------------------------------------------------------------------- */

  function Scale(from, to, width) {
    this.from = from
    this.to = to
    this.width = width
    this.day = (width - 2 * LEFT) / (to - from)
  }
  Scale.prototype.edge = function (day) { return LEFT + (day - this.from) * this.day }
  Scale.prototype.x = function (day) { return this.edge(day + 0.5) }
  Scale.prototype.has = function (day) { return this.from <= day && day < this.to }
  Scale.prototype.at = function (x) { return this.from + (x - LEFT) / this.day }

  Scale.prototype.unit = function (room) {
    var names = Object.keys(room)
    for (var n = 0; n < names.length; n++) {
      if (this.day * LENGTHS[names[n]] >= room[names[n]]) return names[n]
    }
    return names[names.length - 1]
  }

  /* Each unit that is in sight: its first day, the one after its last, and what of it is seen. */
  Scale.prototype.units = function (unit) {
    var found = []
    var first = startOf(Math.floor(this.from), unit)
    while (first < this.to) {
      var after = afterOf(first, unit)
      var left = this.edge(Math.max(first, this.from))
      var wide = this.edge(Math.min(after, this.to)) - left
      found.push({ first: first, after: after, x: left + wide / 2, wide: wide })
      first = after
    }
    return found
  }

  function startOf(day, unit) {
    var found = date(day)
    if (unit === "week") return day - (found.getUTCDay() + 6) % 7
    var step = MONTHS[unit]
    return Date.UTC(found.getUTCFullYear(), Math.floor(found.getUTCMonth() / step) * step) / DAY
  }

  function afterOf(first, unit) {
    var found = date(first)
    if (unit === "week") return first + 7
    return Date.UTC(found.getUTCFullYear(), found.getUTCMonth() + MONTHS[unit]) / DAY
  }

  function unitText(first, unit) {
    var found = date(first)
    if (unit === "week") return "Week of " + dayText(first)
    if (unit === "quarter") return "Q" + (found.getUTCMonth() / 3 + 1) + " " + found.getUTCFullYear()
    return unit === "year" ? String(found.getUTCFullYear()) : monthText(first)
  }

  function spread(places, gap) {
    var groups = []
    places.forEach(function (place, n) {
      var group = { middle: place - n * gap, count: 1 }
      while (groups.length && groups[groups.length - 1].middle > group.middle) {
        var other = groups.pop()
        var all = other.count + group.count
        group = { middle: (other.middle * other.count + group.middle * group.count) / all, count: all }
      }
      groups.push(group)
    })
    var found = []
    groups.forEach(function (group) {
      for (var n = 0; n < group.count; n++) found.push(group.middle + found.length * gap)
    })
    return found
  }

  function within(spots, from, to) {
    return spots.filter(function (spot) { return from <= spot.day && spot.day < to })
  }

  var aquip = window.aquip = window.aquip || {}
  aquip.time = {
    WIDTH: WIDTH, LEFT: LEFT, LENGTHS: LENGTHS, NAMES: NAMES, WORDS: WORDS,
    Scale: Scale, read: read, count: count, sentence: sentence, within: within, spread: spread,
    status: status, facts: facts, words: words, plural: plural,
    date: date, iso: iso, dayText: dayText, monthText: monthText, unitText: unitText,
    weekday: function (day) { return WEEKDAYS[date(day).getUTCDay()] },
    year: function (day) { return String(date(day).getUTCFullYear()) }
  }
})()

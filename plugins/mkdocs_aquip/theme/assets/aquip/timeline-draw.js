/* Draws lanes over time at any zoom, as lanes.py, columns.py and weeks.py of charts/ do for a year:
   change both. Nothing here knows of pointers and keys; timeline.js does.

   What is drawn is a list of [name, attributes, children], until `build` makes elements of it: while
   time moves, `sketch` makes one path of all that looks alike, some dozens in place of thousands. */
(function () {
  "use strict"

  var time = window.aquip.time
  var TOP = 26
  var APART = 10.5

  /* --- SVG ----------------------------------------------------------------------------------- */

  function el(name, attributes, children) {
    var found = document.createElementNS("http://www.w3.org/2000/svg", name)
    Object.keys(attributes).forEach(function (key) {
      var value = attributes[key]
      found.setAttribute(key, typeof value === "number" ? Math.round(value * 10) / 10 : value)
    })
    ;(children || []).forEach(function (child) { found.append(child) })
    return found
  }

  function part(name, kind, said) {
    var found = document.createElement(name)
    if (kind) found.className = kind
    if (said) found.textContent = said
    return found
  }

  function build(drawn) { return el(drawn[0], drawn[1], (drawn[2] || []).map(built)) }
  function built(one) { return Array.isArray(one) ? build(one) : one }

  function outline(name, at) {
    var round = function (value) { return Math.round(value * 10) / 10 }
    if (name === "rect") {
      return "M" + round(at.x) + " " + round(at.y) + "h" + round(at.width) + "v" + round(at.height) + "h" + -round(at.width) + "z"
    }
    if (name !== "circle") return at.d
    var arc = "a" + at.r + " " + at.r + " 0 1 0 "
    return "M" + round(at.cx - at.r) + " " + round(at.cy) + arc + 2 * at.r + " 0" + arc + -2 * at.r + " 0z"
  }

  /* All of one class as one path, in the order in which classes come; texts stay what they are. */
  function sketch(drawn) {
    var paths = new Map()
    var texts = []
    drawn.forEach(function (one) {
      if (one[0] === "text") return texts.push(build(one))
      var kind = one[1].class
      if (!paths.has(kind)) paths.set(kind, [])
      paths.get(kind).push(outline(one[0], one[1]))
    })
    var found = []
    paths.forEach(function (all, kind) { found.push(build(path(all.join(""), kind))) })
    return found.concat(texts)
  }

  function path(d, kind) { return ["path", { d: d, class: kind }] }
  function text(x, y, said, kind, anchor) {
    return ["text", { x: x, y: y, class: kind, "text-anchor": anchor || "start" }, [said]]
  }
  function box(x, y, width, height, kind) {
    return ["rect", { x: x, y: y, width: Math.max(0, width), height: height, rx: 1, class: kind }]
  }
  function line(x, top, bottom, kind) { return path("M" + x.toFixed(1) + " " + top + "V" + bottom, kind) }

  function shape(spot, x, y) {
    var place = x.toFixed(1) + " "
    if (spot.kind === "cancelled") {
      return [path("M" + place + y + "m-5-5l10 10m0-10l-10 10", "aq-mark aq-mark--cancelled")]
    }
    if (spot.kind === "missed") {
      return [path("M" + place + (y - 6) + "l6 6l-6 6l-6-6z", "aq-mark aq-mark--missed")]
    }
    var kind = "aq-mark aq-mark--" + spot.kind + (spot.late ? " aq-mark--late" : "")
    var drawn = [["circle", { cx: x, cy: y, r: spot.kind === "expected" ? 2 : 5, class: kind }]]
    if (spot.late) drawn.push(path("M" + place + (y - 5) + "a5 5 0 0 1 0 10z", "aq-mark aq-mark--half"))
    return drawn
  }

  function bars(one, x, y, wide, each) {
    var drawn = []
    if (one.opened) drawn.push(box(x - wide - 0.5, y, wide, each * one.opened, "aq-bar-down aq-bar-down--opened"))
    if (one.closed) drawn.push(box(x + 0.5, y, wide, each * one.closed, "aq-bar-down aq-bar-down--closed"))
    return drawn
  }

  /* What can be pointed at, and reached by keys: `about.label` says what it is called. */
  function thing(about, x, wide, top, bottom, drawn) {
    about.x = x
    about.drawn = drawn
    about.frame = box(x - wide / 2, top, wide, bottom - top, "aq-frame")
    return about
  }

  /* Its element; the frame shows where one is. `bare`: there is nothing in it to be reached. */
  function group(about, bare) {
    var role = about.url ? "link" : about.after ? "button" : "img"
    var kind = "aq-thing" + (about.url ? " aq-thing--way" : "")
    var named = { class: kind, role: role, tabindex: "-1", "aria-label": bare ? "" : about.label() }
    /* Texts stand beside: a name has to hold all words within, and its own says more than these. */
    var marks = about.drawn.filter(function (one) { return one[0] !== "text" })
    about.texts = about.drawn.filter(function (one) { return one[0] === "text" }).map(build)
    about.group = build(["g", bare ? { class: kind, "aria-hidden": "true" } : named, [about.frame].concat(marks)])
    return about.group
  }

  function shorten(said, room) {
    return said.length <= room ? said : said.slice(0, Math.max(0, room - 1)).trimEnd() + "…"
  }

  /* Months, weeks or years, whichever have room for their names. */
  function grid(scale, top, bottom) {
    var unit = scale.day * 7 >= 56 ? "week" : scale.day * time.LENGTHS.month >= 44 ? "month" : "year"
    var every = unit === "year" ? Math.ceil(36 / (scale.day * time.LENGTHS.year)) : 1
    var drawn = []
    scale.units(unit).forEach(function (one, n) {
      var found = time.date(one.first)
      if (unit === "year" && found.getUTCFullYear() % every) return
      var x = Math.max(scale.edge(one.first), time.LEFT)
      var name = unit === "year" ? String(found.getUTCFullYear()) : time.NAMES[found.getUTCMonth()]
      if (unit === "week") name = found.getUTCDate() + " " + name
      var fresh = !n || (found.getUTCMonth() === 0 && (unit === "month" || found.getUTCDate() <= 7))
      if (unit !== "year" && fresh) name += " " + found.getUTCFullYear()
      drawn.push(line(x, top, bottom, "aq-grid"))
      /* What begins before the picture does may have no room for its name. */
      if (one.wide > name.length * 6.2) drawn.push(text(x + 4, 12, name, "aq-tick"))
    })
    return drawn
  }

  function todayLine(scale, today, top, height) {
    if (!scale.has(today)) return []
    var x = scale.x(today)
    var middle = Math.min(Math.max(x, 16), scale.width - 18)
    return [
      line(x, top, height - 16, "aq-today"),
      text(middle, height - 4, "today", "aq-tick aq-tick--today", "middle")
    ]
  }

  /* A name gives way to the figures beside it. */
  function title(name, told, y, width) {
    var room = Math.floor((width - 2 * time.LEFT - told.length * 5.6) / 7)
    return ["text", { x: time.LEFT, y: y, class: "aq-lane" }, [
      ["tspan", { class: "aq-lane__title" }, [shorten(name, room)]],
      ["tspan", { class: "aq-lane__facts" }, ["  " + told]]
    ]]
  }

  /* --- the timeline -------------------------------------------------------------------------- */

  var LANE = 92
  var MIDDLE = 60
  var COLUMNS = { month: 22, quarter: 22, year: 0 }

  /* What stands in sight, each lane with its marks or columns. `told` tells accomplishments. */
  function timeline(lanes, scale, today, told) {
    var height = TOP + LANE * lanes.length + 18
    var drawn = grid(scale, TOP - 6, height - 16)
    var unit = unitFor(lanes, scale)
    var rows = lanes.map(function (lane, n) {
      var top = TOP + LANE * n
      var y = top + MIDDLE
      var seen = time.within(lane.spots, scale.from, scale.to)
      var sum = time.count(seen)
      var said = [sum.held + " held"]
      if (sum.lost) said.push(sum.lost + " not held")
      if (sum.late) said.push(time.plural(sum.late, "agenda") + " late")
      drawn.push(title(lane.name, said.join(", "), top + 14, scale.width))
      drawn.push(path("M" + time.LEFT + " " + y + "H" + (scale.width - time.LEFT), "aq-axis"))
      return { top: top, y: y, seen: seen, lane: lane }
    })
    var things = unit ? columns(rows, scale, unit) : marks(rows, scale, told)
    var after = todayLine(scale, today, TOP - 8, height)
    return { height: height, drawn: drawn, rows: things, after: after, form: unit ? "columns" : "marks" }
  }

  function unitFor(lanes, scale) {
    var busiest = 1
    lanes.forEach(function (lane) {
      var months = {}
      time.within(lane.spots, scale.from, scale.to).forEach(function (spot) {
        var month = time.iso(spot.day).slice(0, -3)
        months[month] = (months[month] || 0) + 1
        busiest = Math.max(busiest, months[month])
      })
    })
    return scale.day * 30.4 >= 9 * busiest ? null : scale.unit(COLUMNS)
  }

  function step(most) { return Math.min(5, 24 / Math.max(1, most)) }

  function marks(rows, scale, told) {
    var most = 1
    rows.forEach(function (row) {
      row.seen.forEach(function (spot) { most = Math.max(most, spot.opened, spot.closed) })
    })
    return rows.map(function (row) {
      var places = time.spread(row.seen.map(function (spot) { return scale.x(spot.day) }), APART)
      var room = places.map(function (x, n) { return (n + 1 < places.length ? places[n + 1] : scale.width + 8) - x })
      var week = scale.day * 7
      return row.seen.map(function (spot, n) {
        var x = places[n]
        var y = row.y
        var texts = Math.min(week, room[n]) > 120 && told(spot) || []
        var drawn = shape(spot, x, y)
        for (var k = 0; k < Math.min(3, spot.won); k++) {
          var step_ = week > 120 ? 11 : 8
          var base = y - 9 - step_ * k
          drawn.push(path("M" + (x - 4.5).toFixed(1) + " " + base + "h9l-4.5-7.2z", "aq-mark aq-mark--won"))
          if (texts[k]) {
            drawn.push(text(x + 8, base, shorten(texts[k], Math.floor((room[n] - 14) / 5.8)), "aq-tick aq-tick--text"))
          }
        }
        drawn = drawn.concat(bars(spot, x, y + 8, 3.5, step(most)))
        if (Math.min(week, room[n]) > 58) {
          drawn.push(text(x + 9, y + 4, time.dayText(spot.day).replace(/ \d+$/, ""), "aq-tick aq-tick--day"))
        }
        var about = { spot: spot, lane: row.lane, url: spot.url, day: spot.day }
        about.label = function () { return [time.words(spot)].concat(told(spot) || []).join(". ") }
        return thing(about, x, Math.max(APART, Math.min(24, week)), y - 34, y + 31, drawn)
      })
    })
  }

  function columns(rows, scale, unit) {
    var most = 1
    var acted = 1
    var all = rows.map(function (row) {
      return counted(row.seen, scale, unit).filter(function (one) {
        one.meetings = one.sum.held + one.sum.lost + one.sum.planned
        most = Math.max(most, one.meetings)
        acted = Math.max(acted, one.sum.opened, one.sum.closed)
        return one.meetings
      })
    })
    return rows.map(function (row, n) {
      return all[n].map(function (one) {
        var sum = one.sum
        var y = row.y
        var wide = Math.min(26, one.wide * 0.62)
        var top = y
        var drawn = []
        var parts = [["held", sum.held - sum.late], ["late", sum.late], ["lost", sum.lost], ["planned", sum.planned]]
        parts.forEach(function (part) {
          var tall = 19 * part[1] / most
          top -= tall
          if (tall) drawn.push(box(one.x - wide / 2, top, wide, tall, "aq-column aq-column--" + part[0]))
        })
        drawn = drawn.concat(bars(sum, one.x, y + 5, wide / 2 - 0.5, step(acted)))
        if (sum.held && one.wide > 14) drawn.push(text(one.x, top - 3, String(sum.held), "aq-tick", "middle"))
        if (sum.won && one.wide > 20) drawn.push(text(one.x, y - 33, "▲" + sum.won, "aq-tick aq-tick--won", "middle"))
        var about = stretch(one, row.lane, unit, function () { return time.sentence(one.spots) })
        return thing(about, one.x, Math.min(one.wide, 40), y - 44, y + 31, drawn)
      })
    })
  }

  /* What a column or a cell is about; what is said of it, when it is asked for. */
  function stretch(one, lane, unit, said) {
    var heading = time.unitText(one.first, unit)
    return {
      lane: lane, spots: one.spots, first: one.first, after: one.after, day: one.first, heading: heading,
      said: said, label: function () { return heading + ": " + said() }
    }
  }

  function counted(spots, scale, unit) {
    var next = 0
    return scale.units(unit).map(function (one) {
      var first = next
      while (next < spots.length && spots[next].day < one.after) next += 1
      one.spots = spots.slice(first, next)
      one.sum = time.count(one.spots)
      return one
    })
  }

  /* --- the calendar -------------------------------------------------------------------------- */

  var ROW = 50
  var CELL = 13
  var CELLS = { week: 8, month: 12, quarter: 12, year: 0 }
  var STRONGEST = ["held", "planned", "cancelled", "missed", "expected"]

  function kept(sum) {
    var due = sum.held + sum.lost
    return due ? sum.held + " of " + due + " kept" : ""
  }

  function calendar(lanes, scale, today) {
    var height = TOP + ROW * lanes.length + 14
    var unit = scale.unit(CELLS)
    var drawn = grid(scale, TOP - 6, height - 16)
    var things = lanes.map(function (lane, n) {
      var top = TOP + ROW * n
      var seen = time.within(lane.spots, scale.from, scale.to)
      drawn.push(title(lane.name, kept(time.count(seen)) || "nothing due yet", top + 14, scale.width))
      return counted(seen, scale, unit).map(function (one) { return cell(one, lane, unit, top + 30) })
    })
    return {
      height: height,
      drawn: drawn,
      rows: things.map(function (row) { return row.filter(function (about) { return about.spots.length }) }),
      bare: [].concat.apply([], things).filter(function (about) { return !about.spots.length }),
      after: todayLine(scale, today, TOP - 8, height),
      form: unit === "week" ? "marks" : "columns"
    }
  }

  function spoken(spot) {
    return time.weekday(spot.day) + " " + time.dayText(spot.day).replace(/ \d+$/, "") + " " + time.WORDS[spot.kind]
  }

  function cell(one, lane, unit, y) {
    var wide = Math.min(60, one.wide * 0.72)
    var kind = STRONGEST.filter(function (name) { return one.sum[name] })[0]
    var due = one.sum.held + one.sum.lost
    var met = one.spots.filter(function (spot) { return spot.url })[0]
    var drawn = []
    function filled(tall, name) {
      drawn.push(box(one.x - wide / 2, y + CELL / 2 - tall, wide, tall, "aq-cell aq-cell--" + name))
    }
    if (!kind) drawn.push(box(one.x - 1, y - 1, 2, 2, "aq-cell aq-cell--none"))
    else if (unit === "week" || !due) filled(CELL, kind)
    else {
      filled(CELL, "share")
      if (one.sum.held) filled(CELL * one.sum.held / due, "held")
    }
    var place = "M" + one.x.toFixed(1) + " " + y
    if (unit === "week" && kind === "cancelled") drawn.push(path(place + "m-3-3l6 6m0-6l-6 6", "aq-cell__cross"))
    if (unit === "week" && kind === "missed") drawn.push(path(place + "m-3.5 0h7", "aq-cell__dash"))
    var about = stretch(one, lane, unit, function () {
      return unit === "week" ? one.spots.map(spoken).join(", ") : kept(one.sum) || "nothing due"
    })
    if (unit === "week" && met) about.url = met.url
    if (unit === "week") delete about.after
    return thing(about, one.x, Math.max(wide, Math.min(one.wide, 24)), y - 12, y + 12, drawn)
  }

  time.el = el
  time.part = part
  time.kept = kept
  time.draw = { timeline: timeline, calendar: calendar, build: build, group: group, sketch: sketch }
})()

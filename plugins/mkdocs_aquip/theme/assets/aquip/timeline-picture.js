/* One picture of time: what is in sight, where the focus is, and what is said of a mark. */
(function () {
  "use strict"

  var time = window.aquip.time
  var part = time.part

  /* --- what was achieved, as the page's tables say it ------------------------------------------ */

  function Told(root) {
    this.texts = {}
    this.asked = {}
    this.ways = root.querySelectorAll(".aq-parts a[data-at]")
    this.take(root, location.href)
  }

  Told.prototype.take = function (root, address) {
    var texts = this.texts
    root.querySelectorAll(".aq-time-table tbody th a[href]").forEach(function (link) {
      var cell = link.closest("tr").querySelector("td:nth-of-type(4)")
      var said = Array.from(cell.childNodes).filter(function (node) { return node.nodeType === 3 })
      texts[new URL(link.getAttribute("href"), address)] = said.map(function (node) { return node.data.trim() })
    })
  }

  Told.prototype.of = function (spot) { return spot.url ? this.texts[new URL(spot.url, location.href)] : undefined }

  /* A year that has a page of its own is asked for there, once; from disk nothing can be. */
  Told.prototype.ask = function (spot) {
    var self = this
    var year = time.year(spot.day)
    var way = Array.from(this.ways).filter(function (link) { return link.textContent === year })[0]
    if (!spot.won || this.of(spot) || !way || location.protocol === "file:") return Promise.resolve(false)
    if (!this.asked[year]) {
      this.asked[year] = fetch(way.href).then(function (answer) {
        return answer.ok ? answer.text() : ""
      }).then(function (html) {
        self.take(new DOMParser().parseFromString(html, "text/html"), way.href)
        return true
      }).catch(function () { return false })
    }
    return this.asked[year]
  }

  /* --- one picture ------------------------------------------------------------------------------ */

  function Picture(root, data, span, told) {
    this.root = root
    this.data = data
    this.span = span
    this.told = told
    this.kind = root.closest(".aq-view--calendar") ? "calendar" : "timeline"
    this.place = root.querySelector(".aq-scroll")
    this.caption = root.querySelector("figcaption")
    this.legends = root.querySelectorAll(".aq-legend")
    this.lanes = []
    this.rows = []
    var drawn = this.place.querySelector(".aq-svg")
    this.least = parseFloat(getComputedStyle(drawn).minWidth) || 0
    this.svg = time.el("svg", {
      class: "aq-svg", role: "application", "aria-label": this.place.getAttribute("aria-label")
    })
    drawn.replaceWith(this.svg)
    ;["tabindex", "role", "aria-label"].forEach(function (name) { this.place.removeAttribute(name) }, this)
    this.tip = document.createElement("div")
    this.tip.className = "aq-tip"
    this.tip.hidden = true
    root.append(this.tip)
    root.classList.add("aq-time--live")
    this.listen()
  }

  /* As wide as without a script, where there is room for that; else less time is shown. */
  Picture.prototype.width = function () {
    var wide = this.place.clientWidth
    return wide < this.least ? wide : wide && time.WIDTH
  }

  /* Series that go on in the time in sight; while that moves, lanes stay where they are. */
  Picture.prototype.choose = function () {
    var span = this.span
    var found = this.data.lanes.filter(function (lane) {
      return lane.spots.some(function (spot) {
        return span.from <= spot.day && spot.day < span.to && spot.kind !== "missed" && spot.kind !== "expected"
      })
    })
    if (found.length || !this.lanes.length) this.lanes = found.slice(0, this.data.room)
  }

  Picture.prototype.draw = function (settled) {
    var width = this.width()
    if (!width) return
    if (settled || !this.lanes.length) this.choose()
    var told = this.told
    var scale = this.scale = new time.Scale(this.span.from, this.span.to, width)
    var found = time.draw[this.kind](this.lanes, scale, this.data.today, function (spot) { return told.of(spot) })
    var focused = this.svg.contains(document.activeElement)
    this.rows = found.rows
    this.svg.setAttribute("viewBox", "0 0 " + Math.round(width * 10) / 10 + " " + found.height)
    this.quiet = true
    var now
    if (settled || focused) now = this.current()
    this.svg.replaceChildren.apply(this.svg, settled ? this.whole(found) : sketched(found, now))
    if (now) {
      now.group.setAttribute("tabindex", "0")
      if (focused) now.group.focus({ preventScroll: true })
    }
    this.quiet = false
    if (focused && now && settled) this.show(now)
    else this.hide()
    if (settled) this.say()
    this.legends.forEach(function (legend) { legend.hidden = legend.dataset.form !== found.form })
  }

  /* All of it, with names for those who listen, and something to point at. */
  Picture.prototype.whole = function (found) {
    var draw = time.draw
    var bare = (found.bare || []).map(function (one) { return draw.group(one, true) })
    var groups = found.rows.map(function (row, n) {
      var marks = row.map(function (one) { return draw.group(one) })
      return time.el("g", { role: "group", "aria-label": this.lanes[n].name }, marks)
    }, this)
    var texts = all(all(found.rows).map(function (one) { return one.texts }))
    return found.drawn.map(draw.build).concat(bare, groups, texts, found.after.map(draw.build))
  }

  /* What it looks like while it moves; the mark that has the focus keeps it. */
  function sketched(found, now) {
    var draw = time.draw
    var others = all(found.rows).concat(found.bare || []).filter(function (one) { return one !== now })
    var marks = all(others.map(function (one) { return one.drawn }))
    var kept = now ? [draw.group(now)].concat(now.texts) : []
    return draw.sketch(found.drawn.concat(marks, found.after)).concat(kept)
  }

  function all(rows) { return [].concat.apply([], rows) }

  Picture.prototype.say = function () {
    var span = this.span
    var lanes = this.lanes.map(function (lane) { return time.within(lane.spots, span.from, span.to) })
    var said
    if (this.kind === "timeline") said = time.sentence(all(lanes))
    else {
      said = "Weeks in which a meeting was due: " + lanes.map(function (spots, n) {
        return this.lanes[n].name + " " + (time.kept(time.count(spots)) || "nothing due yet")
      }, this).join("; ") + "."
    }
    if (this.caption.textContent !== said) this.caption.textContent = said
    if (this.bar) this.bar.say()
  }

  function stands(one, spot) { return one.spot ? one.spot === spot : one.spots.indexOf(spot) >= 0 }

  /* The mark that a key would act on: the one that was there last, else the last that took place. */
  Picture.prototype.current = function () {
    var things = all(this.rows)
    var spot = this.spot
    var found = spot && things.filter(function (one) { return stands(one, spot) })[0]
    if (found) return found
    var day = spot ? spot.day : this.data.today
    return things.reduce(function (best, one) {
      return best && Math.abs(best.day - day) <= Math.abs(one.day - day) ? best : one
    }, null)
  }

  Picture.prototype.thing = function (element) {
    var group = element && element.closest && element.closest(".aq-thing")
    return group ? all(this.rows).filter(function (one) { return one.group === group })[0] : undefined
  }

  Picture.prototype.focus = function (one) {
    var before = this.svg.querySelector('[tabindex="0"]')
    if (before) before.setAttribute("tabindex", "-1")
    one.group.setAttribute("tabindex", "0")
    one.group.focus({ preventScroll: true })
    one.group.scrollIntoView({ block: "nearest" })
  }

  /* To another day of the lane, be it out of sight. */
  Picture.prototype.goTo = function (spot) {
    if (!spot) return
    this.spot = spot
    this.span.reveal(spot.day)
    var found = this.current()
    if (found) this.focus(found)
  }

  Picture.prototype.step = function (one, way) {
    var spots = one.lane.spots
    var ours = one.spot ? [one.spot] : one.spots
    this.goTo(spots[way > 0 ? spots.indexOf(ours[ours.length - 1]) + 1 : spots.indexOf(ours[0]) - 1])
  }

  Picture.prototype.cross = function (one, way) {
    for (var n = this.lanes.indexOf(one.lane) + way; this.rows[n]; n += way) {
      if (!this.rows[n].length) continue
      var near = this.rows[n].reduce(function (best, other) {
        return Math.abs(other.x - one.x) < Math.abs(best.x - one.x) ? other : best
      })
      this.spot = near.spot || near.spots[0]
      return this.focus(near)
    }
  }

  Picture.prototype.open = function (one, event) {
    if (one.url) {
      var link = document.createElement("a")
      link.href = one.url
      if (event && (event.ctrlKey || event.metaKey)) link.target = "_blank"
      /* A link of the page's own, so that Material's instant loading takes it. */
      this.root.append(link)
      link.click()
      link.remove()
    } else if (one.after) {
      this.spot = one.spots[0]
      var edge = (one.after - one.first) * 0.1
      this.span.look(one.first - edge, one.after + edge, true)
    }
  }

  /* --- what is said of a mark ------------------------------------------------------------------- */

  Picture.prototype.show = function (one) {
    var self = this
    clearTimeout(this.leaving)
    this.shown = one
    this.tip.hidden = false
    this.fill(one)
    this.moveTip(one)
    if (!one.spot) return
    this.told.ask(one.spot).then(function (more) {
      if (!more || self.shown !== one) return
      self.fill(one)
      self.moveTip(one)
    })
  }

  /* Below its mark, and within the picture: as wide as what it holds by now. */
  Picture.prototype.moveTip = function (one) {
    var root = this.root.getBoundingClientRect()
    var mark = one.group.querySelector(".aq-frame").getBoundingClientRect()
    this.tip.style.left = "0"
    var left = mark.left + mark.width / 2 - root.left - this.tip.offsetWidth / 2
    this.tip.style.left = Math.max(0, Math.min(left, root.width - this.tip.offsetWidth)) + "px"
    this.tip.style.top = mark.bottom - root.top + 4 + "px"
  }

  Picture.prototype.fill = function (one) {
    var tip = this.tip
    var spot = one.spot
    var day = spot ? time.weekday(spot.day) + " " + time.dayText(spot.day) : one.heading
    tip.replaceChildren(part("p", "aq-tip__head", day + " · " + one.lane.name))
    if (spot) {
      var texts = this.told.of(spot) || []
      var facts = time.facts(spot).filter(function (fact) { return !texts.length || !/accomplish/.test(fact) })
      tip.append(part("p", "", [time.status(spot)].concat(facts).join(" · ")))
      if (texts.length) {
        var list = part("ul", "aq-tip__won")
        texts.forEach(function (text) { list.append(part("li", "", text)) })
        tip.append(list)
      }
    } else tip.append(part("p", "", one.said()))
    if (one.url || one.after) {
      var link = part(one.url ? "a" : "button", "aq-tip__way", one.url ? "Open the meeting" : "Look closer")
      link.tabIndex = -1
      if (one.url) link.href = one.url
      else link.addEventListener("click", this.open.bind(this, one))
      tip.append(link)
    }
  }

  Picture.prototype.hide = function () {
    clearTimeout(this.leaving)
    this.tip.hidden = true
    this.shown = null
  }

  /* Not at once: the way to what is shown is a few pixels long. */
  Picture.prototype.leave = function () {
    var self = this
    clearTimeout(this.leaving)
    this.leaving = setTimeout(function () {
      var focused = self.thing(document.activeElement)
      if (self.tip.matches(":hover")) return
      if (focused && self.shown && !self.dismissed) self.show(focused)
      else self.hide()
    }, 200)
  }

  time.Told = Told
  time.Picture = Picture
})()

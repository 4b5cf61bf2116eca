/* The time that the pictures of a page show, and the buttons that change it. */
(function () {
  "use strict"

  var time = window.aquip.time
  var part = time.part
  var SHORTEST = 14
  var SLOW = 160

  /* --- the time that is looked at -------------------------------------------------------------- */

  function Span(data) {
    this.whole = data.whole
    this.shown = data.shown
    this.from = data.shown[0]
    this.to = data.shown[1]
    this.pictures = []
  }

  /* Look at other days, as near to those as there are any; `soft` takes a moment for it. */
  Span.prototype.look = function (from, to, soft) {
    var near = this.near(from, to)
    var still = matchMedia("(prefers-reduced-motion: reduce)").matches
    this.stop()
    if (soft && !still) this.glide(near[0], near[1])
    else this.set(near[0], near[1], true)
  }

  Span.prototype.near = function (from, to) {
    var most = this.whole[1] - this.whole[0]
    var length = Math.min(Math.max(to - from, Math.min(SHORTEST, most)), most)
    from = Math.min(Math.max((from + to - length) / 2, this.whole[0]), this.whole[1] - length)
    return [from, from + length]
  }

  Span.prototype.stop = function () {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.rest)
    this.frame = 0
  }

  /* Go along with a hand: drawn once a frame however often it moves, and settled when it rests, or
     when what it holds is let go. */
  Span.prototype.follow = function (from, to, held) {
    var self = this
    var near = this.goal = this.near(from, to)
    this.from = near[0]
    this.to = near[1]
    clearTimeout(this.rest)
    if (!held) this.rest = setTimeout(function () { self.settle() }, 150)
    this.frame = this.frame || requestAnimationFrame(function () {
      self.frame = 0
      self.set(self.from, self.to, false)
    })
  }

  Span.prototype.settle = function () {
    this.stop()
    this.set(this.from, this.to, true)
  }

  Span.prototype.glide = function (from, to) {
    var self = this
    var start = performance.now()
    var before = [this.from, this.to]
    this.goal = [from, to]
    function step(now) {
      var part = Math.min(1, Math.max(0, (now - start) / SLOW))
      var eased = part * (2 - part)
      self.set(before[0] + (from - before[0]) * eased, before[1] + (to - before[1]) * eased, part === 1)
      self.frame = part < 1 ? requestAnimationFrame(step) : 0
    }
    step(start)
  }

  Span.prototype.set = function (from, to, settled) {
    this.from = from
    this.to = to
    if (settled) this.goal = [from, to]
    this.pictures.forEach(function (picture) { picture.draw(settled) })
  }

  /* Where it is going, so that keys may be pressed faster than it moves. */
  Span.prototype.end = function () { return this.goal || [this.from, this.to] }

  Span.prototype.zoomed = function (factor, day) {
    var end = this.end()
    var length = Math.min((end[1] - end[0]) * factor, this.whole[1] - this.whole[0])
    if (length < SHORTEST) length = SHORTEST
    var from = day - (day - end[0]) * length / (end[1] - end[0])
    return [from, from + length]
  }

  Span.prototype.zoom = function (factor, around) {
    var end = this.end()
    var to = this.zoomed(factor, around === undefined ? (end[0] + end[1]) / 2 : around)
    this.look(to[0], to[1], true)
  }

  Span.prototype.move = function (part) {
    var end = this.end()
    var days = part * (end[1] - end[0])
    this.look(end[0] + days, end[1] + days, true)
  }

  /* Have a day in sight, and a little of what is around it. */
  Span.prototype.reveal = function (day) {
    var end = this.end()
    var length = end[1] - end[0]
    var edge = length * 0.08
    if (day < end[0] + edge && end[0] > this.whole[0]) this.look(day - length * 0.3, day + length * 0.7)
    else if (day + 1 > end[1] - edge && end[1] < this.whole[1]) this.look(day - length * 0.7, day + length * 0.3)
  }

  /* --- the buttons ------------------------------------------------------------------------------ */

  function Bar(place, span, today) {
    this.span = span
    this.buttons = {}
    place.setAttribute("role", "toolbar")
    place.setAttribute("aria-label", "Time shown")
    place.classList.add("aq-time__bar--live")
    var whole = span.whole[1] - span.whole[0]
    this.add(place, "earlier", "‹", "Earlier", function () { span.move(-0.5) })
    this.add(place, "later", "›", "Later", function () { span.move(0.5) })
    this.add(place, "less", "−", "Zoom out", function () { span.zoom(2) })
    this.add(place, "more", "+", "Zoom in", function () { span.zoom(0.5) })
    function lately(days) {
      return function () {
        var end = Math.min(span.whole[1], Math.max(today + days * 0.25, span.shown[0] + days))
        span.look(end - days, end, true)
      }
    }
    if (whole > 130) this.add(place, "quarter", "3 months", "", lately(92))
    if (whole > 366) this.add(place, "year", "Year", "", function () { span.look(span.shown[0], span.shown[1], true) })
    this.add(place, "all", "All", "", function () { span.look(span.whole[0], span.whole[1], true) })
    this.out = part("output", "aq-time__span")
    place.append(this.out)
  }

  Bar.prototype.add = function (place, name, sign, label, act) {
    var button = part("button", "aq-time__button", sign)
    button.type = "button"
    if (label) button.setAttribute("aria-label", label)
    if (label) button.title = label
    button.addEventListener("click", function () { if (button.getAttribute("aria-disabled") !== "true") act() })
    this.buttons[name] = button
    place.append(button)
  }

  Bar.prototype.say = function () {
    var span = this.span
    var from = Math.round(span.from)
    var to = Math.round(span.to) - 1
    var near = to - from < 100 ? time.dayText : time.monthText
    var said = near(from) + " – " + near(to)
    if (this.out.textContent !== said) this.out.textContent = said
    var whole = span.whole
    var off = {
      earlier: span.from <= whole[0], later: span.to >= whole[1], more: span.to - span.from <= SHORTEST * 1.9,
      less: span.to - span.from >= whole[1] - whole[0]
    }
    off.all = off.less
    Object.keys(off).forEach(function (name) { this.buttons[name].setAttribute("aria-disabled", String(off[name])) }, this)
  }

  time.Span = Span
  time.Bar = Bar
})()

/* The timeline and the calendar move in time: by keys, wheel, drag, pinch and buttons. Pictures of a
   page that show the same time move together. Without scripts they show a year and its table. */
(function () {
  "use strict"

  var aquip = window.aquip
  var time = aquip.time
  var Picture = time.Picture
  var MOVED = 4

  /* --- keys, wheel, pointers -------------------------------------------------------------------- */

  Picture.prototype.listen = function () {
    var self = this
    var svg = this.svg
    svg.addEventListener("keydown", function (event) { self.key(event) })
    svg.addEventListener("wheel", function (event) { self.wheel(event) }, { passive: false })
    /* Not on the picture: it would become a stop of its own. */
    this.place.addEventListener("focusin", function (event) {
      var one = self.thing(event.target)
      if (!one || self.quiet) return
      self.spot = one.spot || one.spots[0]
      self.dismissed = false
      self.show(one)
    })
    this.place.addEventListener("focusout", function () { if (!self.quiet) self.leave() })
    svg.addEventListener("pointerover", function (event) {
      var one = self.thing(event.target)
      if (one && event.pointerType === "mouse" && !self.held) self.show(one)
    })
    svg.addEventListener("pointerout", function (event) { if (event.pointerType === "mouse") self.leave() })
    this.tip.addEventListener("pointerleave", function () { self.leave() })
    svg.addEventListener("click", function (event) {
      var one = self.thing(event.target)
      if (self.dragged || !one) return
      if (self.touched) self.focus(one)
      else self.open(one, event)
    })
    this.pointers()
    new ResizeObserver(function () {
      if (self.width() === (self.scale && self.scale.width)) return
      self.hide()
      self.draw(true)
    }).observe(this.place)
    new ResizeObserver(function () {
      if (self.shown && self.shown.group.isConnected) self.moveTip(self.shown)
    }).observe(this.tip)
  }

  Picture.prototype.key = function (event) {
    var one = this.thing(event.target)
    var span = this.span
    if (!one || event.ctrlKey || event.metaKey || event.altKey) return
    var self = this
    var spots = one.lane.spots
    var around = one.spot ? one.spot.day + 0.5 : (one.first + one.after) / 2 || one.day
    var acts = {
      ArrowLeft: function () { self.step(one, -1) },
      ArrowRight: function () { self.step(one, 1) },
      ArrowUp: function () { self.cross(one, -1) },
      ArrowDown: function () { self.cross(one, 1) },
      Home: function () { self.goTo(spots[0]) },
      End: function () { self.goTo(spots[spots.length - 1]) },
      PageUp: function () { span.move(-0.8) },
      PageDown: function () { span.move(0.8) },
      "+": function () { span.zoom(0.5, around) },
      "-": function () { span.zoom(2, around) },
      "0": function () { span.look(span.whole[0], span.whole[1], true) },
      Enter: function () { self.open(one, event) },
      " ": function () { self.open(one, event) },
      Escape: function () { self.dismissed = true; self.hide() }
    }
    acts["="] = acts["+"]
    acts._ = acts["-"]
    if (!acts[event.key]) return
    event.preventDefault()
    event.stopPropagation()
    acts[event.key]()
  }

  /* A page is scrolled by its wheel; with Ctrl, as a pinch on a touchpad says it, time is zoomed. */
  Picture.prototype.wheel = function (event) {
    var span = this.span
    var unit = event.deltaMode ? 16 : 1
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault()
      var factor = Math.exp(Math.max(-60, Math.min(60, event.deltaY * unit)) / 200)
      var to = span.zoomed(factor, this.day(this.x(event.clientX)))
      span.follow(to[0], to[1])
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault()
      this.shift(event.deltaX * unit)
    }
  }

  /* Where a place on the screen is in the picture. */
  Picture.prototype.x = function (place) {
    var box = this.svg.getBoundingClientRect()
    return (place - box.left) * this.scale.width / box.width
  }

  /* Which day stands there, be it not drawn yet. */
  Picture.prototype.day = function (x) {
    return new time.Scale(this.span.from, this.span.to, this.scale.width).at(x)
  }

  Picture.prototype.shift = function (pixels) {
    var box = this.svg.getBoundingClientRect()
    var days = pixels * this.scale.width / box.width / this.scale.day
    this.span.follow(this.span.from + days, this.span.to + days, this.held)
  }

  /* One finger, or the mouse, moves; two of them zoom. Up and down the page is the browser's own. */
  Picture.prototype.pointers = function () {
    var self = this
    var svg = this.svg
    var down = new Map()

    function days() {
      return Array.from(down.values()).map(function (x) { return self.day(self.x(x)) })
    }

    svg.addEventListener("pointerdown", function (event) {
      if (event.pointerType === "mouse" && event.button) return
      self.touched = event.pointerType !== "mouse"
      if (!down.size) self.dragged = false
      down.set(event.pointerId, event.clientX)
    })
    svg.addEventListener("pointermove", function (event) {
      if (!down.has(event.pointerId)) return
      var before = down.get(event.pointerId)
      if (down.size === 1) {
        if (!self.dragged && Math.abs(event.clientX - before) < MOVED) return
        self.drag(event)
        down.set(event.pointerId, event.clientX)
        self.shift(before - event.clientX)
      } else {
        self.drag(event)
        var held = days()
        down.set(event.pointerId, event.clientX)
        var now = Array.from(down.values()).map(function (x) { return self.x(x) })
        var apart = now[1] - now[0]
        if (Math.abs(apart) < 20 || Math.abs(held[1] - held[0]) < 0.5) return
        var day = (held[1] - held[0]) / apart
        if (day < 0) return
        var from = held[0] - (now[0] - time.LEFT) * day
        self.span.follow(from, from + (self.scale.width - 2 * time.LEFT) * day, true)
      }
    })
    function up(event) {
      if (!down.delete(event.pointerId) || down.size) return
      self.held = false
      svg.classList.remove("aq-svg--held")
      if (self.dragged) self.span.settle()
    }
    svg.addEventListener("pointerup", up)
    svg.addEventListener("pointercancel", up)
  }

  Picture.prototype.drag = function (event) {
    if (this.held) return
    this.dragged = this.held = true
    /* What lay below the mouse when it was pressed is not what is asked about. */
    if (this.svg.contains(document.activeElement)) document.activeElement.blur()
    this.hide()
    this.svg.classList.add("aq-svg--held")
    this.svg.setPointerCapture(event.pointerId)
  }

  /* --- a page ----------------------------------------------------------------------------------- */

  aquip.ready(function () {
    var spans = {}
    var told = new time.Told(document)
    document.querySelectorAll(".aq-time[data-time]:not(.aq-time--live)").forEach(function (root) {
      var data = time.read(root.dataset.time)
      var picture = new Picture(root, data, null, told)
      var name = data.shown + " " + data.whole
      var first = !spans[name]
      var span = picture.span = spans[name] = spans[name] || new time.Span(data)
      span.pictures.push(picture)
      if (first) {
        picture.bar = new time.Bar(root.querySelector(".aq-time__bar"), span, data.today)
        /* A narrow screen begins with the newest, in the same measure. */
        var days = (picture.width() - 2 * time.LEFT) * (span.to - span.from) / (time.WIDTH - 2 * time.LEFT)
        if (days > 0) span.from = Math.max(span.from, span.to - days)
      } else root.querySelectorAll(".aq-time__bar, .aq-time__help").forEach(function (one) { one.remove() })
      picture.draw(true)
    })
  })
})()

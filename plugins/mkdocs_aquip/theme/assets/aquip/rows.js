/* The rows of a table of actions or questions: the page's own, and those of further pages.
 *
 * Further pages are whole pages, each linked from this one; their rows are taken out of
 * them when they are needed. Pages opened from disk can't be read by a script: then there
 * are the links.
 */
(function () {
  "use strict"

  var aquip = window.aquip = window.aquip || {}
  var AT_ONCE = 4

  /* What a row is, read once: filtering thousands must not touch the page's tree. */
  function Row(tr, page, view) {
    var data = tr.dataset
    this.tr = tr
    this.page = page
    this.view = view
    this.state = data.state
    this.owners = data.owner ? data.owner.split(" ") : []
    this.series = data.series
    this.due = data.due || ""
    this.since = data.since
    this.carried = Number(data.carried)
    this.kind = data.kind || "none"
    this.need = data.need || "none"
    this.goal = data.goal || "none"
    this.lost = "lost" in data
    this.closed = data.closed || ""
    this.moved = Number(data.moved || 0)
    this.values = {}
    this.said = page ? tr.textContent.toLocaleLowerCase() : null
  }

  Row.prototype.words = function () {
    if (this.said === null) this.said = this.tr.textContent.toLocaleLowerCase()
    return this.said
  }

  /* The row for this page; one of another page has its links made whole and its dates judged. */
  Row.prototype.element = function () {
    if (this.page) {
      var page = this.page
      this.tr = document.adoptNode(this.tr)
      this.tr.querySelectorAll("a[href]").forEach(function (a) {
        a.setAttribute("href", new URL(a.getAttribute("href"), page).href)
      })
      aquip.judge(this.tr, aquip.today(this.view))
      aquip.referable(this.tr)
      this.page = null
    }
    return this.tr
  }

  function rowsIn(root, page, view) {
    return Array.from(root.querySelectorAll(".aq-rows tr.aq-row"), function (tr) { return new Row(tr, page, view) })
  }

  aquip.Rows = function (view) {
    this.view = view
    this.rows = this.own = rowsIn(view, null, view)
    this.parts = Array.from(view.querySelectorAll(".aq-parts a[data-rows]"), function (a) {
      return { url: a.href, count: Number(a.dataset.rows), holds: a.dataset.holds, rows: null, asked: false }
    })
    this.failed = location.protocol === "file:"
  }

  function isNeeded(part, state) {
    return !part.rows && (state === undefined || state === "all" || (state === "open") === (part.holds === "open"))
  }

  /* How many rows are on pages that were not read; of those that a state needs, or of all. */
  aquip.Rows.prototype.missing = function (state) {
    return this.parts.reduce(function (sum, part) { return sum + (isNeeded(part, state) ? part.count : 0) }, 0)
  }

  /* Read the pages that a state needs, a few at a time; tell of all rows whenever there are more. */
  aquip.Rows.prototype.load = function (state, tell) {
    var self = this
    var waiting = this.parts.filter(function (part) { return isNeeded(part, state) && !part.asked })
    if (!waiting.length || this.failed) return
    waiting.forEach(function (part) { part.asked = true })

    function done() {
      self.rows = self.own.concat.apply(self.own, self.parts.map(function (part) { return part.rows || [] }))
      tell(self.rows)
    }

    function next() {
      var part = waiting.shift()
      if (!part) return Promise.resolve()
      return fetch(part.url, { credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status)
        return answer.text()
      }).then(function (text) {
        part.rows = rowsIn(new DOMParser().parseFromString(text, "text/html"), part.url, self.view)
        return next()
      })
    }

    var readers = Array.from({ length: AT_ONCE }, next)
    Promise.all(readers).catch(function () { self.failed = true }).then(done)
  }
})()

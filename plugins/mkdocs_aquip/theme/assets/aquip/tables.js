/* Filters, sorting and grouping for tables of actions and questions.
 *
 * The page is complete without this: controls are made here. The table holds the rows that
 * are shown, all others wait beside it; what stands on further pages is fetched from them
 * when a choice needs it (rows.js). Choices stand in the page's address, so that "what
 * Morgan has overdue" is a link.
 */
(function () {
  "use strict"

  var WEEK = 7
  var ROOM = 300
  var DAY = 86400000
  var STATES = { open: "Open", done: "Done", dropped: "Dropped", all: "All" }
  var DUES = { overdue: "Overdue", week: "Within a week", none: "No due date" }
  var DUE_GROUPS = {
    overdue: "Overdue", week: "Within a week", later: "Later", none: "No due date",
    done: "Done", dropped: "Dropped",
  }
  var GROUPS = {
    actions: { none: "No groups", owner: "By owner", series: "By series", due: "By due date" },
    questions: { none: "No groups", kind: "By kind", need: "By need", series: "By series" },
  }

  /* Words in the order of the page's language: ä beside a. */
  var LETTERS = new Intl.Collator(document.documentElement.lang || "en")

  function make(name, attributes, children) {
    var element = document.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(children || []).forEach(function (child) { element.append(child) })
    return element
  }

  function later(iso, days) {
    return new Date(Date.parse(iso + "T00:00:00Z") + days * DAY).toISOString().slice(0, 10)
  }

  function figure(count) {
    return count.toLocaleString("en")
  }

  function Table(view) {
    this.view = view
    this.kind = view.dataset.aqRows
    this.table = view.querySelector(".aq-rows")
    this.names = JSON.parse(view.dataset.names || "{}")
    this.source = new window.aquip.Rows(view)
    this.rows = this.order = this.source.rows
    this.heads = {}
    Array.prototype.forEach.call(this.table.tBodies, function (body) {
      var head = body.querySelector(".aq-rows__group")
      if (head) this.heads[body.dataset.key] = head
    }, this)
    this.room = ROOM
    this.choice = { state: "", owner: "", series: "", due: "", kind: "", need: "", lost: "", q: "", group: "none", sort: "" }
    this.today = window.aquip.today(view)
    this.week = later(this.today, WEEK)
  }

  Table.prototype.name = function (what, key) {
    var named = this.names[what] || {}
    return named[key] || (key === "none" ? "None stated" : key.replace("-", " "))
  }

  Table.prototype.dueOf = function (row) {
    if (row.state !== "open") return row.state
    if (!row.due) return "none"
    return row.due < this.today ? "overdue" : row.due <= this.week ? "week" : "later"
  }

  Table.prototype.shows = function (row, query) {
    var choice = this.choice
    if (choice.state !== "all" && choice.state && row.state !== choice.state) return false
    if (choice.owner && !(choice.owner === "none" ? !row.owners.length : row.owners.includes(choice.owner))) return false
    if (choice.series && row.series !== choice.series) return false
    if (choice.kind && row.kind !== choice.kind) return false
    if (choice.need && row.need !== choice.need) return false
    if (choice.lost && !row.lost) return false
    if (choice.due && this.dueOf(row) !== choice.due) return false
    return query.every(function (word) { return row.words().includes(word) })
  }

  /* What fits, and as much of it as there is room for. */
  Table.prototype.filter = function () {
    var self = this
    var query = this.choice.q.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    var fitting = this.order.filter(function (row) { return self.shows(row, query) })
    this.place(fitting)
    this.tell(fitting.length)
    this.empty.hidden = fitting.length > 0
    this.more.hidden = fitting.length <= this.room
    this.more.firstChild.textContent = "Show all " + figure(fitting.length)
    this.clear.hidden = !this.chosen().length
  }

  /* Say how many fit. What is on further pages counts; what could not be had is said too. */
  Table.prototype.tell = function (fitting) {
    var total = this.rows.length + this.source.missing()
    var text = fitting === total ? figure(fitting) + " shown" : figure(fitting) + " of " + figure(total)
    var lacking = this.source.missing(this.choice.state)
    if (lacking) text += this.source.failed ? "" : ", still loading"
    this.count.textContent = text
    this.lacking.hidden = !(lacking && this.source.failed)
    this.lacking.textContent = figure(lacking) + " more are on the pages below, which can't be searched from here."
  }

  /* Put rows into the table, each group under its heading, whose count says all that fit. */
  Table.prototype.place = function (fitting) {
    var self = this
    var groups = new Map()
    fitting.forEach(function (row, index) {
      var key = row.group
      if (!groups.has(key)) groups.set(key, { count: 0, trs: [] })
      var group = groups.get(key)
      group.count++
      if (index < self.room) group.trs.push(row.element())
    })
    var bodies = []
    groups.forEach(function (group, key) {
      if (!group.trs.length) return
      var body = make("tbody", { role: "rowgroup" })
      var head = key && self.head(key)
      if (head) {
        head.querySelector(".aq-count").textContent = figure(group.count)
        body.append(head)
      }
      group.trs.forEach(function (tr) { body.append(tr) })
      bodies.push(body)
    })
    while (this.table.tBodies.length) this.table.tBodies[0].remove()
    this.table.append.apply(this.table, bodies)
  }

  /* A group's heading: as it came with the page, where it did. */
  Table.prototype.head = function (key) {
    var by = this.choice.group
    if (by === this.usual.group && this.heads[key]) return this.heads[key]
    var title = by === "due" ? DUE_GROUPS[key] : by === "state" ? STATES[key] : this.name(by, key)
    var th = make("th", { role: "rowheader", scope: "rowgroup", colspan: "5" }, [title, " ", make("span", { class: "aq-count" })])
    return make("tr", { class: "aq-rows__group", role: "row" }, th)
  }

  /* Laying out thousands of rows takes longer than choosing them: the first stand there at
   * once, all of them when asked for, and on paper. */
  Table.prototype.roomFor = function (count) {
    this.room = count
    this.filter()
  }

  var KEYS = {
    text: function (row) { return row.words() },
    owner: function (row) { return row.owners.join(" ") || "~" },
    due: function (row) { return row.due || "~" },
    since: function (row) { return row.since },
    series: function (row) { return row.series + row.since },
    need: function (row) { return row.need },
    carried: function (row) { return String(1e6 + row.carried) },
  }

  /* Bring the rows into order: as they came, or sorted; then group by group. */
  Table.prototype.arrange = function () {
    var self = this
    var sort = this.choice.sort
    var by = this.choice.group
    var rows = this.rows.slice()
    if (sort) {
      var down = sort[0] === "-"
      var key = KEYS[sort.replace("-", "")]
      var order = key === KEYS.text ? LETTERS.compare : function (a, b) { return a < b ? -1 : a > b ? 1 : 0 }
      var keyed = rows.map(function (row) { return [key(row), row] })
      keyed.sort(function (a, b) { return order(a[0], b[0]) * (down ? -1 : 1) })
      rows = keyed.map(function (pair) { return pair[1] })
    }
    /* Sorted rows stand together, whatever their state. */
    var none = by === "none" || (by === "state" && sort)
    var groups = new Map()
    rows.forEach(function (row) {
      row.group = none ? "" : self.groupOf(row, by)
      if (!groups.has(row.group)) groups.set(row.group, [])
      groups.get(row.group).push(row)
    })
    this.order = this.inOrder(Array.from(groups.keys())).flatMap(function (group) { return groups.get(group) })
    Array.prototype.forEach.call(this.table.tHead.rows[0].cells, function (th) {
      var mine = sort.replace("-", "") === th.dataset.sort
      if (mine) th.setAttribute("aria-sort", sort[0] === "-" ? "descending" : "ascending")
      else th.removeAttribute("aria-sort")
    })
  }

  /* Groups as the page had them, any others by name. */
  Table.prototype.inOrder = function (keys) {
    var self = this
    var by = this.choice.group
    var known = by === this.usual.group ? Object.keys(this.heads) : []
    if (by === "due") known = Object.keys(DUE_GROUPS)
    if (by === "state") known = Object.keys(STATES)
    function place(key) { return known.includes(key) ? known.indexOf(key) : known.length }
    return keys.sort(function (a, b) {
      return place(a) - place(b) || (a === "none") - (b === "none") || self.name(by, a).localeCompare(self.name(by, b))
    })
  }

  Table.prototype.groupOf = function (row, by) {
    return by === "owner" ? row.owners[0] || "none" : by === "due" ? this.dueOf(row) : row[by] || "none"
  }

  /* Choices that differ from what the page shows by itself. */
  Table.prototype.chosen = function () {
    var self = this
    return Object.keys(this.choice).filter(function (key) { return self.choice[key] !== self.usual[key] })
  }

  Table.prototype.toAddress = function () {
    if (!this.owns) return
    var query = new URLSearchParams(location.search)
    var chosen = this.chosen()
    Object.keys(this.choice).forEach(function (key) { query.delete(key) })
    chosen.forEach(function (key) { query.set(key, this.choice[key]) }, this)
    var search = query.toString()
    history.replaceState(history.state, "", location.pathname + (search ? "?" + search : "") + location.hash)
  }

  Table.prototype.fromAddress = function () {
    var query = new URLSearchParams(location.search)
    Object.keys(this.choice).forEach(function (key) {
      if (this.owns && query.has(key)) this.choice[key] = query.get(key).replace(/^@/, "")
    }, this)
    if (!GROUPS[this.kind][this.choice.group] && this.choice.group !== this.usual.group) this.choice.group = this.usual.group
    if (this.choice.sort && !KEYS[this.choice.sort.replace("-", "")]) this.choice.sort = ""
  }

  Table.prototype.set = function (key, value) {
    this.choice[key] = value
    if (key === "group" || key === "sort") this.arrange()
    this.filter()
    this.toAddress()
    this.complete()
  }

  /* Fetch what the choice needs and the page has not; the rows come in as they arrive. */
  Table.prototype.complete = function () {
    var self = this
    this.source.load(this.choice.state, function (rows) {
      self.rows = rows
      self.arrange()
      self.filter()
    })
  }

  Table.prototype.select = function (key, label, options) {
    var self = this
    var select = make("select", { "aria-label": label, name: key }, Object.keys(options).map(function (value) {
      return make("option", { value: value }, options[value])
    }))
    select.addEventListener("change", function () { self.set(key, select.value); self.show() })
    return select
  }

  Table.prototype.segments = function (present) {
    var self = this
    var name = "aq-state-" + Math.random().toString(36).slice(2)
    return make("fieldset", { class: "aq-seg" }, [make("legend", { class: "aq-hidden" }, "State")].concat(
      present.map(function (state) {
        var input = make("input", { class: "aq-hidden", type: "radio", name: name, value: state })
        input.addEventListener("change", function () { self.set("state", state) })
        return make("label", {}, [input, make("span", {}, STATES[state])])
      })
    ))
  }

  Table.prototype.options = function (key, any) {
    var self = this
    var options = { "": any }
    var named = Object.keys(this.names[key] || {}).sort(function (a, b) {
      return (a === "none") - (b === "none") || self.name(key, a).localeCompare(self.name(key, b))
    })
    named.forEach(function (value) { options[value] = self.name(key, value) })
    return named.length > 1 ? options : null
  }

  Table.prototype.controls = function () {
    var self = this
    var states = Object.keys(STATES).filter(function (state) {
      return state === "all" || self.rows.some(function (row) { return row.state === state })
    })
    this.states = states.length > 2 ? this.segments(states) : null
    this.usual.state = this.choice.state = this.states ? (states.includes("open") ? "open" : "all") : ""
    this.search = make("input", { type: "search", placeholder: "Filter by words", "aria-label": "Filter by words" })
    this.search.addEventListener("input", function () { self.set("q", self.search.value) })
    var keys = this.kind === "actions"
      ? { owner: ["Owner", "Anybody"], series: ["Series", "Any series"] }
      : { kind: ["Kind", "Any kind"], need: ["Need", "Any need"], series: ["Series", "Any series"] }
    this.selects = Object.keys(keys).map(function (key) {
      var options = self.options(key, keys[key][1])
      return options && self.select(key, keys[key][0], options)
    }).filter(Boolean)
    if (this.kind === "actions") this.selects.push(this.select("due", "Due", Object.assign({ "": "Any date" }, DUES)))
    /* How the page came is the first choice; grouping by state stands for no group. */
    var groups = {}
    groups[this.usual.group] = GROUPS[this.kind][this.usual.group] || GROUPS[this.kind].none
    Object.keys(GROUPS[this.kind]).forEach(function (key) {
      if (key !== "none" || groups[self.usual.group] !== GROUPS[self.kind].none) groups[key] = GROUPS[self.kind][key]
    })
    this.selects.push(this.select("group", "Group", groups))
    this.clear = make("button", { type: "button" }, "Clear")
    this.clear.addEventListener("click", function () { self.reset() })
    this.count = make("span", { class: "aq-bar__count", role: "status" })
    var parts = [this.states, this.search].concat(this.selects, [this.clear, this.count]).filter(Boolean)
    this.empty = make("p", { class: "aq-empty" }, "Nothing fits these filters.")
    this.lacking = make("p", { class: "aq-lacking", role: "status" })
    this.table.before(make("div", { class: "aq-bar", role: "search", "aria-label": this.table.getAttribute("aria-label") }, parts), this.lacking)
    this.more = make("p", { class: "aq-more aq-more--rows" }, make("button", { type: "button" }, "Show all"))
    this.more.firstChild.addEventListener("click", function () { self.roomFor(Infinity) })
    window.addEventListener("beforeprint", function () { self.roomFor(Infinity) })
    this.table.after(this.empty, this.more)
    this.sorters()
  }

  Table.prototype.sorters = function () {
    var self = this
    Array.prototype.forEach.call(this.table.tHead.rows[0].cells, function (th) {
      var button = make("button", { type: "button", class: "aq-sort" }, th.textContent)
      button.addEventListener("click", function () {
        var key = th.dataset.sort
        self.set("sort", self.choice.sort === key ? "-" + key : self.choice.sort === "-" + key ? "" : key)
      })
      th.replaceChildren(button)
    })
  }

  /* The controls as the choices have them. */
  Table.prototype.show = function () {
    var choice = this.choice
    if (this.states) this.states.querySelectorAll("input").forEach(function (input) { input.checked = input.value === choice.state })
    this.search.value = choice.q
    this.selects.forEach(function (select) {
      select.value = choice[select.name]
      select.classList.toggle("aq-set", select.selectedIndex > 0)
    })
  }

  Table.prototype.reset = function () {
    Object.assign(this.choice, this.usual)
    this.arrange()
    this.filter()
    this.show()
    this.toAddress()
    this.search.focus()
  }

  Table.prototype.start = function (owns) {
    this.owns = owns
    this.usual = Object.assign({}, this.choice, { group: this.view.dataset.group || "none" })
    this.choice.group = this.usual.group
    this.controls()
    this.fromAddress()
    this.arrange()
    this.filter()
    this.show()
    this.complete()
  }

  window.aquip.ready(function () {
    var first = true
    document.querySelectorAll('[data-aq-rows][data-filter="yes"]').forEach(function (view) {
      if (view.dataset.started || !view.querySelector(".aq-rows")) return
      view.dataset.started = "yes"
      /* Only a page's first table has the address: two would quarrel over it. */
      new Table(view).start(first)
      first = false
    })
  })
})()

/* Filters, sorting and grouping for tables of actions and questions.
 *
 * The page is complete without this: controls are made here, rows are only
 * hidden and moved. Choices stand in the page's address, so that "what Morgan
 * has overdue" is a link.
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

  function make(name, attributes, children) {
    var element = document.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(children || []).forEach(function (child) { element.append(child) })
    return element
  }

  function later(iso, days) {
    return new Date(Date.parse(iso + "T00:00:00Z") + days * DAY).toISOString().slice(0, 10)
  }

  /* What a row is, read once: filtering thousands of rows must not touch the page's tree. */
  function read(tr) {
    var data = tr.dataset
    return {
      tr: tr,
      hidden: false,
      state: data.state,
      owners: data.owner ? data.owner.split(" ") : [],
      series: data.series,
      due: data.due || "",
      since: data.since,
      carried: Number(data.carried),
      kind: data.kind || "none",
      need: data.need || "none",
      lost: "lost" in data,
      words: null,
    }
  }

  function words(row) {
    if (row.words === null) row.words = row.tr.textContent.toLocaleLowerCase()
    return row.words
  }

  function unique(values) {
    return Array.from(new Set(values)).sort()
  }

  function Table(view) {
    this.view = view
    this.kind = view.dataset.aqRows
    this.table = view.querySelector(".aq-rows")
    this.bodies = Array.from(this.table.tBodies)
    this.trs = Array.from(this.table.querySelectorAll("tr.aq-row"))
    this.rows = this.order = this.trs.map(read)
    this.room = ROOM
    this.names = {}
    this.choice = { state: "", owner: "", series: "", due: "", kind: "", need: "", lost: "", q: "", group: "none", sort: "" }
    this.today = window.aquip.today(view)
    this.week = later(this.today, WEEK)
    this.learnNames()
  }

  /* Names as the rows show them: data has handles and folders only. */
  Table.prototype.learnNames = function () {
    var names = this.names
    this.rows.forEach(function (row) {
      var people = row.tr.querySelectorAll(".aq-row__owner .aq-person__name")
      row.owners.forEach(function (owner, i) { if (people[i]) names["owner " + owner] = people[i].textContent })
      var where = !names["series " + row.series] && row.tr.querySelector(".aq-where__series")
      if (where) names["series " + row.series] = where.textContent
    })
  }

  Table.prototype.name = function (what, key) {
    if (key === "none") return what === "owner" ? "Nobody yet" : "None stated"
    return this.names[what + " " + key] || key.replace("-", " ")
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
    return query.every(function (word) { return words(row).includes(word) })
  }

  Table.prototype.filter = function () {
    var self = this
    var query = this.choice.q.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    var fitting = 0
    var heads = new Map()
    this.order.forEach(function (row) {
      var fits = self.shows(row, query)
      if (fits) {
        fitting++
        heads.set(row.tr.parentNode, (heads.get(row.tr.parentNode) || 0) + 1)
      }
      var hidden = !fits || fitting > self.room
      if (hidden !== row.hidden) row.tr.hidden = row.hidden = hidden
    })
    this.headings(heads)
    this.count.textContent = fitting === this.rows.length ? fitting + " shown" : fitting + " of " + this.rows.length
    this.empty.hidden = fitting > 0
    this.more.hidden = fitting <= this.room
    this.more.firstChild.textContent = "Show all " + fitting
    this.clear.hidden = !this.chosen().length
  }

  /* A heading counts the rows that fit under it, and goes with the last of them. */
  Table.prototype.headings = function (counts) {
    Array.prototype.forEach.call(this.table.tBodies, function (body) {
      var head = body.querySelector(".aq-rows__group")
      if (!head) return
      head.hidden = !counts.has(body)
      head.querySelector(".aq-count").textContent = counts.get(body) || 0
    })
  }

  /* Laying out thousands of rows takes longer than choosing them: the first stand there at
   * once, all of them when asked for, and on paper. */
  Table.prototype.roomFor = function (count) {
    this.room = count
    this.filter()
  }

  var KEYS = {
    text: function (row) { return words(row) },
    owner: function (row) { return row.owners.join(" ") || "~" },
    due: function (row) { return row.due || "~" },
    since: function (row) { return row.since },
    series: function (row) { return row.series + row.since },
    need: function (row) { return row.need },
    carried: function (row) { return String(1e6 + row.carried) },
  }

  /* Sort and group by moving rows; as the page came, where nothing is chosen. */
  Table.prototype.arrange = function () {
    var self = this
    var sort = this.choice.sort
    var rows = this.order = this.rows.slice()
    if (sort) {
      var down = sort[0] === "-"
      var key = KEYS[sort.replace("-", "")]
      rows.sort(function (a, b) {
        var x = key(a), y = key(b)
        return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1)
      })
    }
    while (this.table.tBodies.length) this.table.tBodies[0].remove()
    if (!sort && this.choice.group === this.view.dataset.group) {
      this.bodies.forEach(function (body) { self.table.append(body) })
      this.restore()
    } else this.order = this.regroup(rows)
    Array.prototype.forEach.call(this.table.tHead.rows[0].cells, function (th) {
      var mine = sort.replace("-", "") === th.dataset.sort
      if (mine) th.setAttribute("aria-sort", sort[0] === "-" ? "descending" : "ascending")
      else th.removeAttribute("aria-sort")
    })
  }

  Table.prototype.restore = function () {
    var self = this
    this.places.forEach(function (place, index) { place.append(self.trs[index]) })
  }

  Table.prototype.regroup = function (rows) {
    var self = this
    var by = this.choice.group
    var found = new Map()
    rows.forEach(function (row) {
      var key = by === "none" || by === "state" ? "" : self.groupOf(row, by)
      if (!found.has(key)) found.set(key, [])
      found.get(key).push(row)
    })
    var order = by === "due" ? Object.keys(DUE_GROUPS) : Array.from(found.keys()).sort(function (a, b) {
      return (a === "none") - (b === "none") || self.name(by, a).localeCompare(self.name(by, b))
    })
    order.filter(function (key) { return found.has(key) }).forEach(function (key) {
      var body = make("tbody", { role: "rowgroup" })
      if (key) body.append(self.heading(by === "due" ? DUE_GROUPS[key] : self.name(by, key)))
      found.get(key).forEach(function (row) { body.append(row.tr) })
      self.table.append(body)
    })
    return order.flatMap(function (key) { return found.get(key) || [] })
  }

  Table.prototype.groupOf = function (row, by) {
    return by === "owner" ? row.owners[0] || "none" : by === "due" ? this.dueOf(row) : row[by]
  }

  Table.prototype.heading = function (title) {
    var th = make("th", { role: "rowheader", scope: "rowgroup", colspan: "5" }, [title, " ", make("span", { class: "aq-count" })])
    return make("tr", { class: "aq-rows__group", role: "row" }, th)
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
    var values = key === "owner"
      ? this.rows.flatMap(function (row) { return row.owners.length ? row.owners : ["none"] })
      : this.rows.map(function (row) { return row[key] })
    var options = { "": any }
    var named = unique(values).sort(function (a, b) {
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
    this.table.before(make("div", { class: "aq-bar", role: "search", "aria-label": this.table.getAttribute("aria-label") }, parts))
    this.more = make("p", { class: "aq-more" }, make("button", { type: "button" }, "Show all"))
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
    this.places = this.trs.map(function (tr) { return tr.parentNode })
    this.usual = Object.assign({}, this.choice, { group: this.view.dataset.group || "none" })
    this.choice.group = this.usual.group
    this.controls()
    this.fromAddress()
    if (this.chosen().includes("group") || this.choice.sort) this.arrange()
    this.filter()
    this.show()
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

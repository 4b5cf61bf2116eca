/* Tables of actions and questions that can be filtered, sorted and grouped.
 *
 * The page is complete without this. The table holds the rows that are shown, all others wait
 * beside it; what stands on further pages is fetched from them when a choice needs it
 * (rows.js). Choices stand in the page's address, so that "what Morgan has overdue" is a link,
 * and each is a step that the browser's way back takes back.
 */
(function () {
  "use strict"

  var aquip = window.aquip
  var make = aquip.make
  var figure = aquip.figure
  var ROOM = 300
  var GROUPS = {
    actions: { none: "None", owner: "Owner", series: "Series", due: "Due date", goal: "Goal" },
    questions: { none: "None", kind: "Kind", need: "Need", series: "Series", goal: "Goal" },
  }
  var DUE_GROUPS = {
    overdue: "Overdue", week: "Within a week", later: "Later", none: "No due date",
    done: "Done", dropped: "Dropped",
  }

  /* What rows are sorted by, and turned round; some begin with the most. */
  var SORTS = {
    due: ["Due first", "Due last"],
    since: ["Oldest", "Newest"],
    carried: ["Most often carried", "Least often carried", "most"],
    moved: ["Most often moved", "Least often moved", "most"],
    owner: ["Owner, A to Z", "Owner, Z to A"],
    need: ["Need, A to Z", "Need, Z to A"],
    series: ["Series, A to Z", "Series, Z to A"],
    text: ["Words, A to Z", "Words, Z to A"],
  }
  var OFFERED = {
    actions: ["due", "since", "-since", "carried", "moved", "owner", "series", "text"],
    questions: ["since", "-since", "carried", "need", "series", "text"],
  }
  /* What the views' own options call the same. */
  var MEANT = { age: "since", "-age": "-since" }

  var KEYS = {
    text: function (row) { return row.words() },
    owner: function (row) { return row.owners.join(" ") || "~" },
    /* By the date that the column shows. */
    due: function (row) { return row.closed || row.due || "~" },
    since: function (row) { return row.since },
    series: function (row) { return row.series + row.since },
    need: function (row) { return row.need },
    carried: function (row) { return -row.carried },
    moved: function (row) { return -row.moved },
  }

  function column(sort) {
    return sort.replace("-", "")
  }

  function Table(view) {
    this.view = view
    this.kind = view.dataset.aqRows
    this.table = view.querySelector(".aq-rows")
    this.source = new aquip.Rows(view)
    this.rows = this.order = this.source.rows
    this.filters = new aquip.Filters(JSON.parse(view.dataset.names || "{}"), view.dataset.me, aquip.today(view))
    this.heads = {}
    Array.prototype.forEach.call(this.table.tBodies, function (body) {
      var head = body.querySelector(".aq-rows__group")
      if (head) this.heads[body.dataset.key] = head
    }, this)
    this.room = ROOM
    this.unknown = ""
    this.strange = []
    this.states = ["open", "done", "dropped"].filter(function (state) {
      return this.rows.some(function (row) { return row.state === state })
    }, this)
    this.usual = { words: "", group: view.dataset.group || "none", sort: "" }
    aquip.Filters.ALL.forEach(function (field) { this.usual[field] = "" }, this)
    if (this.states.length > 1) this.usual.state = this.states.includes("open") ? "open" : "all"
    this.choice = Object.assign({}, this.usual)
  }

  /* --- what is shown ------------------------------------------------------------------- */

  /* What fits, and as much of it as there is room for. */
  Table.prototype.filter = function () {
    var found = this.filters.run(this.order, this.choice)
    var missing = this.source.missing(this.choice.state || undefined)
    this.place(found.rows)
    this.tell(found.rows.length, missing)
    this.more.hidden = found.rows.length <= this.room
    this.more.firstChild.textContent = "Show all " + figure(found.rows.length)
    this.bar.show(missing ? null : found.counts)
    this.explain(found, missing)
  }

  /* Whether a row that the page has was lost: a menu that leaves nothing helps nobody. */
  Table.prototype.hasLost = function () {
    return this.rows.some(function (row) { return row.lost })
  }

  /* Whether all rows are here that a state has. */
  Table.prototype.isComplete = function (state) {
    return !this.source.missing(state)
  }

  /* Say how many fit. What is on further pages counts; what could not be had is said too. */
  Table.prototype.tell = function (fitting, missing) {
    var total = this.rows.length + this.source.missing()
    var noun = this.kind.replace(/s$/, total === 1 ? "" : "s")
    var text = (fitting === total ? "" : figure(fitting) + " of ") + figure(total) + " " + noun
    if (missing && !this.source.failed) text += ", still loading"
    this.bar.count.textContent = text
    this.lacking.hidden = !(missing && this.source.failed)
    this.lacking.textContent = figure(missing) + " more are on the pages below, which can't be searched from here."
  }

  /* Where nothing fits, say so, and offer what helps; say what the address has wrong. */
  Table.prototype.explain = function (found, missing) {
    var self = this
    var faults = aquip.Filters.ALL.map(function (field) {
      return self.choice[field] && self.filters.fault(field, self.choice[field])
    }).concat(this.unknown).filter(Boolean).join(" ")
    this.bar.told.hidden = !faults
    if (this.bar.told.textContent !== faults) this.bar.told.textContent = faults
    this.empty.hidden = found.rows.length > 0
    if (!this.empty.hidden) {
      var others = missing ? 0 : found.counts.state.all || 0
      var ways = [aquip.button("Clear filters", "aq-link", function () { self.clear() })]
      if (others) ways.unshift(aquip.button("Show " + figure(others) + " in other states", "aq-link", function () { self.set("state", "all"); self.bar.focus() }))
      var word = this.usual.state && this.choice.state !== "all" && !this.filters.fault("state", this.choice.state) ? this.choice.state + " " : ""
      this.empty.replaceChildren(make("span", {}, (missing && !this.source.failed ? "Looking…" : "Nothing " + word + "fits these filters.") + " "), ways[0], " ", ways[1] || "")
    }
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
      var body = make("tbody", {})
      var head = key && self.head(key)
      if (head) {
        head.querySelector(".aq-count").textContent = figure(group.count)
        body.append(head)
      }
      body.append.apply(body, group.trs)
      bodies.push(body)
    })
    while (this.table.tBodies.length) this.table.tBodies[0].remove()
    this.table.append.apply(this.table, bodies)
    this.table.hidden = !bodies.length
  }

  /* A group's heading: as it came with the page, where it did. */
  Table.prototype.head = function (key) {
    var by = this.choice.group
    if (by === this.usual.group && this.heads[key]) return this.heads[key]
    var title = by === "due" ? DUE_GROUPS[key] : this.filters.name(by, key)
    var th = make("th", { scope: "rowgroup", colspan: "5" }, [title, " ", make("span", { class: "aq-count" })])
    return make("tr", { class: "aq-rows__group" }, th)
  }

  /* Laying out thousands of rows takes longer than choosing them: the first stand there at
   * once, all of them when asked for, and on paper. */
  Table.prototype.roomFor = function (count) {
    this.room = count
    this.filter()
  }

  /* Bring the rows into order: as they came, or sorted; then group by group. */
  Table.prototype.arrange = function () {
    var self = this
    var sort = this.choice.sort
    var by = this.choice.group
    var rows = this.rows.slice()
    if (sort) {
      var key = KEYS[column(sort)]
      var way = sort[0] === "-" ? -1 : 1
      var order = key === KEYS.text ? aquip.LETTERS.compare : function (a, b) { return a < b ? -1 : a > b ? 1 : 0 }
      var keyed = rows.map(function (row) { return [key(row), row] })
      keyed.sort(function (a, b) { return order(a[0], b[0]) * way })
      rows = keyed.map(function (pair) { return pair[1] })
    }
    /* Sorted rows stand together, whatever their state; rows of one state need no heading. */
    var none = by === "none" || (by === "state" && (sort || this.choice.state !== "all"))
    var groups = new Map()
    rows.forEach(function (row) {
      row.group = none ? "" : self.groupOf(row, by)
      if (!groups.has(row.group)) groups.set(row.group, [])
      groups.get(row.group).push(row)
    })
    this.order = this.inOrder(Array.from(groups.keys())).flatMap(function (group) { return groups.get(group) })
    this.mark()
  }

  /* What the rows are sorted by: the choice, or how they came, which goes for open ones. */
  Table.prototype.sorted = function () {
    if (this.choice.sort) return this.choice.sort
    var usual = this.view.dataset.sort || ""
    return this.choice.state === "open" || !this.usual.state ? MEANT[usual] || usual : ""
  }

  Table.prototype.mark = function () {
    var sorted = this.sorted()
    Array.prototype.forEach.call(this.table.tHead.rows[0].cells, function (th) {
      var down = (sorted[0] === "-") !== (SORTS[th.dataset.sort][2] === "most")
      if (column(sorted) === th.dataset.sort) th.setAttribute("aria-sort", down ? "descending" : "ascending")
      else th.removeAttribute("aria-sort")
    })
  }

  /* Groups as the page had them, any others by name. */
  Table.prototype.inOrder = function (keys) {
    var by = this.choice.group
    var known = by === this.usual.group ? Object.keys(this.heads) : []
    if (by === "due") known = Object.keys(DUE_GROUPS)
    else if (by !== "none") known = known.concat(this.filters.values(by))
    function place(key) { return known.includes(key) ? known.indexOf(key) : known.length }
    return keys.sort(function (a, b) { return place(a) - place(b) })
  }

  Table.prototype.groupOf = function (row, by) {
    return by === "owner" ? row.owners[0] || "none" : by === "due" ? this.filters.dueOf(row) : row[by] || "none"
  }

  /* --- what can be chosen, and is ------------------------------------------------------- */

  /* Ways to group, the page's own first; grouping by state stands for none. */
  Table.prototype.groups = function () {
    var usual = this.usual.group
    var groups = GROUPS[this.kind]
    var names = Object.keys(groups).filter(function (name) { return name !== usual && (name !== "none" || usual !== "state") })
    return [[usual, groups[usual] || groups.none]].concat(names.map(function (name) { return [name, groups[name]] }))
  }

  /* Ways to sort, the page's own first. */
  Table.prototype.sorts = function () {
    var self = this
    var own = this.view.dataset.sort || "due"
    own = MEANT[own] || own
    var rest = OFFERED[this.kind].filter(function (sort) { return sort !== own })
    return [["", this.sortName(own)]].concat(rest.map(function (sort) { return [sort, self.sortName(sort)] }))
  }

  Table.prototype.sortName = function (sort) {
    return SORTS[column(sort)][sort[0] === "-" ? 1 : 0]
  }

  /* Filters that differ from what the page shows by itself, words aside. */
  Table.prototype.chosen = function () {
    var self = this
    return aquip.Filters.ALL.filter(function (field) { return self.choice[field] !== self.usual[field] })
  }

  Table.prototype.set = function (key, value) {
    var typing = key === "words" && value && this.choice.words
    this.choice[key] = value
    this.unknown = ""
    this.changed(typing ? "replaceState" : "pushState")
  }

  Table.prototype.clear = function () {
    var kept = { group: this.choice.group, sort: this.choice.sort }
    this.unknown = ""
    Object.assign(this.choice, this.usual, kept)
    this.changed("pushState")
    this.bar.focus()
  }

  Table.prototype.changed = function (step) {
    this.show()
    if (this.owns) this.toAddress(step)
  }

  Table.prototype.show = function () {
    this.room = ROOM
    this.arrange()
    this.filter()
    this.complete()
  }

  /* Fetch what the choice needs and the page has not; the rows come in as they arrive. */
  Table.prototype.complete = function () {
    var self = this
    this.source.load(this.choice.state || undefined, function (rows) {
      self.rows = rows
      self.arrange()
      self.filter()
    })
  }

  /* --- the address ---------------------------------------------------------------------- */

  Table.prototype.toAddress = function (step) {
    var self = this
    var query = new URLSearchParams(location.search)
    this.strange.forEach(function (key) { query.delete(key) })
    aquip.Filters.ALL.concat("words", "group", "sort").forEach(function (key) {
      query.delete(key)
      if (self.choice[key] !== self.usual[key]) query.set(key, self.choice[key])
    })
    var search = query.toString().replace(/%2C/g, ",")
    var address = location.pathname + (search ? "?" + search : "") + location.hash
    if (address !== location.pathname + location.search + location.hash) history[step](history.state, "", address)
    this.told = location.search
  }

  /* Take the choices from the address; what it has wrong is told, and shows no row. */
  Table.prototype.fromAddress = function () {
    var self = this
    var faults = []
    this.choice = Object.assign({}, this.usual)
    this.strange = []
    new URLSearchParams(location.search).forEach(function (written, key) {
      if (key === "words") self.choice.words = written
      else if (key === "group" || key === "sort") faults.push(self.readOrder(key, written.trim().toLowerCase()))
      else if (aquip.Filters.ALL.includes(key)) self.choice[key] = self.filters.read(key, written)
      /* Material's own, and what others add to links to count who follows them. */
      else if (!/^([hq]$|utm_|[a-z]+clid$)/.test(key)) {
        self.strange.push(key)
        faults.push(aquip.noSuch("filter", key, aquip.Filters.ALL.concat("words", "group", "sort")))
      }
    })
    this.unknown = faults.filter(Boolean).join(" ")
    this.told = location.search
  }

  Table.prototype.readOrder = function (key, written) {
    var value = MEANT[written] || written
    var known = key === "group" ? this.groups().map(function (each) { return each[0] }) : Object.keys(KEYS)
    if (key === "group" && value === "none") value = this.usual.group === "state" ? "state" : "none"
    if (!known.includes(key === "group" ? value : column(value))) return aquip.noSuch(key === "group" ? "way to group" : "way to sort", written, known)
    this.choice[key] = value
    return ""
  }

  /* --- the page ------------------------------------------------------------------------- */

  /* A heading sorts by its column, then the other way, then no more. */
  Table.prototype.sorters = function () {
    var self = this
    Array.prototype.forEach.call(this.table.tHead.rows[0].cells, function (th) {
      var ways = [th.dataset.sort, "-" + th.dataset.sort]
      th.replaceChildren(aquip.button(th.textContent, "aq-sort", function () {
        var now = ways.indexOf(self.sorted())
        self.set("sort", now === 1 ? "" : ways[now + 1])
      }))
    })
  }

  Table.prototype.start = function (owns) {
    var self = this
    this.owns = owns
    this.bar = new aquip.Bar(this)
    this.lacking = make("p", { class: "aq-lacking", role: "status" })
    this.empty = make("p", { class: "aq-empty" })
    this.more = make("p", { class: "aq-more aq-more--rows" }, aquip.button("Show all", "aq-link", function () { self.roomFor(Infinity) }))
    this.table.before(this.bar.element, this.lacking)
    this.table.after(this.empty, this.more)
    this.sorters()
    if (owns) this.fromAddress()
    this.show()
    if (owns) this.reveal()
  }

  /* Whoever follows a link to some rows is to see them, whatever stands above the table. Material
   * scrolls to the top when it has put a page in its place. */
  Table.prototype.reveal = function () {
    var element = this.bar.element
    if (!this.chosen().length && !this.choice.words || location.hash) return
    setTimeout(function () {
      if (!window.scrollY && element.getBoundingClientRect().top > window.innerHeight / 2) element.scrollIntoView()
    }, 100)
  }

  /* Tables of the page at hand; the first has the address: two would quarrel over it. */
  var tables = []
  var path = ""

  function isHere() {
    return tables.length > 0 && location.pathname === path && document.contains(tables[0].view)
  }

  function follow() {
    tables[0].fromAddress()
    tables[0].show()
  }

  aquip.ready(function () {
    var views = document.querySelectorAll('[data-aq-rows][data-filter="yes"]')
    var fresh = Array.from(views).filter(function (view) { return !view.dataset.started && view.querySelector(".aq-rows") })
    if (!fresh.length) return
    path = location.pathname
    tables = fresh.map(function (view) { return new Table(view) })
    tables.forEach(function (table, number) {
      table.view.dataset.started = "yes"
      table.start(number === 0)
    })
  })

  /* Back and forth between choices of one page is ours: Material would fetch the page anew. */
  window.addEventListener("popstate", function (event) {
    if (!isHere() || location.search === tables[0].told) return
    event.stopImmediatePropagation()
    follow()
  }, true)

  /* So is a link to other choices of the same page. */
  document.addEventListener("click", function (event) {
    var a = event.target instanceof Element && event.target.closest("a[href]")
    if (!a || !isHere() || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    if (a.target || a.origin !== location.origin || a.pathname !== path || a.hash || a.search === location.search) return
    event.preventDefault()
    event.stopPropagation()
    history.pushState(null, "", a.href)
    follow()
    var drawer = document.querySelector("[data-md-toggle=drawer]")
    if (drawer && drawer.checked) drawer.click()
  }, true)

  window.addEventListener("beforeprint", function () {
    tables.forEach(function (table) { if (document.contains(table.view)) table.roomFor(Infinity) })
  })
})()

/* Groups and filters the accomplishments of a page, and copies them as Markdown.
 *
 * The page is complete without this: its rows under their headings, and its text. The text came in
 * pieces, an entry for each row; for another choice the same pieces are put under other headings,
 * as `aquip review --by` would have them. Choices stand in the page's address.
 */
(function () {
  "use strict"

  var WITHIN = { goal: "kind", kind: "goal", series: "kind" }
  var ANY = { goal: "Any goal", kind: "Any kind", series: "Any series" }
  var GROUPS = { goal: "By goal", kind: "By kind", series: "By series" }
  var KNOWN = { group: Object.keys(GROUPS), links: ["with", "without"], highlights: ["yes"] }

  function make(name, attributes, children) {
    var element = document.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(children || []).forEach(function (child) { element.append(child) })
    return element
  }

  function plural(count) {
    return count.toLocaleString("en") + " accomplishment" + (count === 1 ? "" : "s")
  }

  /* What a row is, read once. Of several series, the one that told it first is its group's. */
  function Row(li, texts) {
    this.li = li
    this.number = Number(li.dataset.n)
    this.text = texts[this.number]
    this.goal = li.dataset.goal
    this.kind = li.dataset.kind
    this.every = li.dataset.series.split("\n")
    this.series = this.every[0]
    this.links = li.dataset.links
    this.highlights = li.dataset.highlights
  }

  function Wins(view) {
    var texts = {}
    this.view = view
    this.place = view.querySelector(".aq-wins")
    this.pre = view.querySelector(".aq-markdown pre")
    this.whole = this.pre.textContent
    this.pre.querySelectorAll("[data-n]").forEach(function (span) { texts[span.dataset.n] = span.textContent })
    this.said = this.pre.querySelector("[data-said]").textContent
    this.head = this.whole.slice(0, this.whole.indexOf("\n\n", this.whole.indexOf("\n\n") + 2))
    this.names = {}
    Object.entries(JSON.parse(view.dataset.names)).forEach(function (pair) { this.names[pair[0]] = new Map(pair[1]) }, this)
    this.blocks = Array.from(this.place.children)
    this.lists = this.blocks.map(function (block) { return block.querySelector(".aq-won") })
    this.rows = Array.from(view.querySelectorAll(".aq-won__row"), function (li) { return new Row(li, texts) })
    this.usual = { group: view.dataset.aqWins, goal: "", kind: "", series: "", links: "", highlights: "" }
    this.choice = Object.assign({}, this.usual)
  }

  Wins.prototype.shows = function (row) {
    var choice = this.choice
    return (!choice.goal || row.goal === choice.goal) &&
      (!choice.kind || row.kind === choice.kind) &&
      (!choice.series || row.every.includes(choice.series)) &&
      (!choice.links || row.links === choice.links) &&
      (!choice.highlights || row.highlights === choice.highlights)
  }

  /* Rows under the names of what they have in common, in the order of those names. */
  Wins.prototype.grouped = function (rows, by) {
    var found = new Map()
    this.names[by].forEach(function (_, key) { found.set(key, []) })
    rows.forEach(function (row) {
      if (!found.has(row[by])) found.set(row[by], [])
      found.get(row[by]).push(row)
    })
    return Array.from(found).filter(function (group) { return group[1].length })
  }

  Wins.prototype.byDate = function (rows) {
    return rows.slice().sort(function (a, b) { return a.number - b.number })
  }

  /* The text: as it came, or its entries under the headings that the choice makes. */
  Wins.prototype.text = function (fitting) {
    var self = this
    var by = this.choice.group
    if (!this.chosen().length) return this.whole
    var rows = this.byDate(fitting.filter(function (row) { return row.text }))
    var evident = rows.filter(function (row) { return row.links === "with" }).length
    var said = plural(rows.length) + (evident ? ", " + evident + " with evidence" : "")
    var parts = [this.head.slice(0, this.head.length - this.said.length) + said]

    function headed(groups, level, act) {
      var bare = groups.length === 1 && groups[0][0] === "none"
      groups.forEach(function (group) {
        if (!bare) parts.push("#".repeat(level) + " " + group[2])
        act(group[1], bare ? level : level + 1)
      })
    }

    function named(some, what) {
      return self.grouped(some, what).map(function (group) { return group.concat(self.titles[what].get(group[0])) })
    }

    headed(named(rows, by), 2, function (some, level) {
      headed(named(some, WITHIN[by]), level, function (few) {
        parts.push(few.map(function (row) { return row.text }).join("\n"))
      })
    })
    return parts.join("\n\n") + "\n"
  }

  /* A group's block: as it came with the page, or one that is made here. */
  Wins.prototype.block = function (by, key, rows) {
    var index = by === this.usual.group ? this.blocks.findIndex(function (block) { return block.dataset.key === key }) : -1
    var block = this.blocks[index]
    var list = this.lists[index]
    if (!block) {
      list = make("ul", { class: "aq-won" })
      block = make("div", { class: "aq-block" }, [
        make("h2", { class: "aq-block__title" }, [this.names[by].get(key) || key, " ", make("span", { class: "aq-count" })]), list,
      ])
    }
    block.querySelector(".aq-count").textContent = rows.length.toLocaleString("en")
    list.replaceChildren.apply(list, rows.map(function (row) { return row.li }))
    return block
  }

  Wins.prototype.show = function () {
    var self = this
    var by = this.choice.group
    var fitting = this.rows.filter(function (row) { return self.shows(row) })
    /* By goal each goal's kinds stand together; all else is by date. */
    var blocks = this.grouped(fitting, by).map(function (group) {
      var rows = self.grouped(self.byDate(group[1]), WITHIN[by]).flatMap(function (some) { return some[1] })
      return self.block(by, group[0], rows)
    })
    this.place.replaceChildren.apply(this.place, blocks)
    this.view.classList.toggle("aq-by-other", by !== "goal")
    this.pre.textContent = this.text(fitting)
    this.count.textContent = fitting.length === this.rows.length ? plural(fitting.length) : fitting.length.toLocaleString("en") + " of " + this.rows.length.toLocaleString("en")
    this.empty.hidden = fitting.length > 0
    this.clear.hidden = !this.chosen().length
    this.selects.forEach(function (select) {
      select.value = self.choice[select.name]
      select.classList.toggle("aq-set", select.selectedIndex > 0)
    })
    this.groups.querySelectorAll("input").forEach(function (input) { input.checked = input.value === by })
    this.view.querySelectorAll(".aq-tiles a").forEach(function (a) {
      var same = self.search(new URLSearchParams(a.search)) === self.search(self.query())
      if (same) a.setAttribute("aria-current", "true")
      else a.removeAttribute("aria-current")
    })
  }

  Wins.prototype.chosen = function () {
    var self = this
    return Object.keys(this.choice).filter(function (key) { return self.choice[key] !== self.usual[key] })
  }

  Wins.prototype.query = function () {
    var query = new URLSearchParams()
    this.chosen().forEach(function (key) { query.set(key, this.choice[key]) }, this)
    return query
  }

  /* A query without what says nothing, to be compared. */
  Wins.prototype.search = function (query) {
    var self = this
    return Object.keys(this.usual).filter(function (key) { return query.has(key) && query.get(key) !== self.usual[key] })
      .map(function (key) { return key + "=" + query.get(key) }).join("&")
  }

  Wins.prototype.take = function (query) {
    var self = this
    Object.keys(this.usual).forEach(function (key) {
      var value = query.get(key)
      var known = KNOWN[key] ? KNOWN[key].includes(value) : self.names[key].has(value)
      self.choice[key] = known ? value : self.usual[key]
    })
  }

  Wins.prototype.changed = function () {
    var query = new URLSearchParams(location.search)
    Object.keys(this.usual).forEach(function (key) { query.delete(key) })
    this.query().forEach(function (value, key) { query.set(key, value) })
    var search = query.toString()
    if (this.owns) history.replaceState(history.state, "", location.pathname + (search ? "?" + search : "") + location.hash)
    this.show()
  }

  Wins.prototype.segments = function () {
    var self = this
    var name = "aq-group-" + Math.random().toString(36).slice(2)
    return make("fieldset", { class: "aq-wins-by" }, [make("legend", { class: "aq-hidden" }, "Group")].concat(
      Object.keys(GROUPS).map(function (group) {
        var input = make("input", { class: "aq-hidden", type: "radio", name: name, value: group })
        input.addEventListener("change", function () {
          self.choice.group = group
          self.changed()
        })
        return make("label", {}, [input, make("span", {}, GROUPS[group])])
      })
    ))
  }

  Wins.prototype.select = function (key, label, options) {
    var self = this
    var select = make("select", { "aria-label": label, name: key }, options.map(function (option) {
      return make("option", { value: option[0] }, option[1])
    }))
    select.addEventListener("change", function () {
      self.choice[key] = select.value
      self.changed()
    })
    return select
  }

  Wins.prototype.controls = function () {
    var self = this
    var view = this.view
    this.groups = this.segments()
    this.selects = []
    Object.keys(GROUPS).forEach(function (key) {
      var options = [["", ANY[key]]].concat(Array.from(self.names[key], function (pair) {
        return [pair[0], key === "goal" && pair[0] === "none" ? "No goal yet" : pair[1]]
      }))
      if (options.length > 2) self.selects.push(self.select(key, key[0].toUpperCase() + key.slice(1), options))
    })
    this.clear = make("button", { type: "button" }, "Clear")
    this.clear.addEventListener("click", function () {
      Object.assign(self.choice, self.usual)
      self.changed()
      self.groups.querySelector(":checked").focus()
    })
    this.count = make("span", { class: "aq-wins-bar__count", role: "status" })
    this.empty = make("p", { class: "aq-empty" }, "Nothing fits these filters.")
    var bar = view.querySelector(".aq-wins-bar")
    bar.setAttribute("role", "search")
    bar.setAttribute("aria-label", "Accomplishments")
    bar.append.apply(bar, [this.groups].concat(this.selects, [this.clear, this.count]))
    this.place.after(this.empty)
    view.addEventListener("click", function (event) {
      var a = event.target.closest(".aq-tiles a")
      if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      var group = self.choice.group
      self.take(new URLSearchParams(a.search))
      self.choice.group = group
      self.changed()
    })
  }

  Wins.prototype.start = function (owns) {
    var self = this
    this.owns = owns
    this.titles = titles(this)
    this.controls()
    if (owns) this.take(new URLSearchParams(location.search))
    this.show()
    return self
  }

  /* Headings as the text has them: signs of Markdown in them are no markup. */
  function titles(wins) {
    var found = {}
    Object.keys(wins.names).forEach(function (by) {
      found[by] = new Map(Array.from(wins.names[by], function (pair) { return [pair[0], plain(pair[1])] }))
    })
    return found
  }

  function plain(text) {
    return text.trim().replace(/\s+/g, " ").replace(/[\\`*[\]<]|(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, "\\$&")
  }

  function button(words, act) {
    var element = make("button", { type: "button", class: "aq-tool" }, words)
    element.addEventListener("click", function () { act(element) })
    return element
  }

  /* Where a browser does not let a page copy, the text itself is shown, to be copied by hand. */
  function copy(view, element) {
    var details = view.querySelector(".aq-markdown")
    var pre = details.querySelector("pre")
    window.aquip.copyFrom(element, pre.textContent).then(function () {
      if (element.textContent === "Copied") return
      details.open = true
      getSelection().selectAllChildren(pre)
      pre.scrollIntoView({ block: "nearest" })
    })
  }

  function tools(view) {
    var bar = view.querySelector(".aq-tools")
    bar.append(button("Copy as Markdown", function (element) { copy(view, element) }))
    if (view.querySelector(".aq-review__who")) bar.append(button("Print, or save as PDF", function () { print() }))
  }

  window.aquip.ready(function () {
    /* One view of a page has its address: a table that is filtered, else the first of these. */
    var first = !document.querySelector('[data-aq-rows][data-filter="yes"]')
    document.querySelectorAll(".aq-view--accomplishments").forEach(function (view) {
      if (view.dataset.started || !view.querySelector(".aq-markdown")) return
      view.dataset.started = "yes"
      tools(view)
      if (!view.dataset.aqWins) return
      new Wins(view).start(first)
      first = false
    })
  })
})()

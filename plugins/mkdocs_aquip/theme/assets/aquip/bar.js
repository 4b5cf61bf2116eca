/* The controls above a table of actions or questions: words, filters, order, and what is chosen.
 *
 * They are made here, since without a script they would do nothing. On a narrow screen all but
 * the words wait behind one button that says how many filters are set.
 */
(function () {
  "use strict"

  var aquip = window.aquip = window.aquip || {}
  var TITLES = { owner: "Anybody", series: "Any series", kind: "Any kind", need: "Any need", goal: "Any goal", due: "Any due date", age: "Any age", lost: "Lost or not" }
  var SELECTS = {
    actions: ["owner", "series", "due", "age", "goal", "lost"],
    questions: ["kind", "need", "series", "age", "goal"],
  }
  var made = 0

  function make(name, attributes, children) {
    var element = document.createElement(name)
    Object.keys(attributes || {}).forEach(function (key) { element.setAttribute(key, attributes[key]) })
    ;[].concat(children || []).forEach(function (child) { element.append(child) })
    return element
  }

  function button(text, kind, act) {
    var element = make("button", { type: "button", class: kind }, text)
    element.addEventListener("click", act)
    return element
  }

  aquip.make = make
  aquip.button = button

  /* `table` is told what is chosen by set(key, value), clear(), and knows what is: choice, usual. */
  aquip.Bar = function (table) {
    this.table = table
    this.filters = table.filters
    this.number = ++made
    this.selects = []
    var parts = [this.words(), this.toggle(), this.panel()]
    this.bar = make("div", { class: "aq-bar", role: "search", "aria-label": "Filter " + table.kind }, parts)
    this.count = make("p", { class: "aq-bar__count", role: "status" })
    this.chips = make("ul", { class: "aq-chosen", "aria-label": "Filters that are set" })
    this.clear = button("Clear filters", "aq-link", function () { table.clear() })
    this.copy = button("Copy link", "aq-link", this.copied.bind(this))
    var order = make("div", { class: "aq-bar__order" }, this.order().concat(this.copy))
    this.line = make("div", { class: "aq-bar__line" }, [this.count, this.chips, this.clear, order])
    this.told = make("p", { class: "aq-told", role: "alert" })
    this.element = make("div", { class: "aq-controls" }, [this.bar, this.line, this.told])
    this.element.addEventListener("keydown", this.escape.bind(this))
  }

  var Bar = aquip.Bar.prototype

  Bar.words = function () {
    var table = this.table
    var search = this.search = make("input", {
      type: "search", placeholder: "Filter by words", "aria-label": "Filter by words", autocomplete: "off", "aria-keyshortcuts": "Control+/ Meta+/",
    })
    search.addEventListener("input", function () { table.set("words", search.value) })
    var key = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘ /" : "Ctrl /"
    return make("div", { class: "aq-bar__words" }, [search, make("kbd", { "aria-hidden": "true" }, key)])
  }

  Bar.toggle = function () {
    var self = this
    this.set = make("span", { class: "aq-bar__set" })
    this.opener = button(["Filters ", this.set], "aq-bar__toggle", function () { self.open(self.opener.getAttribute("aria-expanded") !== "true") })
    this.opener.setAttribute("aria-expanded", "false")
    this.opener.setAttribute("aria-controls", "aq-bar-" + this.number)
    return this.opener
  }

  Bar.open = function (open) {
    this.opener.setAttribute("aria-expanded", String(open))
    this.element.classList.toggle("aq-controls--open", open)
  }

  Bar.panel = function () {
    var self = this
    var fields = SELECTS[this.table.kind].filter(function (field) { return field === "lost" ? self.table.hasLost() : self.filters.values(field).length > 1 })
    var selects = fields.map(function (field) { return self.filterSelect(field) })
    this.segments = this.table.usual.state ? this.states() : null
    var parts = [this.segments].concat(selects).filter(Boolean)
    return make("div", { class: "aq-bar__panel", id: "aq-bar-" + this.number }, parts)
  }

  /* Open, done, dropped, all: one of them always. */
  Bar.states = function () {
    var table = this.table
    var name = "aq-state-" + this.number
    var states = this.filters.values("state").filter(function (state) { return state === "all" || table.states.includes(state) })
    return make("fieldset", { class: "aq-seg" }, [make("legend", { class: "aq-hidden" }, "State")].concat(states.map(function (state) {
      var input = make("input", { class: "aq-hidden", type: "radio", name: name, value: state })
      input.addEventListener("change", function () { table.set("state", state) })
      return make("label", {}, [input, make("span", {}, [table.filters.name("state", state), " ", make("small", { class: "aq-seg__count" })])])
    })))
  }

  Bar.select = function (key, label, options) {
    var table = this.table
    var select = make("select", { name: key, "aria-label": label }, options.map(function (option) {
      return make("option", { value: option[0] }, option[1])
    }))
    select.addEventListener("change", function () { table.set(key, select.value) })
    this.selects.push(select)
    return select
  }

  Bar.filterSelect = function (field) {
    var filters = this.filters
    var options = filters.values(field).map(function (value) { return [value, filters.name(field, value)] })
    return this.select(field, aquip.Filters.TITLES[field], [["", TITLES[field]]].concat(options))
  }

  Bar.order = function () {
    var self = this
    var table = this.table
    return [["group", "Group", table.groups()], ["sort", "Sort", table.sorts()]].map(function (each) {
      return make("label", { class: "aq-order-by" }, [make("span", {}, each[1] + " "), self.select(each[0], each[1], each[2])])
    })
  }

  /* Show what is chosen, and how many rows each choice would leave; `counts` has none while
   * rows are missing. */
  Bar.show = function (counts) {
    var self = this
    var choice = this.table.choice
    if (this.search.value !== choice.words) this.search.value = choice.words
    if (this.segments) this.segments.querySelectorAll("input").forEach(function (input) {
      input.checked = input.value === choice.state
      var known = counts && self.table.isComplete(input.value)
      input.parentNode.querySelector("small").textContent = known ? figure(counts.state[input.value] || 0) : ""
    })
    this.selects.forEach(function (select) {
      var field = select.name
      var isFilter = aquip.Filters.ALL.includes(field)
      var options = Array.from(select.options)
      if (choice[field] && !options.some(function (option) { return option.value === choice[field] })) {
        var name = isFilter ? self.filters.called(field, choice[field]) : self.table.sortName(choice[field])
        options.push(make("option", { value: choice[field], "data-name": name }, name))
        select.append(options[options.length - 1])
      }
      select.value = choice[field]
      select.classList.toggle("aq-set", isFilter && select.value !== "")
      if (isFilter) options.forEach(function (option) {
        if (!option.value) return
        var name = self.filters.called(field, option.value)
        var text = counts && field in counts && !option.dataset.name ? name + " (" + figure(counts[field][option.value] || 0) + ")" : name
        if (option.textContent !== text) option.textContent = text
      })
    })
    this.showChosen()
  }

  Bar.showChosen = function () {
    var self = this
    var table = this.table
    var fields = table.chosen()
    this.clear.hidden = !fields.length && !table.choice.words
    this.set.textContent = fields.length || ""
    this.opener.setAttribute("aria-label", "Filters" + (fields.length ? ", " + fields.length + " set" : ""))
    this.chips.hidden = !fields.length
    this.chips.replaceChildren.apply(this.chips, fields.map(function (field) {
      var value = self.filters.called(field, table.choice[field])
      var title = aquip.Filters.TITLES[field]
      var text = value === title ? value : title + ": " + value
      var chip = button([text, " ", make("span", { "aria-hidden": "true" }, "×")], "aq-chosen__one", function () { self.remove(field) })
      chip.setAttribute("aria-label", "Remove the filter " + text)
      /* A state is shown by the segments, unless there is none such. */
      var doubled = field === "state" && !self.filters.fault(field, table.choice[field])
      return make("li", { class: doubled ? "aq-chosen--narrow" : "" }, chip)
    }))
  }

  /* Take a filter away; what has the focus next is the next one, or the words. */
  Bar.remove = function (field) {
    var place = this.table.chosen().indexOf(field)
    this.table.set(field, this.table.usual[field])
    var left = this.chips.querySelectorAll("button")
    ;(left[Math.min(place, left.length - 1)] || this).focus()
  }

  /* What has the focus when what had it is gone: the words, unless that brings up a keyboard. */
  Bar.focus = function () {
    var touched = window.matchMedia("(hover: none)").matches
    ;(touched && this.opener.offsetParent ? this.opener : this.search).focus({ preventScroll: touched })
  }

  /* Escape takes back one thing at a time: the open panel, the words, the filters. */
  Bar.escape = function (event) {
    if (event.key !== "Escape" || event.target instanceof HTMLSelectElement) return
    if (this.opener.getAttribute("aria-expanded") === "true") {
      this.open(false)
      this.opener.focus()
    } else if (this.table.choice.words) {
      this.table.set("words", "")
    } else {
      this.table.clear()
    }
    event.preventDefault()
  }

  Bar.copied = function () {
    aquip.copyFrom(this.copy, location.href)
  }

  function figure(count) {
    return count.toLocaleString("en")
  }

  aquip.figure = figure

  /* Ctrl+/ (⌘/) leads to the words of the page's first table. Keys without Ctrl are Material's:
   * "/" leads to its search. */
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || !(event.ctrlKey || event.metaKey)) return
    var search = document.querySelector(".aq-bar input[type=search]")
    if (!search) return
    event.preventDefault()
    search.focus()
    search.select()
  })
})()

/* What rows of actions and questions can be filtered by, and how many fit each choice.
 *
 * A choice is a text per filter, as the page's address has it: empty for no choice, several
 * values with commas between them. Nothing here touches the page.
 */
(function () {
  "use strict"

  var aquip = window.aquip = window.aquip || {}
  var DAY = 86400000
  var WEEK = 7
  var AGE = /^(?:[1-9]\d{0,4}|\d{1,5}-\d{1,5})$/

  var WORDS = {
    state: { open: "Open", done: "Done", dropped: "Dropped", all: "All" },
    due: { overdue: "Overdue", week: "Due within a week", later: "Due later", none: "No due date" },
    age: { week: "Up to a week old", 14: "2 weeks or older", 30: "30 days or older", 90: "90 days or older" },
    lost: { yes: "Lost on the way" },
  }

  var TITLES = {
    state: "State", owner: "Owner", series: "Series", kind: "Kind", need: "Need", goal: "Goal",
    due: "Due date", age: "Age", lost: "Lost on the way",
  }

  /* What to say of a value that no row has. */
  var UNKNOWN = {
    owner: "Nobody called “%” owns anything here.",
    series: "There is nothing here from a series called “%”.",
    kind: "Nothing here is of a kind called “%”.",
    need: "Nothing here has a need called “%”.",
    goal: "Nothing here serves a goal called “%”.",
  }

  function at(iso) {
    return Date.parse(iso + "T00:00:00Z")
  }

  /* `names` are the values that rows have, with what they are called, for each filter;
   * `me` is whose notes these are, `today` the day that counts. */
  aquip.Filters = function (names, me, today) {
    this.names = names
    this.me = me
    this.now = at(today)
    this.today = today
    this.week = new Date(this.now + WEEK * DAY).toISOString().slice(0, 10)
  }

  var Filters = aquip.Filters.prototype

  aquip.Filters.TITLES = TITLES
  aquip.Filters.ALL = Object.keys(TITLES)

  Filters.dueOf = function (row) {
    if (row.state !== "open") return row.state
    if (!row.due) return "none"
    return row.due < this.today ? "overdue" : row.due <= this.week ? "week" : "later"
  }

  /* How many days a row is on the table, or was until it was closed. */
  Filters.ageOf = function (row) {
    return Math.max(0, ((row.closed ? at(row.closed) : this.now) - at(row.since)) / DAY)
  }

  /* Whether so many days are an age: "30" is that or more, "7-13" has both its ends. */
  function aged(days, value) {
    if (value === "week") return days <= WEEK
    var ends = value.split("-")
    return days >= Number(ends[0]) && (ends.length === 1 || days <= Number(ends[1]))
  }

  /* The values that a row answers to: those of the choices that lead to it. */
  Filters.valuesOf = function (row, field) {
    return row.values[field] || (row.values[field] = this.look(row, field))
  }

  Filters.look = function (row, field) {
    if (field === "state") return [row.state, "all"]
    if (field === "due") return [this.dueOf(row)]
    if (field === "lost") return row.lost ? ["yes"] : []
    if (field === "age") {
      var days = this.ageOf(row)
      return Object.keys(WORDS.age).filter(function (value) { return aged(days, value) })
    }
    if (field !== "owner") return [row[field]]
    if (!row.owners.length) return ["none"]
    var me = this.me
    var shared = row.owners.some(function (owner) { return owner !== me })
    return shared ? row.owners.concat("others") : row.owners
  }

  Filters.fits = function (row, field, wanted) {
    if (field === "age") return aged(this.ageOf(row), wanted[0])
    var values = this.valuesOf(row, field)
    return wanted.some(function (value) { return values.includes(value) })
  }

  /* The rows that fit every choice, in their order; and of each filter, how many rows each of
   * its values would leave, the other choices being as they are. */
  Filters.run = function (rows, choice) {
    var self = this
    var query = choice.words.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    var active = aquip.Filters.ALL.filter(function (field) { return choice[field] }).map(function (field) {
      return [field, choice[field].split(",")]
    })
    var counts = {}
    aquip.Filters.ALL.forEach(function (field) { counts[field] = {} })

    function count(row, field) {
      self.valuesOf(row, field).forEach(function (value) { counts[field][value] = (counts[field][value] || 0) + 1 })
    }

    var fitting = rows.filter(function (row) {
      var against = active.filter(function (each) { return !self.fits(row, each[0], each[1]) })
      if (against.length > 1 || !query.every(function (word) { return row.words().includes(word) })) return false
      /* What one filter alone keeps out is what its other choices would let in. */
      if (against.length) count(row, against[0][0])
      else aquip.Filters.ALL.forEach(function (field) { count(row, field) })
      return !against.length
    })
    return { rows: fitting, counts: counts }
  }

  /* What a value is called. */
  Filters.name = function (field, value) {
    var words = WORDS[field]
    var named = this.names[field] || {}
    if (words && words[value]) return words[value]
    if (field === "age" && AGE.test(value)) return value.replace("-", " to ") + (value.includes("-") ? " days old" : " days or older")
    return named[value] || (value === "none" ? "None stated" : value)
  }

  /* What a choice is called: several values, one or the other. */
  Filters.called = function (field, choice) {
    return choice.split(",").map(this.name.bind(this, field)).join(" or ")
  }

  /* The values that can be chosen, in their order. */
  Filters.values = function (field) {
    var self = this
    if (WORDS[field]) return Object.keys(WORDS[field]).sort(function (a, b) {
      return field === "age" ? (a !== "week") - (b !== "week") || a - b : 0
    })
    return Object.keys(this.names[field] || {}).sort(function (a, b) {
      return rank(a) - rank(b) || aquip.LETTERS.compare(self.name(field, a), self.name(field, b))
    })
  }

  function rank(value) {
    return value === "others" ? 1 : value === "none" ? 2 : 0
  }

  /* A value as it is known, from how somebody wrote it: @Morgan, Morgan Diaz, MORGAN. */
  Filters.read = function (field, written) {
    var self = this
    return written.split(",").map(function (one) {
      var value = one.trim().replace(/^@/, "")
      var values = self.values(field)
      if (values.includes(value)) return value
      if (field === "owner" && value === "me" && self.me) return self.me
      var folded = value.toLocaleLowerCase()
      var same = values.find(function (known) {
        return known.toLocaleLowerCase() === folded || self.name(field, known).toLocaleLowerCase() === folded
      })
      return same || value
    }).join(",")
  }

  /* What is wrong with a choice, in a sentence; empty where nothing is. */
  Filters.fault = function (field, choice) {
    var self = this
    return choice.split(",").map(function (value) {
      if (field === "age" && AGE.test(value)) return ""
      if (self.values(field).includes(value) || (field === "owner" && value === self.me)) return ""
      if (UNKNOWN[field]) return UNKNOWN[field].replace("%", value)
      return aquip.noSuch(TITLES[field].toLowerCase(), value, self.values(field).concat(field === "age" ? ["a number of days", "7-13"] : []))
    }).filter(Boolean).join(" ")
  }

  /* Say that a value is none of those there are. */
  aquip.noSuch = function (what, value, known) {
    return "“" + value + "” in the address is no " + what + ": it can be " + known.slice(0, -1).join(", ") + " or " + known[known.length - 1] + "."
  }

  /* Words in the order of the page's language: ä beside a. */
  aquip.LETTERS = new Intl.Collator(document.documentElement.lang || "en")
})()

/* What is overdue is judged on the day the page is read, not on the day it was built. */
(function () {
  "use strict"

  var DAY = 86400000

  function plural(count, noun) {
    return count.toLocaleString("en") + " " + noun + (count === 1 ? "" : "s")
  }

  function at(iso) {
    return Date.parse(iso + "T00:00:00Z")
  }

  /* The viewer's own date: midnight in Lisbon is not midnight in Tokyo. */
  function clock() {
    var now = new Date()
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10)
  }

  function dueWord(days) {
    if (days < 0) return "overdue " + plural(-days, "day")
    return days === 0 ? "today" : days === 1 ? "tomorrow" : "in " + days + " days"
  }

  function inWord(days) {
    if (days === 0 || days === 1) return days ? "tomorrow" : "today"
    if (days === -1) return "yesterday"
    return days > 0 ? "in " + days + " days" : plural(-days, "day") + " ago"
  }

  function each(root, selector, act) {
    Array.prototype.forEach.call(root.querySelectorAll(selector), act)
  }

  function count(element, name, test) {
    var dues = element.getAttribute("data-count-" + name)
    var found = dues.split(" ").filter(test).length
    element.textContent = found
    element.closest(".aq-tile, .aq-part").classList.toggle("aq-none", !found)
  }

  /* Dates as they stand to a day, in words and colours; views inside are judged on their own. */
  function judge(root, today) {
    var now = at(today)
    var days = function (iso) { return Math.round((at(iso) - now) / DAY) }
    var view = root.closest("[data-built]")
    var each = function (selector, act) {
      Array.from(root.querySelectorAll(selector)).forEach(function (element) {
        if (element.closest("[data-built]") === view) act(element)
      })
    }
    each('.aq-due[data-state="open"]', function (due) {
      var left = days(due.dataset.due)
      due.classList.toggle("aq-due--overdue", left < 0)
      var word = due.querySelector(".aq-due__word")
      if (word) word.textContent = dueWord(left)
    })
    each(".aq-age[data-since]", function (age) {
      var old = -days(age.dataset.since)
      age.textContent = old < 0 ? "to come" : plural(old, "day")
    })
    each(".aq-in[data-on]", function (element) {
      element.textContent = inWord(days(element.dataset.on))
    })
    each("[data-count-overdue]", function (element) {
      count(element, "overdue", function (iso) { return days(iso) < 0 })
    })
    each("[data-count-week]", function (element) {
      count(element, "week", function (iso) { return days(iso) >= 0 && days(iso) <= 7 })
    })
  }

  function update(view) {
    var today = aquip.today(view)
    if (today !== view.dataset.built) judge(view, today)
  }

  var aquip = window.aquip = window.aquip || {}

  aquip.judge = judge

  /* The day that counts for an element: the one that is set, else the viewer's. */
  aquip.today = function (element) {
    var set = element.closest("[data-today]") || document.querySelector(".aq-head[data-today]")
    return (set && set.dataset.today) || clock()
  }

  /* Do something for each page: Material's instant navigation swaps pages without loading them. */
  aquip.ready = function (act) {
    /* From disk Material loads nothing by itself, and with instant navigation set never says so. */
    if (window.document$ && location.protocol !== "file:") window.document$.subscribe(act)
    else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act)
    else act()
  }

  aquip.ready(function () {
    each(document, "[data-built]", update)
    /* Pages of meetings are no views: their dates stand in the text. */
    if (document.querySelector(".md-content .aq-due")) update(document.body)
    /* The newest stands at the right: that is where a narrow screen begins. */
    each(document, ".aq-chart > .aq-scroll", function (scroll) { scroll.scrollLeft = scroll.scrollWidth })
  })

  /* What a reader unfolds is on paper too; what Material opens for paper is not that. */
  document.addEventListener("toggle", function (event) {
    if (matchMedia("print").matches || !event.target.classList.contains("aq-fold")) return
    event.target.classList.toggle("aq-fold--opened", event.target.open)
  }, true)

  /* Marks lead to their meetings for those who point; the table does for everybody. */
  document.addEventListener("click", function (event) {
    var mark = event.target.closest && event.target.closest(".aq-svg [data-href]")
    if (mark) location.href = mark.getAttribute("data-href")
  })
})()

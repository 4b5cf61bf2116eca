/* What Material's page lacks for the keyboard, and for programs that read it to somebody. */
(function () {
  "use strict"

  /* A reload may bring back what was open; templates can't forbid it and be valid. An address
     that was shared with a query opens the search itself. */
  function toggle(name) {
    var box = document.getElementById(name)
    var asked = name === "__search" && new URLSearchParams(location.search).has("q")
    if (box && !asked) box.checked = false
    return box
  }

  /* A label takes no focus: in its place comes a button, which is shown where the label was. */
  function press(label, box) {
    var button = document.createElement("button")
    button.type = "button"
    button.className = label.className + " aq-press"
    button.append.apply(button, label.cloneNode(true).childNodes)
    button.setAttribute("for", label.htmlFor)
    button.setAttribute("aria-label", NAMES[box.id]())
    button.setAttribute("aria-expanded", box.checked)
    button.addEventListener("click", function () { box.click() })
    box.addEventListener("change", function () { button.setAttribute("aria-expanded", box.checked) })
    label.before(button)
    return button
  }

  var NAMES = {
    __drawer: function () { return document.querySelector(".md-nav--primary").ariaLabel },
    __search: function () { return document.querySelector(".md-search").ariaLabel },
  }

  Object.keys(NAMES).forEach(function (name) {
    var box = toggle(name)
    var label = box && document.querySelector(".md-header label[for=" + name + "]")
    if (!label) return
    var button = press(label, box)
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !box.checked || name !== "__drawer") return
      box.click()
      button.focus()
    })
  })

  /* Material's button beside code stands in a <nav> without a name: one is no way through a site. */
  var watch = new MutationObserver(function (changes) {
    changes.forEach(function (change) { plain(change.target) })
  })

  function plain(root) {
    root.querySelectorAll("nav.md-code__nav").forEach(function (nav) { nav.setAttribute("role", "none") })
  }

  aquip.ready(function () {
    watch.disconnect()
    document.querySelectorAll("article pre").forEach(function (pre) {
      plain(pre)
      watch.observe(pre, { childList: true })
    })
  })
})()

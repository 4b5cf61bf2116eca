/* The id in a row of actions or questions as a button: what refers to the item, to be copied.
 *
 * A note takes `(see:: id)`; a chat or a document takes a link, which is a link where the
 * program knows such, else Markdown; a terminal takes the command that closes the item.
 */
(function () {
  "use strict"

  var aquip = window.aquip = window.aquip || {}
  var card = null

  function escaped(text) {
    var span = document.createElement("span")
    span.textContent = text
    return span.innerHTML
  }

  /* What a row is about, in its own words. */
  function words(tr) {
    var text = tr.querySelector(".aq-row__text > div").cloneNode(true)
    text.querySelectorAll(".aq-row__chips").forEach(function (chips) { chips.remove() })
    return text.textContent.trim().replace(/\s+/g, " ")
  }

  /* Where a row's item stands on the site: one with links of its own is no link itself. */
  function address(tr, id) {
    var a = tr.querySelector("a.aq-text")
    var meeting = tr.querySelector(".aq-where__meeting a")
    return a ? a.href : meeting && id ? meeting.href + "#%5E" + id : ""
  }

  /* What can be copied of a row: what it is for, the text, and that as HTML. */
  function references(tr, id) {
    var said = words(tr)
    var url = address(tr, id)
    var found = []
    if (id) found.push(["For a note", "(see:: " + id + ")"])
    if (url) found.push([
      "For a chat or a document",
      "[" + said.replace(/([\\[\]])/g, "\\$1") + "](" + url + ")",
      '<a href="' + escaped(url) + '">' + escaped(said) + "</a>",
    ])
    if (id && tr.dataset.state === "open") found.push(["For the terminal", "aquip done " + id])
    return found
  }

  function choice(button, reference) {
    var title = aquip.make("b", {}, reference[0])
    return aquip.button([title, aquip.make("code", {}, reference[1])], "aq-refer__one", function () {
      aquip.copyFrom(title, reference[1], reference[2]).then(function () {
        setTimeout(function () { if (card && card.contains(title)) close(button) }, 700)
      })
    })
  }

  function close(button) {
    if (!card) return
    var inside = card.contains(document.activeElement)
    card.remove()
    card = null
    button.setAttribute("aria-expanded", "false")
    if (inside || document.activeElement === document.body) button.focus()
  }

  function open(button) {
    var choices = references(button.closest("tr"), button.dataset.id).map(choice.bind(null, button))
    /* In the top layer, since long tables cut off what stands out of a row. */
    card = aquip.make("div", { class: "aq-refer", role: "group", "aria-label": "Copy a reference", popover: "manual" }, choices)
    card.opener = button
    button.after(card)
    if (card.showPopover) card.showPopover()
    var at = button.getBoundingClientRect()
    var edge = document.documentElement.clientWidth - card.offsetWidth - 8
    card.style.left = window.scrollX + Math.max(8, Math.min(at.left, edge)) + "px"
    card.style.top = window.scrollY + at.bottom + 4 + "px"
    button.setAttribute("aria-expanded", "true")
    choices[0].focus()
  }

  function upgrade(tr) {
    var place = tr.querySelector(".aq-row__chips")
    var code = tr.querySelector("code.aq-id")
    var text = tr.querySelector(".aq-row__text > div")
    var id = code ? code.textContent : ""
    if (!text || !(id || address(tr, id))) return
    if (!place) {
      place = aquip.make("span", { class: "aq-row__chips" })
      text.append(" ", place)
    }
    var button = aquip.button(id || "link", "aq-id", function () {
      var again = card && card.opener === button
      if (card) close(card.opener)
      if (!again) open(button)
    })
    button.dataset.id = id
    button.setAttribute("aria-expanded", "false")
    button.setAttribute("aria-label", "Copy a reference" + (id ? " to " + id : ": a link"))
    button.title = "Copy a reference"
    if (code) code.replaceWith(button)
    else place.append(button)
  }

  /* Make a row's id a button, once. */
  aquip.referable = function (tr) {
    if (!tr.querySelector("button.aq-id")) upgrade(tr)
  }

  aquip.ready(function () {
    document.querySelectorAll("tr.aq-row").forEach(aquip.referable)
  })

  document.addEventListener("click", function (event) {
    if (card && !card.contains(event.target) && !card.opener.contains(event.target)) close(card.opener)
  })
  document.addEventListener("focusin", function (event) {
    if (card && !card.contains(event.target) && event.target !== card.opener) close(card.opener)
  })
  document.addEventListener("keydown", function (event) {
    if (card && event.key === "Escape") {
      event.stopPropagation()
      close(card.opener)
    }
  }, true)
})()

/* Copies a list of accomplishments as Markdown, from what the page shows. */
(function () {
  "use strict"

  function line(row) {
    var text = row.querySelector(".aq-won__text").cloneNode(true)
    text.querySelectorAll(".aq-row__chips").forEach(function (chips) { chips.remove() })
    text.querySelectorAll("a:not(.aq-text)[href]").forEach(function (a) {
      a.replaceWith("[" + a.textContent + "](" + a.href + ")")
    })
    text.querySelectorAll("code").forEach(function (code) { code.replaceWith("`" + code.textContent + "`") })
    var kind = row.querySelector(".aq-chip--kind")
    var date = row.querySelector("time").getAttribute("datetime")
    return "- " + text.textContent.trim().replace(/\s+/g, " ") + " (" + (kind ? kind.textContent + ", " : "") + date + ")"
  }

  function markdown(view) {
    return Array.from(view.querySelectorAll(".aq-block"), function (block) {
      var title = block.querySelector(".aq-block__title")
      var count = title && title.querySelector(".aq-count")
      var name = title ? title.textContent.replace(count ? count.textContent : "", "").trim() : ""
      var lines = Array.from(block.querySelectorAll(".aq-won__row"), line).join("\n")
      return (name ? "## " + name + "\n\n" : "") + lines
    }).join("\n\n") + "\n"
  }

  window.aquip.ready(function () {
    document.querySelectorAll("[data-aq-copy]").forEach(function (view) {
      if (view.dataset.started || !view.querySelector(".aq-won") || !navigator.clipboard) return
      view.dataset.started = "yes"
      var button = document.createElement("button")
      button.type = "button"
      button.className = "aq-copy"
      button.textContent = "Copy as Markdown"
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(markdown(view)).then(function () {
          button.textContent = "Copied"
          setTimeout(function () { button.textContent = "Copy as Markdown" }, 2000)
        })
      })
      view.prepend(button)
    })
  })
})()

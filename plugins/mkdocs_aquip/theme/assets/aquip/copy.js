/* Copying, for whatever on a page can be copied, and saying that it was. */
(function () {
  "use strict"

  var aquip = window.aquip = window.aquip || {}
  var SAID_MS = 2000

  /* Copy a text, and what it is as HTML for programs that take that. Without a safe connection
   * browsers only let a page answer a command to copy. */
  aquip.copy = function (text, html) {
    if (navigator.clipboard && (!html || window.ClipboardItem)) {
      if (!html) return navigator.clipboard.writeText(text)
      var both = { "text/plain": new Blob([text], { type: "text/plain" }), "text/html": new Blob([html], { type: "text/html" }) }
      return navigator.clipboard.write([new ClipboardItem(both)])
    }
    return new Promise(function (resolve, reject) {
      function fill(event) {
        event.preventDefault()
        event.clipboardData.setData("text/plain", text)
        if (html) event.clipboardData.setData("text/html", html)
      }
      document.addEventListener("copy", fill, { once: true })
      if (document.execCommand("copy")) resolve()
      else {
        document.removeEventListener("copy", fill)
        reject(new Error("not allowed to copy"))
      }
    })
  }

  /* Copy, and say on an element, and to those who listen, what became of it. */
  aquip.copyFrom = function (element, text, html) {
    var before = element.dataset.says = element.dataset.says || element.textContent
    function say(words) {
      element.textContent = words
      announce(words)
      setTimeout(function () { element.textContent = before }, SAID_MS)
    }
    return aquip.copy(text, html).then(say.bind(null, "Copied"), say.bind(null, "Could not copy"))
  }

  function announce(words) {
    var live = document.querySelector("#aq-live")
    if (!live) {
      live = document.createElement("p")
      live.id = "aq-live"
      live.className = "aq-hidden"
      live.setAttribute("role", "status")
      document.body.append(live)
    }
    live.textContent = ""
    /* What is there when a place comes to be is not read out. */
    setTimeout(function () { live.textContent = words }, 50)
  }
})()

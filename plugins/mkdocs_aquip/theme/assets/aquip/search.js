/* What a search and its results share: the index's files, what words are, and excerpts.

   Loaded by each page, for the excerpts of results, and by the search's worker. What counts
   as a word is as in `search/words.py`. */
(function (self) {
  "use strict"

  if (self.aquipWords) return

  /* --- words ----------------------------------------------------------------------------- */

  var LETTERS = {
    ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ł: "l", þ: "th", ı: "i", ς: "σ",
  }
  var UNSPACED =
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff" +
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}"
  var SIGN = "(?:[\\p{L}\\p{N}]|(?=[\u0300-\u30ff])\\p{M})"
  var RUN = new RegExp(
    "(?:(?=[" + UNSPACED + "])" + SIGN + ")+|(?:(?![" + UNSPACED + "])" + SIGN + ")+", "gu"
  )
  var IS_UNSPACED = new RegExp("^[" + UNSPACED + "]", "u")

  function fold(text) {
    return text
      .normalize("NFKC").toLowerCase()
      .normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .normalize("NFC").replace(/[ßæœøđðħłþıς]/g, function (letter) { return LETTERS[letter] })
  }

  /* Letters that stand together, cut where the script changes to one without spaces. */
  function runs(text) {
    return text.match(RUN) || []
  }

  function unspaced(run) {
    return IS_UNSPACED.test(run)
  }

  function words(text) {
    var found = []
    runs(fold(text)).forEach(function (run) {
      if (!unspaced(run)) return found.push(run)
      var signs = Array.from(run)
      signs.forEach(function (sign, i) { found.push(sign + (signs[i + 1] || "")) })
    })
    return found
  }

  /* Where a text has what begins with one of the runs searched for: [start, end] of each. */
  function matches(text, wanted) {
    var found = []
    var match
    RUN.lastIndex = 0
    while ((match = RUN.exec(text))) {
      var run = fold(match[0])
      if (unspaced(match[0])) {
        wanted.forEach(function (want) {
          if (!unspaced(want)) return
          for (var at = run.indexOf(want); at >= 0; at = run.indexOf(want, at + want.length))
            found.push([match.index + at, match.index + at + want.length])
        })
      } else if (wanted.some(function (want) { return run.indexOf(want) === 0 })) {
        found.push([match.index, match.index + match[0].length])
      }
    }
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1] })
  }

  /* A text in parts, in turns plain and searched for. */
  function parts(text, wanted) {
    var found = []
    var end = 0
    matches(text, wanted).forEach(function (match) {
      if (match[0] < end) return
      found.push(text.slice(end, match[0]), text.slice(match[0], match[1]))
      end = match[1]
    })
    return found.concat(text.slice(end))
  }

  self.aquipWords = { fold: fold, runs: runs, unspaced: unspaced, words: words, parts: parts }

  /* --- excerpts: in a page only ------------------------------------------------------------ */

  var script = self.document && document.currentScript
  if (!script || !self.customElements || self.aquipSearch) return

  var SOON = 120 /* ms in which someone who types on makes another result of this */
  var LINES = 3
  var base = new URL("../../search/aquip/", script.src)
  var shelves = new Map()

  /* A file of texts, loaded once. */
  function shelf(name) {
    if (!shelves.has(name)) shelves.set(name, { waiting: [] })
    return shelves.get(name)
  }

  function load(name, edition, then) {
    var file = shelf(name)
    if (file.texts) return then(file.texts)
    file.waiting.push(then)
    if (file.waiting.length > 1) return
    var element = document.createElement("script")
    element.src = new URL(name + ".js?" + edition, base)
    element.onload = element.onerror = function () {
      element.remove()
      var waiting = file.waiting
      file.waiting = []
      if (file.texts) waiting.forEach(function (each) { each(file.texts) })
    }
    document.head.appendChild(element)
  }

  self.aquipSearch = function (name, data) { shelf(name).texts = data }

  /* The lines of a section that have what is searched for, else its first. */
  function excerpt(text, wanted) {
    var lines = text.split("\n").map(function (line) {
      return { item: line[0] === "\t", parts: parts(line.replace(/^\t+/, ""), wanted) }
    })
    var hits = lines.filter(function (line) { return line.parts.length > 1 })
    var fragment = document.createDocumentFragment()
    var list = null
    ;(hits.length ? hits : lines).slice(0, LINES).forEach(function (line) {
      if (line.item && !list) list = fragment.appendChild(document.createElement("ul"))
      if (!line.item) list = null
      var block = (list || fragment).appendChild(document.createElement(list ? "li" : "p"))
      line.parts.forEach(function (part, i) {
        var mark = i % 2 ? block.appendChild(document.createElement("mark")) : block
        mark.appendChild(document.createTextNode(part))
      })
    })
    return fragment
  }

  var seen = self.IntersectionObserver && new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return
      seen.unobserve(entry.target)
      entry.target.fill()
    })
  })

  /* What a result says, loaded when it comes into sight. */
  self.customElements.define("aq-excerpt", class extends HTMLElement {
    connectedCallback() {
      this.style.display = "block"
      this.style.minHeight = "1.6em"
      if (this.firstChild) return
      if (shelf(this.getAttribute("file")).texts) return this.fill()
      this.timer = setTimeout(() => (seen ? seen.observe(this) : this.fill()), SOON)
    }

    disconnectedCallback() {
      clearTimeout(this.timer)
      if (seen) seen.unobserve(this)
    }

    fill() {
      load(this.getAttribute("file"), this.getAttribute("edition"), (data) => {
        var sections = data.texts[this.getAttribute("page")]
        var text = data.edition === this.getAttribute("edition") && sections
        var wanted = this.getAttribute("words").split(" ").filter(Boolean)
        var said = text && sections[this.getAttribute("section")]
        this.style.minHeight = ""
        if (said && !this.firstChild) this.appendChild(excerpt(said, wanted))
      })
    }
  })
})(self)

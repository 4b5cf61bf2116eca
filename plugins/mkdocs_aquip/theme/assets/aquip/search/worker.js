/* Answers what Material's search box asks, from an index in many small files.

   In the place of Material's own worker: SETUP is answered by READY, QUERY by RESULT. What
   a query needs is loaded when it is first asked for: the list of pages, then a file of
   words for each word. Excerpts are the page's affair (`aq-excerpt`). */
(function () {
  "use strict"

  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  var TITLE = 10, TAG = 20, EXACT = 1.25 /* against 1 for a word's beginning in a text */
  var DIGITS = digits(), LAST = 45
  var CLAUSE = /^([+-]?)(?:(title|text|tags):)?(.*?)(?:[~^]\d*)?$/
  var ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

  /* In Material's stand-in for a worker, on a disk, this is a page. */
  var here = self.document ? document.currentScript.src : self.location.href
  var base = new URL("../../../search/aquip/", here)
  var files = {}
  var suggests = false
  var site = null
  var titles = new Map()
  var asked = 0

  self.aquipSearch = function (name, data) { files[name] = data }

  /* --- files ------------------------------------------------------------------------------ */

  /* The list of pages says which edition the others are to be of. */
  async function load(names, edition) {
    var missing = names.filter(function (name) { return !files[name] })
    if (!missing.length) return
    await importScripts.apply(self, missing.map(function (name) {
      return new URL(name + ".js" + (edition ? "?" + edition : ""), base).href
    }))
  }

  async function ready(edition) {
    if (!self.aquipWords) await importScripts(new URL("../search.js" + new URL(here).search, here).href)
    await load(["pages"], edition)
    if (!site || site.edition !== files.pages.edition) site = open(files.pages)
  }

  function open(data) {
    var urls = whole(data.urls)
    var titles = whole(data.titles)
    var headings = data.headings.map(function (heading) {
      return { anchor: heading[0], title: heading[1], words: aquipWords.words(heading[1]) }
    })
    var slot = 0
    var pages = urls.map(function (url, i) {
      var shape = data.shapes[data.shape[i]]
      var page = {
        url: url, title: titles[i], words: aquipWords.words(titles[i]), slot: slot, shape: shape,
        tags: data.tags[i], boost: i in data.boosts ? data.boosts[i] : 1,
      }
      page.tagWords = page.tags && aquipWords.words(page.tags.join(" "))
      slot += Math.ceil((shape.length + 1) / data.stride)
      return page
    })
    var at = []
    pages.forEach(function (page, i) {
      for (var s = page.slot; s <= page.slot + page.shape.length / data.stride; s++) at[s] = i
    })
    return {
      edition: data.edition, buckets: data.buckets, stride: data.stride, shelf: data.shelf,
      headings: headings, pages: pages, at: at,
    }
  }

  /* Values that are written less what they share with the one before. */
  function whole(values) {
    var last = ""
    return values.map(function (value) {
      return (last = last.slice(0, parseInt(value[0], 36)) + value.slice(1))
    })
  }

  function digits() {
    var found = {}
    for (var code = 35, value = 0; code < 127; code++)
      if (code !== 92) found[String.fromCharCode(code)] = value++
    return found
  }

  function decode(text, each) {
    var more = Object.keys(DIGITS).length - LAST
    var number = 0, step = 0, weight = 1
    for (var i = 0; i < text.length; i++) {
      var value = DIGITS[text[i]]
      step += value * weight
      if (value >= LAST) {
        weight *= more
      } else {
        number += step
        each(number)
        step = 0
        weight = 1
      }
    }
  }

  function bucket(word) {
    var head = Array.from(word).slice(0, aquipWords.unspaced(word) ? 1 : 2)
    return head.reduce(function (n, sign) { return n * 37 + sign.codePointAt(0) }, 0) % site.buckets
  }

  /* --- what is asked for ------------------------------------------------------------------- */

  /* Words to be found, each with how: `"several words"` are all to be there, `-word` is not,
     `title:word` is looked for there alone. */
  function clauses(query) {
    var found = []
    query.replace(/"([^"]*)"/g, function (_, phrase) { return phrase.replace(/(^|\s+)(?=\S)/g, " +") })
      .split(/[\s"]+/).forEach(function (term) {
        var match = CLAUSE.exec(term)
        if (!match) return
        aquipWords.runs(match[3]).forEach(function (label) {
          var run = aquipWords.runs(aquipWords.fold(label)).join("")
          var words = aquipWords.words(run)
          if (!words.length) return
          var signs = aquipWords.unspaced(run)
          // Of letters without spaces the last may begin anything that has it.
          if (signs && words.length > 1) words.pop()
          found.push({
            label: label.toLowerCase(), run: run, words: words, field: match[2],
            required: match[1] === "+", prohibited: match[1] === "-",
          })
        })
      })
    return found
  }

  /* --- where it is ------------------------------------------------------------------------- */

  /* How well each section has what a clause asks for, by number. */
  function find(clause) {
    var found = new Map()
    if (clause.field !== "title" && clause.field !== "tags") findText(clause, found)
    var titled = site.headings.map(function (heading) { return has(heading.words, clause) })
    site.pages.forEach(function (page) {
      var first = page.slot * site.stride
      if (clause.field !== "text" && clause.field !== "tags") {
        if (has(page.words, clause)) raise(found, first, TITLE)
        page.shape.forEach(function (heading, i) {
          if (titled[heading]) raise(found, first + i + 1, TITLE)
        })
      }
      if (page.tagWords && (!clause.field || clause.field === "tags") && has(page.tagWords, clause))
        raise(found, first, TAG)
    })
    return found
  }

  function findText(clause, found) {
    var first = null
    clause.words.forEach(function (word) {
      var all = files["words-" + bucket(word)].words
      var here = new Map()
      Object.keys(all).forEach(function (candidate) {
        if (!fits(candidate, word, clause)) return
        var weight = candidate === word ? EXACT : 1
        decode(all[candidate], function (number) { raise(here, number, weight) })
      })
      if (first) first.forEach(function (_, number) { if (!here.has(number)) first.delete(number) })
      first = first || here
    })
    first.forEach(function (weight, number) { found.set(number, weight) })
  }

  function fits(candidate, word, clause) {
    return clause.words.length > 1 ? candidate === word : candidate.indexOf(word) === 0
  }

  function has(words, clause) {
    return clause.words.every(function (word) {
      return words.some(function (each) { return fits(each, word, clause) })
    })
  }

  function raise(found, number, weight) {
    if (!(found.get(number) >= weight)) found.set(number, weight)
  }

  /* --- results ----------------------------------------------------------------------------- */

  /* The pages that have all that is asked for; where there is none, those that have some. */
  function search(query) {
    var all = clauses(query)
    var wanted = all.filter(function (clause) { return !clause.prohibited })
    var pages = new Map()
    titles.clear()
    var total = site.at.length
    wanted.forEach(function (clause, c) {
      var found = find(clause)
      var rarity = 1 + Math.log(1 + total / (1 + found.size))
      found.forEach(function (weight, number) {
        var index = site.at[Math.floor(number / site.stride)]
        var page = site.pages[index]
        var group = pages.get(index)
        if (!group) pages.set(index, (group = { page: page, index: index, sections: new Map(), best: [] }))
        var section = number - page.slot * site.stride
        var scores = group.sections.get(section)
        if (!scores) group.sections.set(section, (scores = []))
        scores[c] = weight * rarity
        group.best[c] = Math.max(group.best[c] || 0, scores[c])
      })
    })
    all.forEach(function (clause) {
      if (clause.prohibited) find(clause).forEach(function (_, number) {
        pages.delete(site.at[Math.floor(number / site.stride)])
      })
    })
    var groups = Array.from(pages.values())
    var full = groups.filter(function (group) { return count(group.best) === wanted.length })
    var some = groups.filter(function (group) {
      return wanted.every(function (clause, c) { return !clause.required || group.best[c] })
    })
    groups = full.length ? full : some
    groups.forEach(function (group) { rank(group, wanted) })
    // Of pages that are as good as each other, the newest comes first.
    groups.sort(function (a, b) { return b.score - a.score || b.index - a.index })
    var result = { items: groups.map(function (group) { return items(group, wanted) }) }
    if (suggests) result.suggest = suggestion(wanted)
    return result
  }

  function count(scores) {
    return scores.filter(Boolean).length
  }

  function sum(scores) {
    return scores.reduce(function (all, score) { return all + score }, 0)
  }

  /* A page is as good as its best section for each word, and better with all in one. */
  function rank(group, wanted) {
    var best = 0
    group.sections.forEach(function (scores, section) {
      var share = count(scores) / wanted.length
      scores.total = sum(scores) * (1 + share * share) * (section ? 1 : 1.5)
      best = Math.max(best, scores.total)
    })
    group.score = (sum(group.best) + best) * group.page.boost
    group.scale = best ? group.score / best : 1
  }

  /* A page's sections as Material shows them, the page itself among them. */
  function items(group, wanted) {
    var found = []
    group.sections.forEach(function (scores, section) {
      var terms = {}
      wanted.forEach(function (clause, c) { terms[clause.label] = Boolean(scores[c] || terms[clause.label]) })
      found.push(item(group.page, section, scores.total * group.scale, terms, wanted))
    })
    found.sort(function (a, b) { return b.score - a.score || a.section - b.section })
    if (!group.sections.has(0)) found.push(item(group.page, 0, 0, {}, wanted))
    return found
  }

  function item(page, section, score, terms, wanted) {
    var heading = section ? site.headings[page.shape[section - 1]] : page
    var runs = wanted.map(function (clause) { return clause.run })
    var found = {
      location: page.url + (section ? "#" + heading.anchor : ""),
      title: marked(heading.title, runs),
      text: '<aq-excerpt file="texts-' + Math.floor(page.slot / site.shelf) + '" page="' + page.slot +
        '" section="' + section + '" edition="' + site.edition + '" words="' + escape(runs.join(" ")) +
        '"></aq-excerpt>',
      score: score, terms: terms, section: section,
    }
    if (page.tags) found.tags = page.tags.map(function (tag) { return marked(tag, runs) })
    return found
  }

  /* A title with what is searched for marked; many sections have the same one. */
  function marked(text, runs) {
    if (!titles.has(text)) titles.set(text, aquipWords.parts(text, runs).map(function (part, i) {
      return i % 2 ? "<mark>" + escape(part) + "</mark>" : escape(part)
    }).join(""))
    return titles.get(text)
  }

  function escape(text) {
    return text.replace(/[&<>"]/g, function (sign) { return ESCAPED[sign] })
  }

  /* The word that most often is what the last one typed may become. */
  function suggestion(wanted) {
    var last = wanted[wanted.length - 1]
    if (!last || last.words.length > 1) return []
    var best = "", most = 0
    var all = files["words-" + bucket(last.words[0])].words
    Object.keys(all).forEach(function (word) {
      if (word.indexOf(last.words[0]) === 0 && all[word].length > most) {
        best = word
        most = all[word].length
      }
    })
    return best ? [best] : []
  }

  /* --- messages ---------------------------------------------------------------------------- */

  async function answer(query) {
    await ready()
    var wanted = clauses(query)
    if (!wanted.length) return { items: [] }
    var names = names_of(wanted)
    await load(names, site.edition)
    // The list may be an old one from the browser's store: then it is loaded anew.
    var other = names.map(function (name) { return files[name].edition })
      .find(function (edition) { return edition !== site.edition })
    if (other) {
      files = {}
      await ready(other)
      names = names_of(wanted)
      await load(names, site.edition)
    }
    return search(query)
  }

  function names_of(wanted) {
    var found = wanted.reduce(function (all, clause) { return all.concat(clause.words) }, [])
    return Array.from(new Set(found.map(function (word) { return "words-" + bucket(word) })))
  }

  self.addEventListener("message", async function (event) {
    var message = event.data
    if (message.type === SETUP) {
      suggests = Boolean(message.data.options && message.data.options.suggest)
      postMessage({ type: READY })
    } else if (message.type === QUERY) {
      var turn = ++asked
      var data = { items: [] }
      try {
        if (message.data.trim()) data = await answer(message.data)
      } catch (error) {
        console.warn("search: " + error)
      }
      // What was typed since has a result of its own.
      if (turn === asked) postMessage({ type: RESULT, data: data })
    }
  })
})()

/* The search's worker where there is no server: browsers start none from a disk, so that it runs
   in a frame, with the same messages. It stands where Material's offline plugin would have pages
   load such a stand-in from another host. */
(function () {
  "use strict"

  if (location.protocol !== "file:") return

  function add(inner, url) {
    return new Promise(function (done, failed) {
      var script = inner.document.createElement("script")
      script.src = new URL(url, document.baseURI).href
      script.addEventListener("load", function () { done() })
      script.addEventListener("error", function () { failed(new Error("not to be had: " + url)) })
      inner.document.head.append(script)
    })
  }

  function message(target, data) {
    setTimeout(function () { target.dispatchEvent(new MessageEvent("message", { data: data })) })
  }

  self.Worker = class extends EventTarget {
    constructor(url) {
      super()
      var worker = this
      var frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inner = frame.contentWindow
      this.inner.postMessage = function (data) { message(worker, data) }
      /* A worker's is done when it returns; whoever calls this one has to wait for it. */
      this.inner.importScripts = function () {
        return Array.from(arguments).reduce(function (before, next) {
          return before.then(function () { return add(worker.inner, next) })
        }, Promise.resolve())
      }
      this.ready = add(this.inner, url)
    }

    postMessage(data) {
      var inner = this.inner
      this.ready.then(function () { message(inner, data) })
    }
  }
})()

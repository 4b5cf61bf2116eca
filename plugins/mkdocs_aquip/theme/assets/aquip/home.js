/* The next meeting is judged on the day the page is read: a site that nobody has built since
 * the last meeting shows the one after it. Where all have passed, the page stays as it is. */
(function () {
  "use strict"

  window.aquip.ready(function () {
    document.querySelectorAll(".aq-view--home").forEach(function (view) {
      var today = window.aquip.today(view)
      var leads = Array.from(view.querySelectorAll(".aq-lead"))
      var next = leads.findIndex(function (lead) { return lead.dataset.day >= today })
      if (next < 1) return
      leads.forEach(function (lead, index) { lead.hidden = index !== next })
      view.querySelectorAll(".aq-answers__then .aq-next__row").forEach(function (row, index) {
        row.hidden = index < next
      })
    })
  })
})()

"""A note as the site shows it: GitHub Flavored Markdown, sanitised, then decorated.

cmark-gfm renders the note with the parts of its items (owners, fields, ids) replaced
by tokens; nh3 sanitises the whole; only then do tokens become the site's own HTML.
So nothing a note says can pass for what the site says. `page.render` is the way in,
`inline.inline_html` the one for a single line.
"""

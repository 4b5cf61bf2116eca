"""Builds that stand on the last one, through MkDocs' own door.

Built with ``--dirty``, MkDocs leaves the site folder as it is, and leaves alone each page
whose file says that it is not modified. MkDocs' files ask the clock; the files here ask
what the page shows. What a page left alone owes the rest of the build comes from the
`ledger`: its search entries, its anchors, its title. `tracker` puts it together, `safe`
says when to build whole instead, `key` what all pages depend on, `trace` what a meeting
asks of the rest of the record, `outputs` whether the site folder is still as it was left.
"""

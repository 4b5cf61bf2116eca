"""The MkDocs plugin: a record of 1:1 meetings as a site."""

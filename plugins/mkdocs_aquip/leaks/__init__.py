"""The last line: no build ends with hidden text in the site, whatever other plugins did.

Everything else keeps hidden text away by never handing it on. This looks at what came of it:
`words` turns texts and files into words that can be compared, `hidden` says which runs of
words stand in hidden text and in no public one, and `folder` looks for them in every file of
the site. What is found ends the build, and the site folder is emptied. See docs/privacy.md.
"""

"""Understands notes that others wrote: text in, meetings in aquip's format out. Pure, as `core` is.

`dialects` evens out what editors write, `dates` and `split` tell the meetings, `meeting`
sorts a meeting's text into sections, `actions` reads its actions, `compose` writes the note.
"""

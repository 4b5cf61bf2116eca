"""The pure heart of aquip: text in, notes and answers out.

Nothing below this package reads a file, asks the clock, or knows Click, git,
MkDocs or Jinja. Whoever needs one of those lives outside and calls in.
"""

"""What git knows of the notes; the only place that GitPython is imported from.

It is imported late: the import fails where no git is installed and costs start-up
time. Everything here works without git, and then answers that nothing is known.
"""

"""Files: read where they are regular and the repository's own, changed all or none.

A writer may die at any step, and an editor may save in that same instant: see docs/crash-safety.md.
"""

"""The example year as a git history: who wrote which part of it, and when.

Only the finished notes are shipped. What they said before is worked out from them with aquip's
own model, so that the history never disagrees with the notes. All but `example` is pure.
"""

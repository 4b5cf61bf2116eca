"""The record for other tools: JSON, calendars of what is due, a feed of meetings and changes.

All of it is the public record's, and the same for the same notes, history and day. What stands
at which address, and who can read it, is in docs/feeds.md.
"""

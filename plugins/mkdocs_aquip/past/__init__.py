"""What git knows of the meetings, as far as a site may tell it.

Nothing that is hidden today, or ever was, comes back from an old commit. What a page tells is
made of old versions without their hidden parts; it names only what the note still shows, and
counts what it no longer does; and it has a commit's subject only where no note that the commit
touched ever had anything to hide.
"""

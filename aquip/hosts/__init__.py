"""What is asked and said on a host: a comment, an issue, and whether a site there is private.

Of all of aquip, this package alone sends anything over the network, for `aquip post` and `guard`.
"""

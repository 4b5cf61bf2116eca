"""A build's pages, shared among forked processes.

MkDocs goes through the pages one by one, twice: to read them, then to write them. Before
each time, `crew` forks processes that begin at the other end. When MkDocs comes to a page
that one of them has done, it takes the result; what none has done, it does itself, by the
same functions. So the site is the same however many there are, and if all of them die.
`reading` shares what notes become, `writing` MkDocs' own building of a page; `said` lets
what is logged elsewhere be heard in its place.
"""

"""Pages and feeds from the web: politely, within limits, and from nowhere private.

web.py        what may be fetched, and what comes back
addresses.py  which addresses are public
network.py    connections that are checked and timed
robots.py     what a site asks of programs
fetcher.py    one address after the other: redirects, sizes, retries
pages.py      many addresses at once, as articles
"""

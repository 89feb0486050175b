"""Runs over many messages or users; `bulk` has the public names.

`runs` decides what to take and what to return, and does the steps in tasks or threads. `sending`
and `ensuring` are the rules for an item, as generators of steps; they share `rules`, and return
`outcomes`. `journal` is the SQLite file of a run.
"""

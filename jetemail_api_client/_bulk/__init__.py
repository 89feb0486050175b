"""Runs over many messages or users; `bulk` has the public names.

`schedule` decides what to take and what to return; `async_run` and `sync_run` do the steps, in
tasks or threads, and share `runs`.

`sending` and `ensuring` are the rules for an item, as generators of `steps`; they share `rules`,
and return `outcomes`. `journal` is the SQLite file of a run.
"""

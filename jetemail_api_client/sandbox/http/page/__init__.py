"""The page of a sandbox, below `/_sandbox/`: what was sent and received, and the controls.

It is rendered on the server, from the state: `statuses`, `messages`, `parts` and `tables` make rows
of it, `templates/` makes HTML of them, `routes` serves that and takes the forms, `live` tells open
pages that something has changed.
"""

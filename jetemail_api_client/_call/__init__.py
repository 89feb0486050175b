"""One call, decided without I/O: which request to send, when, and what the response means.

`flow` is the way of a call from its request to a value or an error. `policy` decides on retries,
`rate_limit` on when a request may be sent, `responses` turns a response into a value or an error,
and `reconcile` finds out what a create with a lost response did. `state` holds what a call and a
client know, and `exchange` what the flow and a transport hand each other.
"""

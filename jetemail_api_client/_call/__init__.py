"""One call, decided without I/O: which request to send, when, and what the response means.

`flow` is the path of a call from its request to a value or an error. `policy` decides on retries,
`responses` turns a response into a value or an error, and `reconcile` is the interface that decides
on a create whose response was lost. `state` is the state of calls and clients, and `exchange` the
data exchanged between the flow and a transport. `custom_request` makes the requests of endpoints
that are not described. When to send is decided in `rate_limits`, above.
"""

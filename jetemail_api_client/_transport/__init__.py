"""The door to the network: one attempt at a time, through httpx's transport interface.

`adapter` turns a request of ours into an `httpx.Request`, gives it to a transport, and turns the
`httpx.Response`, or the exception in its place, into a response or a failure of ours. `aiohttp` and
`deadline` are the default transports. Nothing else in the package knows an HTTP library.
"""

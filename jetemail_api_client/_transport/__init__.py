"""Sends one attempt through httpx's transport interface; no other code knows an HTTP library.

Here belongs code about connections, TLS, proxies, timeouts and the encoding of bodies. Retries,
rate limits and the meaning of a response belong to `_call`.

The way of a request: `adapter` makes an `httpx.Request` of a `SendRequest` and passes it to a
transport, by default `aiohttp` (async) or `deadline` (sync, over the sockets of `network`). `body`
decodes the response; `failures` makes a `TransportFailure` of an exception. `defaults` is the base
of both default transports, `resolver` looks up names for both, `timing` computes deadlines, and
`httpx_module` chooses between httpx and httpx2.
"""

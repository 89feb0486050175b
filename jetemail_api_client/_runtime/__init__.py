"""The base of generated code, and the only hand-written code that its models and endpoints import.

`operations` describes operations and requests, `requests` builds a request, `validators` check
arguments, `parsing` reads responses, and `wire_formats` convert values between both. `flows` runs
methods of several requests, `paginator` listings of several pages. No I/O, no HTTP library.
"""

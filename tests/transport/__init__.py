"""Tests of `_transport`: connections, TLS, proxies, timeouts and failures."""

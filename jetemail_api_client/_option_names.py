"""Advice for an option that does not exist: what other clients call otherwise, and misspellings."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches

_TRANSPORT = (
    "transport=transports.AiohttpTransport({0}=...), or for JetEmail "
    "transport=transports.DeadlineTransport({0}=...)"
)
_USE: Mapping[str, str] = {
    "timeout timeouts total_timeout request_timeout": (
        "deadline for a call and attempt_timeout for one attempt, both in seconds"
    ),
    "read_timeout write_timeout pool_timeout": "attempt_timeout, in seconds",
    "max_retries retries retry num_retries attempts": (
        "max_attempts, which counts the first attempt as well"
    ),
    "proxy proxies proxy_url mounts": _TRANSPORT.format("proxy"),
    "verify cert ssl ssl_context ssl_verify verify_ssl ca_certs ca_bundle": (
        _TRANSPORT.format("ssl_context")
    ),
    "keepalive_expiry keepalive_timeout": _TRANSPORT.format("keepalive_expiry"),
    "client httpx_client async_client session": "http_client",
    "connector adapter": "transport",
    "base_uri api_base api_url base url uri host server server_url endpoint": "base_url",
    "insecure allow_insecure http": "allow_http",
    "token key api_token access_token bearer_token auth secret secret_key credentials": (
        "api_key, or transactional_key for sending"
    ),
    "sending_key send_key": "transactional_key",
    "on_event on_retry event_hooks events listeners callback callbacks middleware logger": "hooks",
    "default_headers extra_headers": "headers",
    "limits pool_limits pool_size pool_connections pool_maxsize concurrency": "max_connections",
    "limiter throttle pacing": "rate_limits",
    "rate_limit_gate": "rate_limit_block",
}
"""What to use for options of other clients, and for former options of this one."""

_USE_IN_REQUEST: Mapping[str, str] = {
    "body data content payload": "json",
    "params query_params query_string": "query",
    "extra_headers": "headers",
    "api_key auth": "key",
    "timeout timeouts request_timeout deadline attempt_timeout": (
        "with_options(deadline=...) of the client"
    ),
    "max_attempts max_retries retries": "retry, or with_options(max_attempts=...) of the client",
}
"""The same for the options of `request`."""


def advice(place: str, name: str, options: Collection[str]) -> str:
    """Return what to use for an option that is none of those that there are at a place."""
    lower = name.lower()
    for names, use in (_USE_IN_REQUEST if place == "request" else _USE).items():
        if lower in names.split():
            return f"use {use}"
    if close := get_close_matches(lower, options, 1):
        return f"did you mean {close[0]}?"
    return f"there are {', '.join(sorted(options))}"

"""The layers of the package: its parts and modules, and the imports allowed in each."""

# Each part of the package, "" for its __init__, with the parts that it may import: only parts above
# it in this table, except "", which exports the clients.
LAYERS: dict[str, set[str]] = {
    "errors": set[str](),
    "_fork": set[str](),
    "_runtime": {"errors"},
    "hooks": {"_runtime", "errors"},
    "rate_limits": {"_fork", "_runtime", "errors"},
    "redis_limits": {"_fork", "_runtime", "errors", "hooks", "rate_limits"},
    "_option_names": set[str](),
    "options": {"_option_names", "_runtime", "errors", "rate_limits"},
    "": {"_runtime", "client", "errors"},
    "_call": {"", "_fork", "_runtime", "errors", "hooks", "options", "rate_limits"},
    "_transport": {"_call", "_fork", "_runtime", "errors", "hooks", "rate_limits"},
    "transports": set[str](),
    "_generated": {"_runtime"},
    "emails": {"_generated", "_runtime"},
    "smtp_users": {"_generated", "_runtime", "errors"},
    "_bulk": {"_generated", "_runtime", "emails", "errors", "rate_limits", "smtp_users"},
    "bulk": {"_bulk", "_runtime"},
    "_generated.resources": {"_generated", "_runtime", "bulk", "emails", "smtp_users"},
    "_reconcilers": {"_call", "_generated", "_runtime", "smtp_users"},
    "client": {
        *("_call", "_fork", "_generated.resources", "_reconcilers", "_runtime", "_transport"),
        *("hooks", "options", "rate_limits", "transports"),
    },
    "telemetry": {"", "errors", "hooks"},
    "progress": {"bulk"},
    "models": {"_generated"},
    "webhooks": {"_call", "_fork", "_generated", "_runtime", "errors", "hooks", "options"},
    "sandbox": {"webhooks"},
    "cli": {"", "_runtime", "bulk", "emails", "errors", "models", "progress", "smtp_users"},
}
# The modules of `_call`, with the modules of `_call` that each of them imports.
CALL_LAYERS: dict[str, set[str]] = {
    "custom_request": {"redaction"},
    "exchange": set[str](),
    "policy": {"exchange"},
    "reconcile": {"policy"},
    "state": {"reconcile"},
    "redaction": {"state"},
    "responses": {"exchange", "redaction", "state"},
    "flow": {"exchange", "policy", "reconcile", "redaction", "responses", "state"},
}
# The same of `_bulk`.
BULK_LAYERS: dict[str, set[str]] = {
    "steps": set[str](),
    "schedule": {"steps"},
    "runs": {"schedule", "steps"},
    "async_run": {"runs", "steps"},
    "sync_run": {"runs", "steps"},
    "outcomes": set[str](),
    "rules": {"steps"},
    "journal": set[str](),
    "sending": {"journal", "outcomes", "rules", "steps"},
    "ensuring": {"outcomes", "rules", "steps"},
}
# The rooms and modules of the sandbox, "" for its __init__, with those that they import: only those
# above them in this table.
SANDBOX_LAYERS: dict[str, set[str]] = {
    "": set[str](),
    "replies": set[str](),
    "clock": set[str](),
    "addresses": set[str](),
    "credentials": {"addresses", "replies"},
    "events": {"clock", "replies"},
    "outbound": {"addresses", "clock", "credentials", "events", "replies"},
    "inbound": {"addresses", "clock", "events", "outbound", "replies"},
    "account": {
        *("", "addresses", "clock", "credentials", "events", "inbound", "outbound", "replies"),
    },
    "outbox": {"account", "addresses", "outbound"},
    "smtp": {"account", "addresses", "outbound", "replies"},
    "http": {
        *("", "account", "addresses", "clock", "events", "inbound", "outbound", "replies", "smtp"),
    },
    "in_process": {"account", "addresses", "clock", "http", "outbox"},
    "__main__": {"", "addresses", "credentials", "http", "smtp"},
}
# The libraries that do I/O, with the parts that may import them.
IO_LIBRARIES: dict[str, set[str]] = {
    "aiohttp": {"_transport"},
    "yarl": {"_transport"},
    "httpx": {"_transport", "sandbox"},
    "certifi": {"_transport"},
    "asyncio": {"_bulk", "_runtime", "_transport", "redis_limits", "sandbox"},
    "select": {"_transport"},
    "ssl": {"_transport", "sandbox"},
    "socket": {"_transport", "sandbox"},
    "sqlite3": {"_bulk"},
    "opentelemetry": {"telemetry"},
    "click": {"cli"},
    "rich": {"cli", "progress"},
    "redis": {"redis_limits"},
    "starlette": {"sandbox"},
    "uvicorn": {"sandbox"},
}

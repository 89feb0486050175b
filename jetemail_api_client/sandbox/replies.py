"""What operations of the sandbox receive and return, without HTTP."""

from typing import Any

from attrs import field, frozen

Fields = dict[str, Any]
"""The fields of a request or response body."""


@frozen(kw_only=True)
class Sent:
    """A validated request: parameters with their defaults, and the parsed body."""

    path: Fields = field(factory=dict)
    query: Fields = field(factory=dict)
    headers: Fields = field(factory=dict)
    """By the name in the description, such as `Idempotency-Key`."""
    body: Any = None
    key: str = field(default="", repr=False)
    """The API key of the request."""
    ip: str = ""
    """The address of the client."""


@frozen
class Reply:
    """A response: its status and its body, JSON if it is no text."""

    status: int
    body: Any
    headers: dict[str, str] = field(factory=dict)


class Refusal(Exception):  # noqa: N818 - a response like any other, not a failure
    """An error response; `body` replaces the usual one, `{"success": false, "error": text}`."""

    def __init__(
        self,
        status: int,
        text: str,
        *,
        body: Fields | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(text)
        body = {"success": False, "error": text} if body is None else body
        self.reply: Reply = Reply(status, body, headers or {})

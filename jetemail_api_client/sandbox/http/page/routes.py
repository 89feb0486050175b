"""The page over HTTP: its views, the parts of messages, and what its forms do."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from attrs import define
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ... import API_KEY, TRANSACTIONAL_KEY
from ...account.accounts import Account
from ...account.description import description
from ...account.faults import ANY, Faults
from ...clock import iso_8601
from ...replies import Refusal
from ..admin import Admin
from . import messages, parts, statuses, tables, texts
from .live import Live

ROOT = "/_sandbox/"

_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not no-referrer: with it, a form sends no Origin.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
}
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# For HTML of mails: nothing runs, nothing is loaded, and it has no origin.
_MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'; sandbox"
)
_FILE_POLICY = "default-src 'none'; sandbox"

_STATIC = {"icon.svg": "image/svg+xml", "page.js": "text/javascript", "style.css": "text/css"}
_VIEWS = ("html", "text", "headers", "source")
_MAX_QUERY = 200
"""Characters of a search."""

Action = Callable[[dict[str, str]], object]


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "duration": texts.duration,
        "size": texts.size,
        "iso": iso_8601,
        "fault_text": tables.fault_text,
        "fault_count": tables.fault_count,
        "with_query": _with_query,
        "id": id,
    }
    return environment


@define
class PageRoutes:
    """The routes of the page. Functions that only read run in threads, beside the API."""

    account: Account
    faults: Faults
    admin: Admin
    read: Callable[[Request], Awaitable[bytes]]
    """Reads the body of a request."""

    def routes(self) -> Iterator[Route]:
        """Yield the routes of the page."""
        for path in ("/", ROOT.rstrip("/")):
            yield Route(path, _to_page, methods=["GET"])
        yield Route(ROOT, self._messages, methods=["GET"])
        for direction in ("outbound", "inbound"):
            place = f"{ROOT}{direction}/{{uid}}"
            yield Route(place, partial(self._message, direction), methods=["GET"])
            yield Route(f"{place}/html", partial(self._html, direction), methods=["GET"])
            file = f"{place}/files/{{number:int}}"
            yield Route(file, partial(self._file, direction), methods=["GET"])
        views = {
            "users": self._users,
            "webhooks": self._webhooks,
            "requests": self._requests,
            "controls": self._controls,
        }
        for name, view in views.items():
            yield Route(f"{ROOT}{name}", view, methods=["GET"])
        actions = {
            "advance": self._advance,
            "reset": lambda _: self.admin.reset({}),
            "add-fault": self._add_fault,
            "remove-fault": self._remove_fault,
        }
        for name, action in actions.items():
            endpoint = partial(self._act, action)
            yield Route(f"{ROOT}controls/{name}", endpoint, methods=["POST"])
        live: Any = Live(self.account, _HEADERS)
        yield Route(f"{ROOT}live", live, methods=["GET"])
        for name, media_type in _STATIC.items():
            yield Route(f"{ROOT}static/{name}", partial(_static, name, media_type), methods=["GET"])

    # Views.

    def _messages(self, request: Request) -> Response:
        query = request.query_params.get("q", "").strip()[:_MAX_QUERY]
        chosen = request.query_params.get("show", "all")
        chosen = chosen if chosen in messages.FILTERS else "all"
        listing = messages.listing(self.account, query=query, chosen=chosen, page=_page(request))
        return self._render(request, "messages.html", listing=listing, query=query, chosen=chosen)

    def _message(self, direction: str, request: Request) -> Response:
        with self.account.lock:
            message = messages.find(self.account, direction, request.path_params["uid"])
            if message is None:
                text = "There is no such message: it was never here, or a reset has removed it."
                return self._error(request, 404, text)
            status, note = messages.status_of(message)
            timeline = messages.timeline(self.account, message)
            source = partial(messages.source_of, message)
        has = {"html": bool(message.html), "text": bool(message.text)}
        views = [name for name in _VIEWS if has.get(name, True)]
        view = request.query_params.get("view", "")
        return self._render(
            request,
            "message.html",
            message=message,
            is_inbound=direction == "inbound",
            url=messages.url_of(message),
            time=messages.time_of(message),
            status=status,
            note=note,
            timeline=timeline,
            reasons=messages.reasons(message),
            views=views,
            view=view if view in views else views[0],
            headers=messages.headers_of(message),
            source=source,
            files=parts.files_of(message),
            links=parts.links_of(message),
        )

    def _html(self, direction: str, request: Request) -> Response:
        message = messages.find(self.account, direction, request.path_params["uid"])
        if message is None:
            return self._error(request, 404, "There is no such message.")
        return _response(parts.html_document(message), policy=_MAIL_POLICY)

    def _file(self, direction: str, request: Request) -> Response:
        message = messages.find(self.account, direction, request.path_params["uid"])
        files = parts.files_of(message) if message else []
        number = request.path_params["number"]
        if number >= len(files):
            return self._error(request, 404, "There is no such file.")
        file = files[number]
        name = quote(file.name, safe="", errors="replace")
        headers = _HEADERS | {
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": _FILE_POLICY,
        }
        return Response(file.content(), 200, headers, "application/octet-stream")

    def _users(self, request: Request) -> Response:
        with self.account.lock:
            users = [
                (one, statuses.LOGINS[one.status])
                for one in self.account.smtp_users.by_name.values()
            ]
        return self._render(request, "users.html", users=users)

    def _webhooks(self, request: Request) -> Response:
        deliveries = tables.deliveries(self.account, _page(request))
        hooks = tables.webhooks(self.account)
        return self._render(request, "webhooks.html", deliveries=deliveries, webhooks=hooks)

    def _requests(self, request: Request) -> Response:
        found = tables.requests(self.account, _page(request))
        return self._render(request, "requests.html", requests=found)

    def _controls(self, request: Request) -> Response:
        return self._render(
            request,
            "controls.html",
            faults=list(self.faults.pending),
            kinds={name: label for name, (label, _) in tables.FAULTS.items()},
            operations=sorted(one.name for one in description().values()),
            any_operation=ANY,
            limits=tables.limits(self.account),
            blocked_until=self.account.rate_limits.blocked_until,
        )

    def _error(self, request: Request, status: int, text: str) -> Response:
        return self._render(request, "error.html", status_code=status, text=text)

    def _render(
        self, request: Request, template: str, *, status_code: int = 200, **context: Any
    ) -> Response:
        account, now = self.account, self.account.clock.now()
        smtp = request.app.state.smtp
        text = (
            _environment()
            .get_template(template)
            .render(
                **context,
                path=request.url.path,
                section=ROOT if "uid" in request.path_params else "",
                now=now,
                moved=account.clock.offset,
                clock=partial(texts.clock, now=now),
                base_url=f"{request.url.scheme}://{request.url.netloc}",
                api_key=API_KEY if API_KEY in account.api_keys else None,
                transactional_key=_own_key(account),
                smtp=smtp and {"host": request.url.hostname, "port": smtp.port, "tls": smtp.tls},
                counts={
                    ROOT: len(account.messages.by_uid) + len(account.inbound.by_uid),
                    f"{ROOT}users": len(account.smtp_users.by_name),
                    f"{ROOT}webhooks": len(account.webhooks.deliveries)
                    + len(account.mail_webhooks.deliveries),
                    f"{ROOT}requests": len(account.effects),
                    f"{ROOT}controls": len(self.faults.pending),
                },
            )
        )
        return _response(text, status_code, policy=_PAGE_POLICY)

    # Actions.

    async def _act(self, action: Action, request: Request) -> Response:
        if not _is_own(request):
            return self._error(request, 403, "Only a form of this page can do that.")
        try:
            action(_form(await self.read(request)))
        except Refusal as refusal:
            return self._error(request, refusal.reply.status, str(refusal))
        return RedirectResponse(f"{ROOT}controls", 303, _HEADERS)

    def _advance(self, form: dict[str, str]) -> None:
        self.admin.advance({"advance": _integer(form.get("seconds", ""))})

    def _add_fault(self, form: dict[str, str]) -> None:
        kind, times = form.get("kind", ""), form.get("times", "")
        if kind not in tables.FAULTS:
            raise Refusal(400, f"There is no fault {kind!r}")
        _, fields = tables.FAULTS[kind]
        count = _integer(times) if times else None
        self.admin.add_fault(fields | {"operation": form.get("operation", ""), "times": count})

    def _remove_fault(self, form: dict[str, str]) -> None:
        self.faults.remove([one for one in self.faults.pending if str(id(one)) == form.get("id")])


# Any: a redirect needs nothing of the request.
def _to_page(_: Any) -> Response:
    return RedirectResponse(ROOT, 302)


def _static(name: str, media_type: str, _: Any) -> Response:
    content = (Path(__file__).parent / "static" / name).read_bytes()
    return Response(content, 200, _HEADERS | {"Cache-Control": "no-cache"}, media_type)


def _response(text: str, status: int = 200, *, policy: str) -> Response:
    headers = _HEADERS | {"Content-Security-Policy": policy}
    # Lone surrogates have no UTF-8.
    return Response(text.encode("utf-8", "replace"), status, headers, "text/html")


def _is_own(request: Request) -> bool:
    """Return whether a request comes from this page; browsers say so in one of two headers."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Old browsers, and pages that are served on another name than one of loopback, without TLS.
    _, _, origin = request.headers.get("origin", "").partition("://")
    return origin == request.headers.get("host")


def _form(body: bytes) -> dict[str, str]:
    try:
        return dict(parse_qsl(body.decode(), max_num_fields=20))
    except ValueError:
        raise Refusal(400, "The form is malformed") from None


def _integer(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Refusal(400, f"{text[:20]!r} is no number that fits here")
    return int(text)


def _page(request: Request) -> int:
    try:
        return _integer(request.query_params.get("page", "1"))
    except Refusal:
        return 1


def _own_key(account: Account) -> str | None:
    """Return the default key for sending, which is no secret, if the account has it."""
    known = TRANSACTIONAL_KEY in account.transactional_keys.by_token
    return TRANSACTIONAL_KEY if known else None


def _with_query(path: str, **parameters: Mapping[str, object]) -> str:
    """Return a path with the parameters that say something."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(given)}" if given else path

"""The sandbox's page in headless Chromium, as a user has it."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from attrs import define, field

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox

from .browser import browsing, missing

if reason := missing():
    pytest.skip(reason, allow_module_level=True)

MAIL: dict[str, Any] = {"from_": "shop@example.com", "to": "b@example.org", "text": "Thanks"}


def mail(**fields: Any) -> dict[str, Any]:
    """Return the arguments of a message, with these fields."""
    return MAIL | fields


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Run a sandbox."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def jetemail(sandbox: Sandbox) -> Iterator[JetEmail]:
    """Return a client of the sandbox."""
    with JetEmail(**sandbox.connection) as client:
        yield client


@pytest.fixture
def chromium(sandbox: Sandbox, tmp_path: Path) -> Iterator[Any]:
    """Run a browser; return its context."""
    with browsing(tmp_path, base_url=sandbox.base_url) as context:
        context.set_default_timeout(30_000)
        yield context


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    """Run a browser; whatever it complains of in its console is a failure."""
    complaints = list[str]()
    chromium.on("console", lambda message: complaints.append(message.text))
    chromium.on("weberror", lambda error: complaints.append(str(error.error)))
    yield chromium
    assert complaints == []


@define
class Remote:
    """A server that counts the connections that it gets, and closes them."""

    listener: socket.socket = field(factory=lambda: socket.create_server(("127.0.0.1", 0)))
    connections: int = 0

    @property
    def url(self) -> str:
        """Its URL."""
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        """Accept connections until the listener is closed."""
        with suppress(OSError):
            while True:
                self.listener.accept()[0].close()
                self.connections += 1


@contextmanager
def serving() -> Iterator[Remote]:
    """Run a server that a mail wants to load things from."""
    server = Remote()
    thread = Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.listener.shutdown(socket.SHUT_RDWR)
        server.listener.close()
        thread.join()


def live(context: Any, path: str = "") -> Any:
    """Open a page, and wait until it listens for events."""
    page = context.new_page()
    page.goto(f"/_sandbox/{path}")
    page.locator("#live", has_text=re.compile("^live$")).wait_for()
    return page


def test_message_appears_without_reload(context: Any, jetemail: JetEmail) -> None:
    """A message that is sent appears in an open page, which was not loaded again."""
    page = live(context)
    page.evaluate("window.isSame = true")
    page.get_by_text("No messages yet").wait_for()
    jetemail.email.send(**MAIL, subject="First")
    page.get_by_role("link", name="First").wait_for()
    jetemail.email.send(**mail(to="bounce@example.org"), subject="Second")
    page.get_by_role("link", name=re.compile("Second.*Bounced", re.DOTALL)).wait_for()

    assert page.locator(".subject").all_inner_texts() == ["Second", "First"]
    assert page.locator("#announce").inner_text() == "New message: Second"
    assert page.locator("#filters [aria-current] .count").inner_text() == "2"
    assert page.evaluate("window.isSame")


def test_message_is_opened_by_keyboard(context: Any, jetemail: JetEmail) -> None:
    """A message is found, reached and opened without a mouse."""
    for subject in ("Order", "Bill", "Order again"):
        jetemail.email.send(**mail(html="<h1>In the frame</h1>"), subject=subject)
    page = live(context)
    page.keyboard.press("/")
    page.keyboard.type("order")
    page.locator(".subject", has_text="Bill").wait_for(state="detached")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/outbound/\w+$"))

    assert page.title() == "Order · JetEmail sandbox"
    assert page.frame_locator("iframe").locator("h1").inner_text() == "In the frame"
    page.go_back()
    assert page.url.endswith("?q=order")
    assert page.locator("#search").input_value() == "order"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"


def test_open_message_follows_its_state(context: Any, sandbox: Sandbox, jetemail: JetEmail) -> None:
    """The status and the timeline of an open message change; its frame is not loaded again."""
    sent = jetemail.email.send(**mail(to="slow@example.org", html="Hi"), subject="Slow")
    page = live(context, f"outbound/{sent.id}")
    loaded = list[str]()
    page.on("request", lambda request: loaded.append(request.url))
    page.locator("#status", has_text="Queued").wait_for()
    sandbox.advance(60)
    page.locator("#status", has_text="Delivered").wait_for()

    assert page.locator(".timeline .planned").count() == 0
    assert not [url for url in loaded if url.endswith("/html")]


def test_mail_loads_nothing(chromium: Any, jetemail: JetEmail) -> None:
    """A mail runs no script, sends no form and does not even connect to another host."""
    html = """<link rel=preconnect href="{u}"><link rel=stylesheet href="{u}/css">
    <meta http-equiv=refresh content="0;url={u}/refresh"><base href="{u}/"><img src="relative.png">
    <img src="{u}/img" srcset="{u}/set 2x"><style>@import url({u}/import);
    @font-face {{ font-family: x; src: url({u}/font) }} p {{ font-family: x }}</style>
    <script src="{u}/js"></script><script>parent.postMessage(1, "*"); location = "{u}"</script>
    <iframe src="{u}/frame"></iframe><video src="{u}/video" autoplay></video>
    <object data="{u}/object"></object><embed src="{u}/embed"><svg><image href="{u}/svg"/></svg>
    <img src="x" onerror="location = '{u}'"><p style="background: url({u}/style)">Shown</p>
    <form action="{u}/form" target="_top"><button>Send</button></form>"""
    with serving() as remote, serving() as later:
        text = html.format(u=remote.url)
        sent = jetemail.email.send(**mail(html=text), subject="Hostile")
        page = live(chromium, f"outbound/{sent.id}")
        frame = page.frame_locator("iframe")
        frame.get_by_text("Shown").wait_for()
        frame.get_by_role("button").click()
        # What was to be loaded before this has been.
        script = "url => fetch(url, {mode: 'no-cors'}).catch(() => null)"
        chromium.new_page().evaluate(script, later.url)

    assert page.url.endswith(sent.id)
    assert later.connections > 0
    assert remote.connections == 0


def test_no_page_scrolls_sideways(context: Any, sandbox: Sandbox, jetemail: JetEmail) -> None:
    """No page is wider than its window, on a phone as on a desk, whatever long words are in it."""
    word = "x" * 200
    hook = f"http://127.0.0.1:9/{word}"
    jetemail.webhooks.create(name=word[:50], url=hook, events=["outbound.delivered"])
    sent = jetemail.email.send(**mail(text=word), subject=word)
    jetemail.smtp_users.create(username="u" * 64, approved_domains=["a" * 63 + ".example"] * 5)
    sandbox.faults.add("account_allowlist.list", status=500)
    page = context.new_page()
    wide = list[tuple[int, str]]()
    for path in ("", "users", "webhooks", "requests", "controls", f"outbound/{sent.id}"):
        page.goto(f"/_sandbox/{path}")
        for width in (320, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((width, path))

    assert wide == []


def test_page_without_scripts(sandbox: Sandbox, jetemail: JetEmail, tmp_path: Path) -> None:
    """Without JavaScript, search, messages and controls work by links and forms."""
    jetemail.email.send(**mail(to="slow@example.org"), subject="Slow")
    with browsing(tmp_path, base_url=sandbox.base_url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/_sandbox/")
        page.get_by_role("searchbox").fill("slow")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("q=slow"))
        page.get_by_role("link", name="Slow").click()
        page.get_by_role("link", name="move the time").click()
        page.get_by_role("button", name="1 minute").click()
        page.get_by_text("moved forward by 1 min").wait_for()
        page.get_by_text("Reset the sandbox").click()
        page.get_by_role("button", name="Yes, forget everything").click()
        page.get_by_text("the time of this machine").wait_for()

    assert not sandbox.outbox.messages

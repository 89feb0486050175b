"""The sandbox's page over HTTP: what it shows, escapes and blocks, and what its forms do."""

import asyncio
import re
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from threading import Event, Thread
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import API_KEY, Sandbox, create_app
from jetemail_api_client.sandbox.outbound.messages import Attachment, Message

from .account import START, stopped_clock
from .receiver import receiving, wait_until

HOSTILE = "</title><script>alert('x')</script>\"><img src=x onerror=alert(1)>"
MAIL: dict[str, Any] = {
    "from_": "Shop <shop@example.com>",
    "to": "b@example.org",
    "subject": "Order",
    "text": "Thanks",
}


def mail(**fields: Any) -> dict[str, Any]:
    """Return the arguments of a message, with these fields."""
    return MAIL | fields


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Run a sandbox with SMTP, whose time only moves when it is moved."""
    with Sandbox(clock=stopped_clock(), smtp_port=0) as sandbox:
        yield sandbox


@pytest.fixture
def jetemail(sandbox: Sandbox) -> Iterator[JetEmail]:
    """Return a client of the sandbox."""
    with JetEmail(**sandbox.connection) as client:
        yield client


@pytest.fixture
def browser(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """Return a client that sends what a browser does from the page itself."""
    with httpx.Client(
        base_url=f"{sandbox.base_url}/_sandbox",
        headers={"Origin": sandbox.base_url},
        trust_env=False,
        follow_redirects=True,
        timeout=60,
    ) as client:
        yield client


def submit(sandbox: Sandbox, **fields: Any) -> Message:
    """Submit a message as it may come to the sandbox in any way."""
    given = {"sender": "a@example.com", "header_from": "a@example.com", "to": ["b@example.org"]}
    parts: dict[str, Any] = given | {"subject": "Order", "recipients": ["b@example.org"]} | fields
    with sandbox.account.lock:
        return sandbox.account.messages.submit(Message(**parts))


def receive(sandbox: Sandbox, jetemail: JetEmail, **parts: Any) -> str:
    """Receive a message; return its uid."""
    jetemail.inbound_domains.create(
        domain="in.example", delivery_type="smtp", smtp_servers=["a:25"]
    )
    sender = parts.pop("sender", "c@example.net")
    return sandbox.account.inbound.receive(sender, "info@in.example", **parts).uid


def subjects(html: str) -> list[str]:
    """Return the subjects in a list."""
    return re.findall(r'class="subject" dir="auto">([^<]*)<', html)


def text_of(html: str) -> str:
    """Return the text of a page in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", ["/", "/_sandbox"])
def test_start(sandbox: Sandbox, path: str) -> None:
    """The root of the server leads to the page."""
    response = httpx.get(f"{sandbox.base_url}{path}", trust_env=False)

    assert (response.status_code, response.headers["location"]) == (302, "/_sandbox/")


def test_empty_sandbox(sandbox: Sandbox, browser: httpx.Client) -> None:
    """Without state, each page says how to get some, with the settings of this sandbox."""
    code = (
        f'client = JetEmail("api_sandbox", "transactional_sandbox", base_url="{sandbox.base_url}")'
    )
    list_page = browser.get("/").text

    assert code in list_page.replace("&#34;", '"')
    assert f"127.0.0.1 , port {sandbox.smtp_port}" in text_of(list_page)
    assert "client.smtp_users.create" in browser.get("/users").text
    assert "client.webhooks.create" in browser.get("/webhooks").text
    assert f"Bearer {API_KEY}" in browser.get("/requests").text
    assert "None: all requests get" in browser.get("/controls").text
    assert "not moved" in list_page


def test_other_keys_are_not_shown() -> None:
    """Keys other than the default ones are on no page, and a sandbox without SMTP says so."""
    app = create_app(api_key="api_private", transactional_key="transactional_private")
    with TestClient(app) as client:
        pages = [client.get(f"/_sandbox/{path}").text for path in ("", "users", "requests")]

    assert not any("private" in page for page in pages)
    assert all("SMTP off" in text_of(page) for page in pages)
    assert "not log in" in pages[1]


def test_list(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """Messages of all kinds are in one list, newest first, with a word for the status."""
    jetemail.email.send(**mail(subject="First"))
    receive(sandbox, jetemail, subject="Second")
    jetemail.email.send(**mail(subject="Third", to=["bounce@example.org", "c@d.example"]))
    sandbox.advance(1)
    jetemail.email.send(**mail(subject="Fourth", to="slow@example.org"))
    html = browser.get("/").text
    words = re.findall(r'class="pill \w+">(\w+)', html)

    assert subjects(html) == ["Fourth", "Second", "Third", "First"]
    assert words == ["Queued", "Delivered", "Bounced", "Delivered"]
    assert "Bounced 1 of 2" in text_of(html)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=order", ["Order", "Reorder"]),
        ("q=ORDER+re", ["Reorder"]),
        ("q=shop@example.com", ["Bill", "Order"]),
        ("q=info@in.example", ["Reorder"]),
        ("q=thanks", ["Order"]),
        ("q=in-html", ["Reorder"]),
        ("q=%22%3E%3Cscript%3E", []),
        ("show=inbound", ["Reorder"]),
        ("show=outbound", ["Bill", "Order"]),
        ("show=failed", ["Bill"]),
        ("show=failed&q=order", []),
        ("show=unknown", ["Bill", "Reorder", "Order"]),
        ("page=99999999999999999999&show=failed", ["Bill"]),
        ("page=%C2%B2&show=failed", ["Bill"]),
        ("page=7&show=failed", ["Bill"]),
    ],
)
def test_search(
    sandbox: Sandbox,
    jetemail: JetEmail,
    browser: httpx.Client,
    query: str,
    found: list[str],
) -> None:
    """Words are searched for in addresses, subjects and text; filters narrow it down."""
    jetemail.email.send(**MAIL)
    receive(sandbox, jetemail, subject="Reorder", html="<p>In-HTML</p>", sender="c@d.example")
    jetemail.email.send(**mail(subject="Bill", text="Pay", to="bounce@example.org"))
    sandbox.account.run_due()
    response = browser.get(f"/?{query}")

    assert response.status_code == 200
    assert sorted(subjects(response.text)) == sorted(found)
    assert ("No message matches" in response.text) == (not found)
    assert "<script>" not in response.text


def test_many_messages(sandbox: Sandbox, browser: httpx.Client) -> None:
    """Of 10,000 messages, a page has 50; each is reached by pages."""
    for number in range(10_000):
        submit(sandbox, subject=f"Order {number}", text="Thanks " * 20)
    sandbox.account.run_due()
    first, second = browser.get("/").text, browser.get("/?page=2").text
    last = browser.get("/?page=200&q=thanks").text

    assert subjects(first) == [f"Order {number}" for number in range(9_999, 9_949, -1)]
    assert subjects(second)[0] == "Order 9949"
    assert subjects(last)[-1] == "Order 0"
    assert "Page 200 of 200" in last and 'rel="prev"' in last and 'rel="next"' not in last
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert len(first) < 100_000


def test_hostile_content(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """Whatever a message has in it, the pages show it as text."""
    message = submit(
        sandbox,
        sender=HOSTILE,
        header_from=HOSTILE,
        to=[HOSTILE],
        cc=[HOSTILE],
        recipients=[HOSTILE],
        subject=f"{HOSTILE}\ud800\u202e",
        text=HOSTILE,
        html=f"<title>{HOSTILE}",
        headers={HOSTILE: HOSTILE},
        attachments=[Attachment(HOSTILE, HOSTILE)],
        user=HOSTILE,
    )
    uid = receive(sandbox, jetemail, subject=HOSTILE, text=HOSTILE, attachments=[{}])
    sandbox.faults.add("email.send", status=500)
    sandbox.account.run_due()
    views = ("", "?view=text", "?view=headers", "?view=source")
    paths = ["/", "/webhooks", "/controls", "/?q=" + HOSTILE, f"/inbound/{uid}"]
    paths += [f"/outbound/{message.uid}{view}" for view in views]
    pages = [browser.get(path) for path in paths]

    assert {page.status_code for page in pages} == {200}
    assert not any("<script>" in page.text or "<img src=x" in page.text for page in pages)
    assert all(page.text.count("<script") == 1 for page in pages)
    assert "alert(&#39;x&#39;)" in pages[0].text


def test_message(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """The page of a message has addresses, its steps, the planned one too, and its links."""
    sent = jetemail.email.send(
        **mail(
            to="deferred@example.org",
            cc="c@example.org",
            reply_to="help@example.com",
            html="<a href='https://shop.example/?a=1&amp;b=2'>x</a> <a href=javascript:1>y</a>",
            text="See http://shop.example/text.",
        )
    )
    sandbox.account.run_due()
    html = browser.get(f"/outbound/{sent.id}").text
    text = text_of(html)

    assert "Shop &lt;shop@example.com&gt;" in text and "help@example.com" in text
    assert "451 4.7.1 Greylisted" in text
    assert "The local part deferred@ asks the sandbox for this." in text
    assert "Delivered" in text and "planned, in 5 min" in text
    links = re.findall(r'<a href="([^"]*)" target="_blank" rel="noopener noreferrer', html)
    assert links == ["https://shop.example/?a=1&amp;b=2", "http://shop.example/text"]
    assert f'<iframe src="/_sandbox/outbound/{sent.id}/html" sandbox title=' in html
    assert "Reply-To" in text_of(browser.get(f"/outbound/{sent.id}?view=headers").text)
    assert "http://shop.example/text." in browser.get(f"/outbound/{sent.id}?view=text").text


def test_source_has_no_key(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """The JSON of a message has neither the key that it was sent with nor its files."""
    uid = submit(sandbox, owners=["transactional_1"], attachments=[Attachment("a", "QUJD")]).uid
    inbound = receive(sandbox, jetemail, attachments=[{"filename": "b", "content": "QUJD"}])
    pages = [
        browser.get(f"/{path}?view=source").text
        for path in (f"outbound/{uid}", f"inbound/{inbound}")
    ]

    assert "transactional_1" not in pages[0]
    assert not any("QUJD" in page for page in pages)
    assert "&#34;filename&#34;: &#34;b&#34;" in pages[1]


def test_html_part(sandbox: Sandbox, browser: httpx.Client) -> None:
    """The HTML part is a response of its own, whose policy blocks all but styles and its images."""
    message = submit(sandbox, html='<!doctype html><LINK rel=preconnect href="//a"><p>Hi')
    response = browser.get(f"/outbound/{message.uid}/html")
    directives = response.headers["content-security-policy"].split(";")
    parts = [one.strip().partition(" ") for one in directives]

    assert response.text == (
        '<!doctype html><base target="_blank"><no-LINK rel=preconnect href="//a"><p>Hi'
    )
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert {name: value for name, _, value in parts} == {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": "'unsafe-inline'",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "",
    }


def test_images_of_a_mail(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """An attached image stands in the HTML in place of its `cid:` URL; other files do not."""
    user = jetemail.smtp_users.create(username="a", approved_domains=["example.com"])
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.org", "Images"
    message.set_content("Plain")
    html = '<img src="cid:logo@1"><img src="cid:x.gif"><img src="cid:none"><img src="cid:page">'
    message.add_alternative(html, subtype="html")
    _, related = message.iter_parts()
    related.add_related(b"PNG", "image", "png", cid="<logo@1>", filename="logo.png")
    related.add_related(b"<p>", "text", "html", cid="<page>", filename="page.html")
    message.add_attachment(b"GIF", "image", "gif", filename="x.gif")
    with smtplib.SMTP("127.0.0.1", sandbox.smtp_port) as server:
        server.login(user.username, str(user.password))
        server.send_message(message)
    uid = sandbox.outbox.messages[0].uid

    assert browser.get(f"/outbound/{uid}/html").text.strip() == (
        '<base target="_blank"><img src="data:image/png;base64,UE5H">'
        '<img src="data:image/gif;base64,R0lG"><img src="cid:none"><img src="cid:page">'
    )
    assert "page.html" in browser.get(f"/outbound/{uid}").text


def test_attachments(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """An attachment is downloaded, never shown, whatever its name and content are."""
    files = [Attachment('<x>"\r\n.html', "PGI+"), Attachment("\ud800", "not base64")]
    message = submit(sandbox, attachments=files)
    one, two = (browser.get(f"/outbound/{message.uid}/files/{number}") for number in (0, 1))
    uid = receive(sandbox, jetemail, attachments=[{"filename": "c", "content": "QUJD"}])

    assert (one.content, two.content) == (b"<b>", b"not base64")
    assert one.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%3Cx%3E%22%0D%0A.html"
    )
    assert one.headers["content-type"] == "application/octet-stream"
    assert one.headers["x-content-type-options"] == "nosniff"
    assert one.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert browser.get(f"/inbound/{uid}/files/0").content == b"ABC"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("outbound/none", 404),
        ("outbound/none/html", 404),
        ("outbound/none/files/0", 404),
        ("outbound/{uid}/files/1", 404),
        ("inbound/{uid}", 404),
        ("inbound/%3Cscript%3E", 404),
        ("outbound/{uid}", 200),
    ],
)
def test_unknown_message(sandbox: Sandbox, browser: httpx.Client, path: str, status: int) -> None:
    """A message that there is not, or not any more, is a page of its own with 404."""
    message = submit(sandbox, attachments=[Attachment("a", "")])
    response = browser.get(f"/{path.format(uid=message.uid)}")

    assert response.status_code == status
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert ("That did not work" in response.text) == (status == 404)


@pytest.mark.parametrize("path", ["", "users", "webhooks", "requests", "controls", "outbound/x"])
def test_policy_of_the_page(browser: httpx.Client, path: str) -> None:
    """The pages allow scripts and styles of their own files only, and are framed by nobody."""
    response = browser.get(f"/{path}")
    headers, html = response.headers, response.text

    assert (
        "default-src 'none'; script-src 'self'; style-src 'self'"
        in (headers["content-security-policy"])
    )
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?! src)|<style|\sstyle=|\son\w+=|https?://(?!127)", html)


def test_static_files(browser: httpx.Client) -> None:
    """Script, styles and icon come with their types."""
    types = {
        name: browser.get(f"/static/{name}").headers["content-type"].partition(";")[0]
        for name in ("page.js", "style.css", "icon.svg")
    }

    assert types == {
        "page.js": "text/javascript",
        "style.css": "text/css",
        "icon.svg": "image/svg+xml",
    }


def test_users(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """SMTP users are listed with what they may do, without passwords."""
    password = "correct-horse"
    jetemail.smtp_users.create(username="one", password=password, approved_domains=["a.example"])
    jetemail.smtp_users.create(username="two", allow_all_domains=True, quota=9)
    jetemail.smtp_users.create(username="three", ip_restrictions=["192.0.2.1"])
    sandbox.account.smtp_users.by_name["three"].status = "suspended"
    sandbox.account.smtp_users.by_name["two"].allow_any_domain = True
    html = browser.get("/users").text
    text = text_of(html)

    assert "one Active a.example 0 any" in text
    assert "two Active any domain 0 of 9 any" in text
    assert "three Suspended no domain 0 192.0.2.1" in text
    assert password not in html


def test_webhooks(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """Webhooks and deliveries are listed with attempts, next attempt and payload."""
    with receiving(503) as receiver:
        url = receiver.url.replace("//", "//user:secret@")
        jetemail.webhooks.create(name="shop", url=url, events=["outbound.delivered"])
        jetemail.inbound_domains.create(
            domain="in.example", delivery_type="webhook", webhook_url=url
        )
        empty = text_of(browser.get("/webhooks").text)
        sent = jetemail.email.send(**MAIL)
        deliveries = sandbox.account.webhooks.deliveries
        wait_until(lambda: deliveries and deliveries[0].status == "retry")
        files = [{"filename": "a.txt", "content": "QUJD"}]
        sandbox.account.inbound.receive("c@d.example", "i@in.example", attachments=files)
        mails = sandbox.account.mail_webhooks.deliveries
        wait_until(lambda: mails and mails[0].status == "success")
        html = browser.get("/webhooks").text
    text = text_of(html)

    assert "No deliveries yet" in empty and "shop Enabled" in empty
    assert "in.example Enabled" in text and "Retrying 1 of 6 503" in text
    assert "Delivered 1 of 4 204 none" in text
    assert f'href="/_sandbox/outbound/{sent.id}"' in html
    (webhook,) = sandbox.account.webhooks.by_uuid.values()
    assert webhook.secret not in html and "secret@" not in html
    assert "a.txt" in html and "QUJD" not in html


def test_requests(jetemail: JetEmail, browser: httpx.Client) -> None:
    """Requests are listed newest first, by pages."""
    for _ in range(51):
        jetemail.smtp_users.list()
    jetemail.email.send(**MAIL)
    first, last = (text_of(browser.get(f"/requests?page={page}").text) for page in (1, 2))

    assert "Time email.send 201" in first and "Page 1 of 2" in first
    assert last.count("smtp_users.list 200") == 2


def test_move_of_time(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """The buttons move the time forward, and what is due happens."""
    sent = jetemail.email.send(**mail(to="slow@example.org"))
    response = browser.post("/controls/advance", data={"seconds": "3600"})

    assert response.status_code == 200 and response.url.path == "/_sandbox/controls"
    assert "moved forward by 1 h" in response.text
    assert sandbox.account.clock.now() == START + 3600
    assert sandbox.account.messages.by_uid[str(sent.id)].state == "ACCEPTED"


def test_faults(sandbox: Sandbox, browser: httpx.Client) -> None:
    """Faults are added and removed by forms."""
    fields = {"operation": "email.send", "kind": "500", "times": "2"}
    browser.post("/controls/add-fault", data=fields)
    browser.post("/controls/add-fault", data={"operation": "*", "kind": "lost"})
    page = browser.get("/controls").text
    first, second = sandbox.faults.pending
    number = re.findall(r'name="id" value="(\d+)"', page)[0]
    browser.post("/controls/remove-fault", data={"id": number})
    browser.post("/controls/remove-fault", data={"id": number})

    assert (first.operation, first.status, first.times) == ("email.send", 500, 2)
    assert (second.operation, second.reset, second.acts, second.times) == ("*", True, True, None)
    assert "Responds with 500 the next 2 requests of email.send" in text_of(page)
    assert "Acts, then resets the connection all requests of any operation" in text_of(page)
    assert sandbox.faults.pending == [second]


def test_reset(sandbox: Sandbox, jetemail: JetEmail, browser: httpx.Client) -> None:
    """A reset forgets messages and faults, and stands behind a second click."""
    jetemail.email.send(**MAIL)
    sandbox.faults.add("*", status=500)
    page = browser.get("/controls").text
    browser.post("/controls/reset")

    assert re.search(r"<details.*<summary>Reset.*<form.*reset.*</details>", page, re.DOTALL)
    assert not sandbox.outbox.messages and not sandbox.faults.pending


def test_limits() -> None:
    """Limits and a block are shown where they are enforced."""
    with TestClient(create_app(rate_limits=True, clock=stopped_clock())) as client:
        headers = {"Authorization": f"Bearer {API_KEY}"}
        client.get("/outbound/smarthost", headers=headers)
        before = text_of(client.get("/_sandbox/controls").text)
        for _ in range(240):
            client.get("/outbound/smarthost", headers=headers)
        after = text_of(client.get("/_sandbox/controls").text)

    assert "1 of 240 in the last minute" in before and "Blocked for" not in before
    assert "240 of 240 in the last minute" in after and "Blocked for 5 min" in after


ADVANCE = ("advance", b"seconds=60")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://{host}"}, 303),
        ({"Origin": "https://{host}"}, 303),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://{host}.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[::1"}, 403),
        ({}, 403),
    ],
)
@pytest.mark.parametrize(
    ("name", "body"),
    [ADVANCE, ("reset", b""), ("add-fault", b"kind=500&operation=*"), ("remove-fault", b"")],
)
def test_cross_site(
    sandbox: Sandbox, headers: dict[str, str], status: int, name: str, body: bytes
) -> None:
    """A form of another site, or of no site, changes nothing."""
    host = sandbox.base_url.removeprefix("http://")
    sent = {key: value.format(host=host) for key, value in headers.items()}
    url = f"{sandbox.base_url}/_sandbox/controls/{name}"
    with httpx.Client(trust_env=False) as client:
        response = client.post(url, content=body, headers=sent)
        read = client.get(url)

    is_advanced = sandbox.account.clock.now() == START + 60
    assert response.status_code == status
    assert is_advanced == (status == 303 and name == "advance")
    assert bool(sandbox.faults.pending) == (status == 303 and name == "add-fault")
    assert read.status_code == 405


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("advance", b"", "&#39;&#39; is no number that fits here"),
        ("advance", b"seconds=-1", "&#39;-1&#39; is no number that fits here"),
        ("advance", b"seconds=" + b"9" * 9000, "is no number that fits here"),
        ("advance", b"seconds=999999999", "before the year 2100"),
        ("advance", b"seconds=999999999&" * 3, "before the year 2100"),
        ("advance", b"\xff=1", "The form is malformed"),
        ("advance", b"a=1&" * 21, "The form is malformed"),
        ("add-fault", b"kind=no&operation=*", "There is no fault &#39;no&#39;"),
        ("add-fault", b"kind=500", "There is no operation &#39;&#39;"),
        ("add-fault", b"kind=500&operation=<script>", "There is no operation"),
        ("add-fault", b"kind=500&operation=*&times=x", "&#39;x&#39; is no number that fits"),
        ("add-fault", b"kind=500&operation=*&times=0", "times must be 1 to 1000000"),
    ],
)
def test_invalid_form(
    sandbox: Sandbox, browser: httpx.Client, name: str, body: bytes, error: str
) -> None:
    """A form that the page does not send is refused with the reason, and changes nothing."""
    sandbox.account.clock.offset = 2_000_000_000.0
    response = browser.post(f"/controls/{name}", content=body)

    assert response.status_code == 400
    assert error in response.text and "<script>" not in response.text
    assert sandbox.account.clock.offset == 2_000_000_000.0
    assert not sandbox.faults.pending


def test_other_hosts(sandbox: Sandbox) -> None:
    """The page is not served under the name of another host."""
    headers = {"Host": "evil.example"}
    response = httpx.get(f"{sandbox.base_url}/_sandbox/", headers=headers, trust_env=False)

    assert response.status_code == 403


def test_events_of_changes(sandbox: Sandbox, jetemail: JetEmail) -> None:
    """Each open page hears of messages, requests and faults; a closed one costs nothing."""
    observers = sandbox.account.observers
    before = len(observers)
    url = f"{sandbox.base_url}/_sandbox/live"
    with httpx.Client(trust_env=False, timeout=30) as client:
        with client.stream("GET", url) as one, client.stream("GET", url) as two:
            lines = [response.iter_lines() for response in (one, two)]
            started = [[next(line), next(line)] for line in lines]
            jetemail.smtp_users.list()
            heard = [[next(line), next(line)] for line in lines]
            sandbox.faults.add("*", status=500)
            again = [next(line) for line in lines]
            open_pages = len(observers) - before
        wait_until(lambda: len(observers) == before)

    assert one.headers["content-type"] == "text/event-stream"
    assert started == [["retry: 1000", ""]] * 2
    assert heard == [["data: change", ""]] * 2
    assert again == ["data: change"] * 2
    assert open_pages == 2


def test_events_without_the_server_of_the_sandbox() -> None:
    """Another server than the sandbox's own ends the stream with the connection."""
    app = create_app()
    received: list[Any] = [{"type": "http.request"}, {"type": "http.disconnect"}]
    sent: list[Any] = []
    scope = {"type": "http", "method": "GET", "path": "/_sandbox/live", "query_string": b""}

    async def receive() -> Any:
        return received.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app({**scope, "headers": [(b"host", b"localhost")]}, receive, send))

    assert sent[0]["status"] == 200
    assert not app.state.account.observers


def test_shutdown_with_an_open_page(caplog: pytest.LogCaptureFixture) -> None:
    """A page that listens for events does not keep the server from ending."""
    with httpx.Client(trust_env=False, timeout=30) as client:
        with Sandbox() as sandbox:
            with client.stream("GET", f"{sandbox.base_url}/_sandbox/live") as response:
                # Kept: without its reader, the connection is closed.
                lines = response.iter_lines()
                next(lines)
                sandbox.__exit__(None, None, None)

    assert not sandbox.account.observers
    # The server waits for a second for responses that do not end, and complains of them.
    assert "graceful shutdown exceeded" not in caplog.text


def test_state_that_changes_meanwhile(sandbox: Sandbox, browser: httpx.Client) -> None:
    """The page is read while another thread changes the state."""
    is_ended = Event()

    def change() -> None:
        while not is_ended.is_set():
            submit(sandbox)
            sandbox.account.run_due()

    thread = Thread(target=change)
    thread.start()
    statuses = {browser.get(path).status_code for path in ("/", "/?q=order", "/requests") * 5}
    is_ended.set()
    thread.join()

    assert statuses == {200}

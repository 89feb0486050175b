"""The pictures of the sandbox's page in docs/images: `make screenshots`."""

import base64
import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from attrs import define, field

from jetemail_api_client import JetEmail
from jetemail_api_client.sandbox import Sandbox
from jetemail_api_client.sandbox.clock import Clock

from .browser import browsing, missing

IMAGES = Path(__file__).parents[2] / "docs" / "images"
SIZES = {"desk": (1280, 800), "phone": (390, 844)}
PICTURES = ("list-desk-light", "list-desk-dark", "message-desk-light", "message-phone-dark")

_ORDER = """<!doctype html>
<style>
body { margin: 0; background: #f3f4f8; font: 16px/1.5 Helvetica, Arial, sans-serif; color: #1d2433 }
main { max-width: 480px; margin: 28px auto; overflow: hidden }
main { background: #fff; border-radius: 12px }
header { background: #0b3d3a; color: #fff; padding: 18px 28px; font-size: 18px; font-weight: 600 }
header img { width: 22px; height: 22px; vertical-align: -4px }
section { padding: 24px 28px }
h1 { font-size: 22px; margin: 0 0 8px }
table { width: 100%; border-collapse: collapse; font-size: 15px }
td { padding: 8px 0; border-top: 1px solid #e4e7ee }
td + td { text-align: right }
a { background: #0b3d3a; color: #fff; padding: 10px 18px; text-decoration: none }
a { border-radius: 8px }
</style>
<main><header><img src="cid:leaf" alt=""> Fern &amp; Fable</header><section>
<h1>Thank you, Maya!</h1>
<p>Your order <b>#1042</b> is on its way to you, and should arrive on Thursday.</p>
<table><tr><td>Boston fern, medium<td>€24.00<tr><td>Clay pot, 14 cm<td>€9.50
<tr><td><b>Total</b><td><b>€33.50</b></table>
<p style="margin: 24px 0 8px"><a href="https://fern.example/orders/1042">Track the parcel</a></p>
</section></main>"""
_LEAF = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<path d="M4 20C4 9 11 4 21 3c0 10-5 16-14 15M4 20c3-6 7-9 11-11" fill="none" stroke="#9be7c4"'
    ' stroke-width="2.4" stroke-linecap="round"/></svg>'
)


@define
class Story:
    """A sandbox in which some things have happened."""

    sandbox: Sandbox
    jetemail: JetEmail
    now: list[float] = field(factory=list)

    def play(self) -> None:
        """Let them happen."""
        self.jetemail.inbound_domains.create(
            domain="fern.example", delivery_type="webhook", webhook_url="http://127.0.0.1:9/mail"
        )
        self.jetemail.webhooks.create(
            name="shop", url="http://127.0.0.1:9/events", events=["outbound.bounced"]
        )
        self._send("Welcome to Fern & Fable", to="open@example.org", text="Good to have you here.")
        self._send("Your receipt for order #1038", to="liam@example.org", text="€12.00, paid.")
        self._receive("maya@example.org", "Can I change my address?", "Hello, I have moved …")
        self._send(
            "Your password",
            to=["noor@example.org", "bounce@example.net"],
            text="Use this link within an hour: https://fern.example/reset?token=8f2c",
        )
        self._receive("spam@example.net", "You have won!!!", "Claim your prize today")
        self._smtp("Nightly report", "42 orders, 3 returns, no complaints.")
        self._send("Back in stock: calathea", to="deferred@example.org", text="Only five of them.")
        self._send("Invoice 2026-118", to="bounce@example.com", text="Please find it attached.")
        self._send("We miss you", to="drop@example.org", text="It has been a while.")
        self._smtp("Your order #1042 is on its way", _ORDER)
        self._send("Your trial ends soon", to="slow@example.org", text="Three days are left.")

    def _pass(self, seconds: float) -> None:
        self.now[0] += seconds
        self.sandbox.account.run_due()
        self.sandbox.account.notify()

    def _send(self, subject: str, to: Any, text: str) -> None:
        self._pass(37)
        sender = "Fern & Fable <hello@fern.example>"
        self.jetemail.email.send(from_=sender, to=to, subject=subject, text=text)
        self._pass(1)

    def _receive(self, sender: str, subject: str, text: str) -> None:
        self._pass(48)
        self.sandbox.account.inbound.receive(
            sender, "help@fern.example", subject=subject, text=text
        )

    def _smtp(self, subject: str, text: str) -> None:
        self._pass(29)
        mail = EmailMessage()
        mail["From"], mail["To"] = "Fern & Fable <orders@fern.example>", "Maya <maya@example.org>"
        mail["Subject"], mail["Message-ID"] = subject, "<1042@fern.example>"
        mail.set_content("Thank you, Maya! Your order #1042 is on its way to you.")
        if text.startswith("<"):
            mail.add_alternative(text, subtype="html")
            leaf = {"cid": "<leaf>", "filename": "leaf.svg"}
            html: Any = mail.get_payload()
            html[1].add_related(_LEAF.encode(), "image", "svg+xml", **leaf)
            pdf = base64.b64decode("JVBERi0xLjQK") * 4000
            mail.add_attachment(pdf, "application", "pdf", filename="receipt-1042.pdf")
        else:
            mail.set_content(text)
        name = f"shop-{len(self.sandbox.account.smtp_users.by_name)}"
        user = self.jetemail.smtp_users.create(username=name, approved_domains=["fern.example"])
        with smtplib.SMTP("127.0.0.1", self.sandbox.smtp_port) as server:
            server.login(user.username, user.password)
            server.send_message(mail)
        self._pass(1)


def take(images: Path, port: int, smtp_port: int) -> None:
    """Write the pictures: a page, a size and a scheme in each name."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    now = [1_796_025_600.0]
    images.mkdir(parents=True, exist_ok=True)
    with Sandbox(port=port, smtp_port=smtp_port, clock=Clock(lambda: now[0])) as sandbox:
        with JetEmail(**sandbox.connection) as jetemail:
            Story(sandbox, jetemail, now).play()
        message = sandbox.outbox.find(subject="Your order #1042 is on its way")[0]
        paths = {"list": "", "message": f"outbound/{message.uid}"}
        for picture in PICTURES:
            name, size, scheme = picture.split("-")
            url = f"{sandbox.base_url}/_sandbox/{paths[name]}"
            write(images / f"{picture}.png", url, SIZES[size], scheme)


def write(target: Path, url: str, size: tuple[int, int], scheme: str) -> None:
    """Write a picture of a page."""
    width, height = size
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    with tempfile.TemporaryDirectory() as profile, browsing(Path(profile), **options) as context:
        page = context.pages[0]
        page.goto(url)
        page.get_by_text("live", exact=True).wait_for(state="attached")
        page.screenshot(path=target)
    if optimizer := shutil.which("pngquant"):
        command = [optimizer, "--force", "--strip", "--speed=1", f"--output={target}", str(target)]
        subprocess.run(command, check=True)


def main() -> str | None:
    """Take all pictures; return an error message for `sys.exit`."""
    parser = ArgumentParser("python -m tests.sandbox.screenshots", description=__doc__)
    parser.add_argument("--port", type=int, default=8025)
    parser.add_argument("--smtp-port", type=int, default=8587)
    parser.add_argument("--folder", type=Path, default=IMAGES)
    options = parser.parse_args()
    if reason := missing():
        return reason
    take(options.folder, options.port, options.smtp_port)
    return None


if __name__ == "__main__":
    sys.exit(main())

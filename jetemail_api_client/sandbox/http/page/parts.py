"""The parts of a message as a browser gets them: HTML with its images, links, files."""

import base64
import re
from collections.abc import Iterable, Iterator
from html import unescape
from mimetypes import guess_type
from urllib.parse import unquote

from attrs import field, frozen

from ...inbound.messages import InboundMessage
from ...outbound.messages import Message

MAX_LINKS = 50
_SEARCHED = 500_000
"""Characters of a part that are searched for links."""

# A tag ends at the next one, so that the time does not grow with the square of the length.
_HREF = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_URL = re.compile(r"""https?://[^\s<>"']+""", re.IGNORECASE)
_CID = re.compile(r"""cid:([^\s"'<>)]+)""", re.IGNORECASE)
_CONNECTING = re.compile(r"<(?=(?:link|i?frame|fencedframe)\b)", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)


@frozen
class File:
    """An attachment."""

    name: str
    data: str = field(repr=False)
    """Base64."""
    content_id: str = ""

    @property
    def size(self) -> int:
        """Its size in bytes, about."""
        return len(self.data) * 3 // 4

    @property
    def content_type(self) -> str:
        """The media type that its name stands for."""
        return guess_type(self.name)[0] or "application/octet-stream"

    def content(self) -> bytes:
        """Return its bytes; data that is not base64 is taken as it is."""
        try:
            return base64.b64decode(self.data)
        except ValueError:
            return self.data.encode("utf-8", "replace")


def files_of(message: Message | InboundMessage) -> list[File]:
    """Return the attachments of a message."""
    if isinstance(message, Message):
        return [File(one.filename, one.data, one.content_id) for one in message.attachments]
    return [
        File(*(str(one.get(name) or "") for name in ("filename", "content", "content_id")))
        for one in message.attachments
    ]


def html_document(message: Message | InboundMessage) -> str:
    """Return the HTML part, with attached images in place of their `cid:` URLs.

    Links and frames become elements of no meaning: the policy of the response blocks what they
    would load, but not that a browser connects to the host before. Anchors would open a window,
    which the sandbox of the frame blocks, in place of navigating the frame.
    """
    files = {name: one for one in files_of(message) for name in _names(one)}

    def image(found: re.Match[str]) -> str:
        file = files.get(unquote(found[1]))
        if file is None or not file.content_type.startswith("image/"):
            return found[0]
        content = base64.b64encode(file.content()).decode()
        return f"data:{file.content_type};base64,{content}"

    html = _CONNECTING.sub("<no-", _CID.sub(image, message.html))
    start = doctype.end() if (doctype := _DOCTYPE.match(html)) else 0
    return f'{html[:start]}<base target="_blank">{html[start:]}'


def _names(file: File) -> Iterator[str]:
    yield file.name
    yield file.content_id.strip(" <>")


def links_of(message: Message | InboundMessage) -> list[str]:
    """Return the web addresses that a message links to, in order: its frame follows no link."""
    found = dict.fromkeys(_links(message))
    return list(found)[:MAX_LINKS]


def _links(message: Message | InboundMessage) -> Iterable[str]:
    for groups in _HREF.findall(message.html[:_SEARCHED]):
        link = unescape("".join(groups)).strip()
        if _URL.fullmatch(link):
            yield link
    for link in _URL.findall(message.text[:_SEARCHED]):
        yield link.rstrip(".,;:!?)")

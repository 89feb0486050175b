"""The body of an answer as its bytes come: decompressed, complete, and within bounds. Pure."""

import zlib

# More than this is no answer of this API, which is asked for pages and sends no files.
MAX_CONTENT = 64 * 1024 * 1024

# Bytes of an answer's head at most, as other clients have it.
MAX_HEAD = 100 * 1024

ACCEPT_ENCODING = "gzip"
"""What a request asks for; a body in any other encoding is left as it came."""

_GZIP = zlib.MAX_WBITS | 16


class BrokenBodyError(Exception):
    """A compressed body is damaged, or ends too early."""


class Body:
    """Takes the bytes of a body, and gives its content.

    Args:
        encoding: The answer's Content-Encoding.
        most: Bytes of content that are taken in; those after them are dropped.
    """

    def __init__(self, encoding: str | None, most: int = MAX_CONTENT) -> None:
        is_gzip = (encoding or "").strip().lower() in {"gzip", "x-gzip"}
        self._member = zlib.decompressobj(_GZIP) if is_gzip else None
        self._content = bytearray()
        self._most = most
        self._has_come = False

    def feed(self, piece: bytes) -> None:
        """Take the next bytes.

        Raises:
            BrokenBodyError: They cannot be decompressed.
        """
        self._has_come = self._has_come or bool(piece)
        if self._member is None:
            self._content += piece
        while self._member and piece and not self.is_full:
            piece = self._decompressed(self._member, piece)

    def _decompressed(self, member: "zlib._Decompress", piece: bytes) -> bytes:
        """Decompress as much of some bytes as there is room for; what is left of them."""
        if member.eof:
            # A gzip file may have several members, one after the other.
            self._member = member = zlib.decompressobj(_GZIP)
        try:
            self._content += member.decompress(piece, self._most + 1 - len(self._content))
        except zlib.error as error:
            raise BrokenBodyError from error
        return member.unused_data if member.eof else member.unconsumed_tail

    @property
    def is_full(self) -> bool:
        """Whether there is more content than is taken in: no more needs to be read."""
        return len(self._content) > self._most

    def content(self) -> bytes:
        """All of the content, when the last byte has come or it is full.

        Raises:
            BrokenBodyError: Its compressed end is missing.
        """
        if self._member and self._has_come and not (self._member.eof or self.is_full):
            raise BrokenBodyError
        return bytes(self._content[: self._most])

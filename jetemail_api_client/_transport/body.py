"""Decoding of response bodies: gzip, a size limit, and the check that none is cut off. Pure."""

import zlib

from .._call.exchange import MAX_CONTENT

ACCEPT_ENCODING = "gzip"
"""Sent with each request; bodies in any other encoding are returned as received."""

_GZIP = zlib.MAX_WBITS | 16


class BodyDecodeError(Exception):
    """A compressed body is damaged, or cut off."""


class BodyDecoder:
    """Decodes a body piece by piece.

    Args:
        encoding: The Content-Encoding of the response.
        limit: Maximum size of the decoded content, in bytes; the rest is dropped.
    """

    def __init__(self, encoding: str | None, limit: int = MAX_CONTENT) -> None:
        is_gzip = (encoding or "").strip().lower() in {"gzip", "x-gzip"}
        self._member = zlib.decompressobj(_GZIP) if is_gzip else None
        self._content = bytearray()
        self._limit = limit
        self._is_empty = True

    def feed(self, piece: bytes) -> None:
        """Decode the next bytes.

        Raises:
            BodyDecodeError: They are not valid gzip.
        """
        self._is_empty = self._is_empty and not piece
        if self._member is None:
            self._content += piece
        while self._member and piece and not self.is_full:
            piece = self._decompressed(self._member, piece)

    def _decompressed(self, member: "zlib._Decompress", piece: bytes) -> bytes:
        """Decompress up to the limit; return the unused bytes."""
        if member.eof:
            # A gzip body may consist of several members, one after the other.
            self._member = member = zlib.decompressobj(_GZIP)
        try:
            self._content += member.decompress(piece, self._limit + 1 - len(self._content))
        except zlib.error as error:
            raise BodyDecodeError from error
        return member.unused_data if member.eof else member.unconsumed_tail

    @property
    def is_full(self) -> bool:
        """True if the content exceeds the limit: the rest need not be read."""
        return len(self._content) > self._limit

    def content(self) -> bytes:
        """Return the content, up to the limit, after the last piece.

        Raises:
            BodyDecodeError: The end of the compressed body is missing.
        """
        if self._member and not (self._is_empty or self._member.eof or self.is_full):
            raise BodyDecodeError
        return bytes(self._content[: self._limit])

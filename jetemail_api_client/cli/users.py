"""SMTP users of a CSV file, and the file for their passwords."""

import csv
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Self

from attrs import define, field, frozen

from ..errors import InvalidRequestError
from ..models import SmtpUsersCreateRequest
from .lines import InputError, Line, LineError, advice, check_text, numbered, without_operation

_FLAGS = {"true": True, "1": True, "false": False, "0": False}


def _flag(text: str) -> bool:
    if (value := _FLAGS.get(text.strip().lower())) is None:
        raise ValueError("is no flag: give true, false, 1 or 0")
    return value


def _number(text: str) -> int | float:
    if re.fullmatch(r"\d{1,15}(\.\d{1,15})?", text.strip(), re.ASCII) is None:
        raise ValueError("is no number: give one such as 1000")
    value = float(text)
    return int(value) if value.is_integer() else value


def _list(text: str) -> list[str]:
    return re.findall(r"[^\s;,]+", text)


# The arguments of `smtp_users.ensure`.
_COLUMNS: Mapping[str, Callable[[str], Any]] = {
    "username": str.strip,
    "password": str,
    "allow_any_domain": _flag,
    "allow_all_domains": _flag,
    "approved_domains": _list,
    "quota": _number,
    "ip_restrictions": _list,
}


@define
class UserReader:
    """Reads users, line by line; their names are kept."""

    _taken: dict[str, int] = field(factory=dict)

    def read(self, file: Iterable[bytes]) -> Iterator[Line[SmtpUsersCreateRequest]]:
        """Yield the lines below the header.

        Raises:
            InputError: The header cannot be used.
        """
        lines = numbered(file)
        header = _header_of(*next(lines, (1, "")))
        for number, text in lines:
            name = None
            try:
                user = header.user_of(text)
                name = self._name_of(user, number)
                yield Line(number, name, _body_of(user))
            except LineError as error:
                yield Line(number, name, reason=str(error))

    def _name_of(self, user: Mapping[str, Any], number: int) -> str:
        if not (name := user.get("username", "")):
            raise LineError("is empty", "username")
        if (first := self._taken.setdefault(name, number)) != number:
            raise LineError(f"{name!r} is on line {first}, too: leave one out", "username")
        return str(name)


def _body_of(user: Mapping[str, Any]) -> SmtpUsersCreateRequest:
    try:
        return SmtpUsersCreateRequest(**user)
    except InvalidRequestError as error:
        raise without_operation(error) from None


@frozen
class _Header:
    columns: list[str]
    delimiter: str

    def user_of(self, text: str) -> dict[str, Any]:
        """Return the arguments of a line; an empty cell is none.

        Raises:
            LineError: The line, or one of its cells, is invalid.
        """
        cells = _cells(text, self.delimiter)
        if len(cells) != len(self.columns):
            raise LineError(f"has {len(cells)} cells; the header has {len(self.columns)}")
        user: dict[str, Any] = {}
        for column, cell in zip(self.columns, cells, strict=True):
            check_text(cell, column)
            if cell.strip():
                try:
                    user[column] = _COLUMNS[column](cell)
                except ValueError as error:
                    raise LineError(str(error), column) from None
        return user


def _header_of(number: int, text: str) -> _Header:
    """Return the columns.

    Raises:
        InputError: One is missing, unknown, or there twice.
    """
    delimiter = max(",;", key=text.count)
    try:
        columns = [one.strip() for one in _cells(text, delimiter)]
    except LineError as error:
        raise InputError(f"line {number}: {error}") from None
    if "username" not in columns:
        # Not what is there: without a header, it may be a password.
        known = ", ".join(_COLUMNS)
        raise InputError(
            f"line {number}: the column username is missing: the first line has the names of the "
            f"columns, which are some of {known}"
        )
    for place, column in enumerate(columns):
        if column not in _COLUMNS:
            what = f"{column!r} is no column" if column else f"column {place + 1} has no name"
            raise InputError(f"line {number}: {what}: {advice(column, _COLUMNS)}")
        if column in columns[:place]:
            raise InputError(f"line {number}: the column {column} is there twice: leave one out")
    return _Header(columns, delimiter)


def _cells(text: str, delimiter: str) -> list[str]:
    # By itself, so that a quote without an end takes no other line with it.
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        raise LineError(f"is no CSV: {error}; a row is one line") from None


@define
class PasswordFile:
    """The file for generated passwords, as CSV; only its owner can read it."""

    _file: IO[str]
    count: int = -1
    """Passwords in it, without the header."""

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make the file.

        Raises:
            OSError: It exists, or cannot be written.
        """
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        made = cls(os.fdopen(number, "w", encoding="utf-8", newline=""))
        made.add("username", "password")
        return made

    def add(self, username: str, password: str) -> None:
        """Write a password to the disk."""
        csv.writer(self._file).writerow((username, password))
        self._file.flush()
        os.fsync(self._file.fileno())
        self.count += 1

    def close(self) -> None:
        """Close the file."""
        self._file.close()

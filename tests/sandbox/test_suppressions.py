"""The suppression rules of the sandbox, and their CSV."""

import pytest

from .account import Caller


def test_import() -> None:
    """An import adds new addresses, skips known ones and reports rows without an address."""
    call = Caller()
    rule = call("suppressions.create", {"target_value": "A@b.example", "reason": None})["rule"]
    again = call("suppressions.create", {"target_value": "a@b.example", "reason": "x"})["rule"]
    text = 'target_value,reason\r\na@b.example,\r\n\r\n"c@b.example",spam\r\nno\r\n\1@b.example\r\n'
    result = call("suppressions.import_csv", text)
    exported = call("suppressions.export_csv")

    assert rule == again
    assert (result["inserted"], result["skipped"]) == (1, 1)
    reason = "target_value is not an address"
    assert result["failed"] == [{"row": row, "reason": reason} for row in (4, 5)]
    assert exported == (
        "target_value,reason,created_at\r\n"
        "a@b.example,,2027-01-15T08:00:00.000Z\r\n"
        "c@b.example,spam,2027-01-15T08:00:00.000Z\r\n"
    )


def test_round_trip() -> None:
    """An export can be imported elsewhere."""
    one, other = Caller(), Caller()
    one("suppressions.import_csv", "target_value\na@b.example\nc@b.example\n")
    other("suppressions.import_csv", one("suppressions.export_csv"))

    assert one("suppressions.list") == other("suppressions.list")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "The CSV text has no column target_value"),
        ("email\na@b.example\n", "The CSV text has no column target_value"),
        ('target_value\n"a', "The body is not CSV: unexpected end of data"),
    ],
)
def test_wrong_csv(text: str, reason: str) -> None:
    """Text without the column, or that is no CSV, is refused."""
    assert Caller().error("suppressions.import_csv", text) == (400, reason)


def test_release() -> None:
    """A released rule does not exist any more, and its id is not used again."""
    call = Caller()
    ids = list[int]()
    for _ in range(2):
        ids.append(call("suppressions.create", {"target_value": "a@b.example"})["rule"]["id"])
        call("suppressions.create", {"target_value": "c@b.example"})
        call("suppressions.delete", id=ids[-1])

    assert ids == [1, 3]
    assert call.reply("suppressions.delete", id=1)[0] == 404

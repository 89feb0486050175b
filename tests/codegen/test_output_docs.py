"""Generated docstrings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.codegen.fixtures.clients import Wide

pytest_plugins = ["tests.codegen.fixtures.projects", "tests.codegen.fixtures.clients"]

# A method, and a part of its docstring.
METHODS = [
    ("things.list", 'status: Which ones. Values seen so far: lost""", found\\.'),
    ("things.list", "found\\. Server default: new. Example: old."),
    ("things.list", "since: From when. Must be timezone-aware."),
    ("things.list", "until: To when. Must be timezone-aware."),
    ("things.list", "picked: Which ids. A list of texts."),
    ("things.list", "flagged: Only those. A bool."),
    ("things.list", "size: How large. 1 to 9."),
    ("things.list", "word: 2 to 4 characters. Must be lowercase letters, spaces,"),
    ("things.list", "old: Not any more. Deprecated by the API."),
    ("things.list", "guessed: Perhaps. Inferred: on none of the API's own pages."),
    ("things.list", "NotFoundError: 404: There is no such thing."),
    ("things.list", "The API's own pages describe this in part; the rest is inferred."),
    ("things.list", "See https://example.com/things"),
    ("things.list", 'Ends """ here\\ and \\N{BULLET} {at} %r'),
    ("things.list", 'raise SystemExit("injected")'),
    ("things.create", "idempotency_key: Yours. 1 to 8 characters."),
    ("things.create", "raw: Deprecated by the API."),
    ("things.create", "200: It was there."),
    ("things.create", "202: It is in the queue."),
    ("things.delete", "Deprecated by the API."),
    ("boxes.list", "The API's own pages do not describe this: it is inferred from the vendor's"),
    ("boxes.update", "200: Done. Response not published: free form."),
    ("boxes.get", "part: Of this."),
    ("boxes.replace", "part: Of all."),
    (
        "parts.import_csv",
        "csv: CSV as a text, as bytes in UTF-8, or as a file: a path, what opens like one,",
    ),
    ("forms.create", "is_on: Whether it is on. A bool."),
    ("events.iterate", "List events, page by page."),
    ("events.iterate_of_thing", "Takes the arguments of `list_of_thing` except page and offset."),
]
# A model, and a part of its docstring.
MODELS = [
    ("ThingsCreateRequest", "What things.create sends."),
    ("ThingsCreateRequest", "count: 0 to 10. Server default: 5."),
    ("ThingsCreateRequest", "Example: some text."),
    ("ThingsCreateRequest", "raw: Deprecated by the API."),
    ("ThingsCreateRequest", "from_: The field from."),
    ("ThingsCreateRequestChild", "The one below."),
    ("ThingsListResult", "What things.list returns."),
    ("ThingsListResultRowsItem", "A part of what things.list returns."),
    ("ThingsListResultRowsItem", "kind: What it is. Values seen so far: new, used."),
    ("ThingsListResultRowsItem", "hidden: Seen once. Inferred: on none of the API's own pages."),
    ("PartsListResult", "names: Nothing but names."),
    ("Box", "A box."),
    ("BoxSize", "BoxSize, as several operations return it."),
    ("BoxSpec", "BoxSpec, as several operations send it."),
    ("BoxSpecSize", "A part of BoxSpec."),
]


def flat(docstring: str) -> str:
    """Return a docstring in one line."""
    return " ".join(docstring.split())


@pytest.mark.parametrize(("name", "message"), METHODS)
def test_method(wide: Wide, name: str, message: str) -> None:
    """The docstring of a method has arguments, results, errors and sources."""
    resource, verb = name.split(".")
    sync, asynchronous = (
        getattr(getattr(wide.client(sender), resource), verb).__doc__
        for sender in (wide.sender(), wide.async_sender())
    )

    assert message in flat(sync)
    assert sync == asynchronous


@pytest.mark.parametrize(("name", "message"), MODELS)
def test_model(wide: Wide, name: str, message: str) -> None:
    """The docstring of a model documents it and its fields."""
    assert message in flat(getattr(wide.models, name).__doc__)


@pytest.mark.parametrize("name", ["things.update", "things.list", "parts.replace"])
def test_no_notes(wide: Wide, name: str) -> None:
    """Docstrings have no notes on deprecation or publication without reason."""
    resource, verb = name.split(".")
    text = getattr(getattr(wide.client(wide.sender()), resource), verb).__doc__

    assert not re.search(r"^ *Deprecated|free form|do not describe", text, re.MULTILINE)


def test_secrets_have_no_example(wide: Wide) -> None:
    """No docstring shows an example of a secret."""
    things = wide.client(wide.sender()).things

    assert "do-not-show" not in things.create.__doc__ + wide.models.ThingsCreateRequest.__doc__


def test_bare_list(wide: Wide) -> None:
    """from_dict documents the field that a bare list stands for."""
    text = flat(wide.models.EventsListResult.from_dict.__doc__)

    assert "src: The decoded object, or the list that belongs in its field events." in text


def test_width(wide: Wide) -> None:
    """No line of a docstring is longer than a line of code."""
    things = wide.client(wide.sender()).things
    # Four spaces, and eight more for nested lines.
    texts = [things.list.__doc__, things.create.__doc__, wide.models.ThingsCreateRequest.__doc__]

    assert [] == [line for text in texts for line in text.splitlines() if len(line) > 100]

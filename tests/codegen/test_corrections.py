"""corrections.yaml: corrections and marks laid over the document."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from codegen.corrections import FILE, corrected, load_corrections, outdated_marks
from codegen.validation import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = {"type": "string", "maxLength": 100}
JSON = "application/json"


def document() -> Any:
    """Return a document with one operation."""
    properties = {"text": TEXT, "rows": {"type": "array", "items": {"type": "object"}}}
    schema = {"type": "object", "properties": properties}
    response = {"description": "OK", "content": {JSON: {"schema": copy.deepcopy(schema)}}}
    operation = {
        "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}}],
        "requestBody": {"content": {JSON: {"schema": schema}}},
        "responses": {"200": response, "404": {"description": "Gone"}},
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "", "version": ""},
        "paths": {"/a": {"post": operation}},
    }


def result(entry: Any) -> Any:
    """Return the operation with an entry laid over it; the document is not changed."""
    before = document()
    operation = corrected(before, {"POST /a": entry})["paths"]["/a"]["post"]

    assert document() == before
    return operation


def body_of(operation: Any) -> Any:
    """Return the fields of the body."""
    return operation["requestBody"]["content"][JSON]["schema"]["properties"]


IS_FIXED = "the description says so now. Remove the line."
IS_GONE = "is not described. Change the place, or remove the line."
IS_OTHER = "the correction is of {}, and the description has {{'maxLength': 100}}. Correct `was`."
INVALID: list[tuple[str, Any, str]] = [
    (
        "body text",
        {"was": {"maxLength": 50}, "is": {"maxLength": 998}},
        IS_OTHER.format({"maxLength": 50}),
    ),
    ("body text", {"was": {"maxLength": 50}, "is": {"maxLength": 100}}, IS_FIXED),
    (
        "body text",
        {"was": {"maxLength": 50, "pattern": "a"}, "is": {"pattern": None}},
        IS_OTHER.format({"maxLength": 50, "pattern": "a"}),
    ),
    ("body gone", {"is": {"maxLength": 998}}, IS_GONE),
    ("body text", {"add": TEXT}, "is described now. Remove the line."),
    (
        "body gone.text",
        {"add": TEXT},
        "body gone is not described. Change the place, or remove the line.",
    ),
    (
        "response 201 id",
        {"add": TEXT},
        "response 201 is not described. Change the place, or remove the line.",
    ),
]


def test_correction() -> None:
    """A correction replaces, adds and removes keys where the document has what was corrected."""
    operation = result(
        {
            "corrections": {
                "body text": {"was": {"maxLength": 100}, "is": {"maxLength": 998, "format": "a"}},
                "query q": {"is": {"description": "Which.", "minLength": 1}},
                "response 200 text": {"was": {"maxLength": 100}, "is": {"maxLength": None}},
                "response 404": {"was": {"description": "Gone"}, "is": {"description": "None."}},
            }
        }
    )

    assert {"type": "string", "maxLength": 998, "format": "a"} == body_of(operation)["text"]
    (parameter,) = operation["parameters"]
    assert ("Which.", {"type": "string", "minLength": 1}) == (
        parameter["description"],
        parameter["schema"],
    )
    response = operation["responses"]["200"]["content"][JSON]["schema"]["properties"]
    assert {"type": "string"} == response["text"]
    assert {"description": "None."} == operation["responses"]["404"]


def test_added_fields() -> None:
    """A field is added to a body, or to an object inside it, in any form of OpenAPI."""
    operation = result(
        {
            "corrections": {
                "body new": {"add": {"type": "boolean"}},
                "body rows[].id": {"add": {"enum": ["a", None]}},
            }
        }
    )

    fields = body_of(operation)
    assert {"type": "boolean"} == fields["new"]
    assert {"id": {"type": "string", "enum": ["a"], "nullable": True}} == (
        fields["rows"]["items"]["properties"]
    )


@pytest.mark.parametrize(("place", "correction", "problem"), INVALID)
def test_outdated_correction(place: str, correction: Any, problem: str) -> None:
    """A correction of what the document no longer says is an error, with the line to change."""
    with pytest.raises(GenerationError) as caught:
        result({"corrections": {place: correction}})

    assert [f"{FILE}: POST /a: {place}: {problem}"] == caught.value.problems


def test_correction_of_a_missing_operation() -> None:
    """A correction of an operation that is not described is an error."""
    with pytest.raises(GenerationError) as caught:
        corrected(document(), {"GET /b": {"corrections": {"query q": {"is": {"minLength": 1}}}}})

    assert [f"{FILE}: GET /b: query q: {IS_GONE}"] == caught.value.problems


def test_invalid_result() -> None:
    """A correction that is not OpenAPI is an error."""
    with pytest.raises(GenerationError, match=r"maxLength: 'a' is not of type 'integer'\."):
        result(
            {"corrections": {"body text": {"is": {"maxLength": "a"}, "was": {"maxLength": 100}}}}
        )


def test_marks() -> None:
    """Marks reach the operation, its parameters and responses, and the schemas inside."""
    operation = result(
        {
            "confidence": "partly",
            "inferred": ["query q", "body rows[]", "response 404"],
            "not_published": ["response 200"],
            "free_form": ["body rows[]"],
            "known_values": {"body text": ["a"]},
        }
    )

    assert "partly" == operation["x-confidence"]
    assert operation["parameters"][0]["x-inferred"] is True
    fields = body_of(operation)
    assert {"type": "object", "x-inferred": True, "x-unknown": True} == fields["rows"]["items"]
    assert ["a"] == fields["text"]["x-known-values"]
    assert operation["responses"]["404"]["x-inferred"] is True
    assert operation["responses"]["200"]["content"][JSON]["schema"]["x-unknown"] is True


def test_marks_without_ground() -> None:
    """A mark of what is not described, or is described by now, is ignored and reported."""
    marks = {
        "GET /b": {"confidence": "partly"},
        "POST /a": {
            "confidence": "partly",
            "inferred": ["query q", "query gone"],
            "free_form": ["body", "body rows[]"],
            "known_values": {"body other": []},
        },
    }

    assert "x-unknown" not in str(corrected(document(), {"POST /a": {"free_form": ["body"]}}))
    assert ["query q"] == [
        f"query {one['name']}"
        for one in result(marks["POST /a"])["parameters"]
        if "x-inferred" in one
    ]
    assert [
        f"GET /b is not described. Change or remove it in {FILE}.",
        f"POST /a: inferred has query gone, which is not described. Remove it from {FILE}.",
        f"POST /a: free_form has body, which is described now. Remove it from {FILE}.",
        f"POST /a: known_values has body other, which is not described. Remove it from {FILE}.",
    ] == list(outdated_marks(document(), marks))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, {}),
        ("", {}),
        ("POST /a: {confidence: partly}", {"POST /a": {"confidence": "partly"}}),
    ],
)
def test_file(tmp_path: Path, text: str | None, expected: Any) -> None:
    """A project may have corrections."""
    if text is not None:
        (tmp_path / "codegen").mkdir()
        (tmp_path / FILE).write_text(text)

    assert expected == load_corrections(tmp_path)


def test_invalid_file(tmp_path: Path) -> None:
    """An unknown key is an error."""
    (tmp_path / "codegen").mkdir()
    (tmp_path / FILE).write_text("POST /a: {confidense: partly}")

    with pytest.raises(GenerationError, match=r"POST /a has confidense, which is not supported\."):
        load_corrections(tmp_path)

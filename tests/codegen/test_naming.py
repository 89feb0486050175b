"""Names of operations, and Python names."""

import pytest

from codegen.naming import (
    RESERVED_FIELDS,
    RESERVED_PARAMETERS,
    class_name,
    iterate_name,
    model_module,
    operation_module,
    problem_of_model_name,
    problem_of_name,
    python_name,
    request_and_result,
    suggest_names,
)

NOT_A_NAME = "is not of the form resource.verb in snake case"
RESERVED_IN_A_RESOURCE = "which is reserved in the module of a resource"
TAKEN = "uses a word that is reserved in Python"
# An operation without a name, and the name that is suggested for it.
SUGGESTIONS = [
    ("GET /mail/domains", "mail_domains.list"),
    ("GET /mail/domains/{id}", "mail_domains.get"),
    ("POST /mail/domains/{id}/check", "domains_check.create"),
    ("PUT /a", "a.replace"),
    ("PATCH /a", "a.update"),
    ("DELETE /a", "a.delete"),
    ("HEAD /a", "a.head"),
    ("POST /", "api.create"),
    ("POST /{id}", "api.create"),
    ("POST /import", "api_import.create"),
    ("POST /2fa", "api_2fa.create"),
    ("GET /known/path", "things.list"),
]


@pytest.mark.parametrize("name", ["smtp_users.create", "things.list", "a1.get_2", "x.id_of"])
def test_valid_name(name: str) -> None:
    """A name is a resource and a verb in snake case."""
    assert problem_of_name(name) is None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("create", NOT_A_NAME),
        ("a.b.c", NOT_A_NAME),
        ("Users.create", NOT_A_NAME),
        ("users.createOne", NOT_A_NAME),
        ("users._create", NOT_A_NAME),
        ("users.create_", NOT_A_NAME),
        ("us__ers.create", NOT_A_NAME),
        ("2fa.create", NOT_A_NAME),
        ("users.créer", NOT_A_NAME),
        ("users.create\n", NOT_A_NAME),
        ("", NOT_A_NAME),
        ("import.create", TAKEN),
        ("users.import", TAKEN),
        ("users.print", TAKEN),
        ("list.create", TAKEN),
        ("users.self", TAKEN),
        ("close.create", "uses close, which is reserved in a client"),
        ("csv.create", "uses csv, which is reserved in a client"),
        ("literal.list", "uses literal, which is reserved in a client"),
        ("request.list", "uses request, which is reserved in a client"),
        ("users.with_raw_response", f"uses with_raw_response, {RESERVED_IN_A_RESOURCE}"),
        ("users.paginate", "uses paginate, which is reserved in the module of a resource"),
        ("users.body", "uses body, which is reserved in the module of a resource"),
        ("async_users.create", "uses async_users, which is reserved in a client"),
    ],
)
def test_invalid_name(name: str, problem: str) -> None:
    """An ill-formed or reserved name is reported with the reason."""
    assert problem_of_name(name) == problem


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("allowAnyDomain", "allow_any_domain"),
        ("X-Trace", "x_trace"),
        ("import", "import_"),
        ("self", "self_"),
        ("id", "id"),
        ("2fa", "field_2fa"),
        ("_private", "field_private"),
        ('"""', "field_"),
        ("größe", "größe"),
        ("ﬁeld", "field"),
        ("to_dict", "to_dict_"),
        ("toJsonable", "to_jsonable_"),
        ("toDict", "to_dict_"),
        ("client", "client"),
    ],
)
def test_field_name(wire: str, name: str) -> None:
    """A field name is in snake case, with an underscore if it is reserved."""
    assert python_name(wire, RESERVED_FIELDS) == name


@pytest.mark.parametrize("wire", ["client", "body", "csv", "request"])
def test_parameter_name(wire: str) -> None:
    """A parameter named like an argument of endpoint functions gets an underscore."""
    assert python_name(wire, RESERVED_PARAMETERS) == f"{wire}_"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("smtp_users.create", "SmtpUsersCreate"),
        ("allowAnyDomain", "AllowAnyDomain"),
        ("APIKey", "APIKey"),
        ("größe", "Gre"),
        ("result.2fa", "Result2Fa"),
    ],
)
def test_class_name(name: str, expected: str) -> None:
    """A class name consists of ASCII words, and is its own class name."""
    assert class_name(name) == expected
    assert class_name(expected) == expected


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("smtp_users.create", "api/smtp_users/create.py"),
        ("things.list", "api/things/list_.py"),
    ],
)
def test_module_of_an_operation(name: str, module: str) -> None:
    """The module of an operation is the file that the generator writes."""
    assert operation_module(name) == module


def test_classes_of_an_operation() -> None:
    """The classes of an operation end in Request and Result; modules are named after them."""
    assert request_and_result("a.get_part") == ("AGetPartRequest", "AGetPartResult")
    assert model_module("AGetPartResult") == "a_get_part_result"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("logs.list", "logs.iterate"),
        ("logs.list_account", "logs.iterate_account"),
        ("logs.listing", "logs.iterate_ing"),
        ("logs.query", "logs.iterate_query"),
    ],
)
def test_name_of_iteration(name: str, expected: str) -> None:
    """The method that goes through all pages is called after the one that gives a page."""
    assert iterate_name(name) == expected


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Box", None),
        ("ThingsCreateResult", None),
        ("box", "is not a class name"),
        ("BoxÜ", "is not a class name"),
        ("Box; raise", "is not a class name"),
        ("Any", "is the name of another class"),
        ("BigThings", "is the name of another class"),
        ("AsyncBigThings", "is the name of another class"),
    ],
)
def test_name_of_a_model(name: str, problem: str | None) -> None:
    """A model name must be a free class name."""
    assert problem_of_model_name(name, ["big_things"]) == problem


@pytest.mark.parametrize(("where", "name"), SUGGESTIONS)
def test_suggested_name(where: str, name: str) -> None:
    """A suggested name is valid, and made of the method and the path."""
    entries = {"POST /known/path": {"name": "things.create"}, "PUT /x": {"retry": "safe"}}

    assert {where: name} == suggest_names([where], entries)
    assert problem_of_name(name) is None


def test_suggested_names_are_unique() -> None:
    """Suggested names differ from each other and from existing names."""
    missing = ["GET /a", "GET /b/a", "GET /{x}/a", "GET /c/{x}/a"]

    names = suggest_names(missing, {"GET /d": {"name": "a.list"}})

    assert ["a.list_2", "b_a.list", "a.list_3", "c_a.list"] == list(names.values())


def test_suggested_name_beside_an_invalid_name() -> None:
    """An invalid resource of another operation of the path is not reused."""
    assert {"POST /a": "a.create"} == suggest_names(["POST /a"], {"GET /a": {"name": "Bad"}})

"""Names of operations, and what they become in Python."""

import pytest

from codegen.names import (
    FIELD_NAMES_TAKEN,
    PARAMETER_NAMES_TAKEN,
    class_name,
    doubles,
    module_of,
    module_of_model,
    problem_of_model_name,
    problem_of_name,
    python_name,
    suggested_entries,
    titles_of,
    verb_of_iteration,
)

NOT_A_NAME = "is not of the form resource.verb in snake case"
TAKEN = "uses a word that Python has taken"
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
def test_good_name(name: str) -> None:
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
        ("close.create", "uses close, which a client or its async twin has taken"),
        ("csv.create", "uses csv, which a client or its async twin has taken"),
        ("literal.list", "uses literal, which a client or its async twin has taken"),
        ("users.each", "uses each, which the module of a resource has taken"),
        ("users.body", "uses body, which the module of a resource has taken"),
        ("async_users.create", "uses async_users, which a client or its async twin has taken"),
    ],
)
def test_bad_name(name: str, problem: str) -> None:
    """Another form, or a word that means something already, is refused with the reason."""
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
        ("toDict", "to_dict_"),
        ("client", "client"),
    ],
)
def test_field_name(wire: str, name: str) -> None:
    """A field's name is the API's own in snake case, with a mark where Python has taken it."""
    assert python_name(wire, FIELD_NAMES_TAKEN) == name


@pytest.mark.parametrize("wire", ["client", "body", "csv", "request"])
def test_parameter_name(wire: str) -> None:
    """A parameter gives way to the arguments of an endpoint function."""
    assert python_name(wire, PARAMETER_NAMES_TAKEN) == f"{wire}_"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("smtp_users.create", "SmtpUsersCreate"),
        ("allowAnyDomain", "AllowAnyDomain"),
        ("APIKey", "APIKey"),
        ("größe", "Gre"),
    ],
)
def test_class_name(name: str, expected: str) -> None:
    """A class name is made of ASCII words, and stays itself if it is made again."""
    assert class_name(name) == expected
    assert class_name(expected) == expected


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("smtp_users.create", "api/smtp_users/create.py"),
        ("things.list", "api/things/list_.py"),
    ],
)
def test_module_of(name: str, module: str) -> None:
    """An operation's module is where the generator writes it."""
    assert module_of(name) == module


def test_classes_of_an_operation() -> None:
    """What is sent is a request, what is received a result; a class is in a module of its name."""
    assert titles_of("a.get_part") == ("AGetPartRequest", "AGetPartResult")
    assert module_of_model("AGetPartResult") == "a_get_part_result"


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("list", "iterate"),
        ("list_account", "iterate_account"),
        ("listing", "iterate_ing"),
        ("query", "iterate_query"),
    ],
)
def test_verb_of_iteration(verb: str, expected: str) -> None:
    """The method that goes through all pages is called after the one that gives a page."""
    assert verb_of_iteration(verb) == expected


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Box", None),
        ("ThingsCreateResult", None),
        ("box", "is no name of a class"),
        ("BoxÜ", "is no name of a class"),
        ("Box; raise", "is no name of a class"),
        ("Any", "is the name of another class"),
        ("BigThings", "is the name of another class"),
        ("AsyncBigThings", "is the name of another class"),
    ],
)
def test_name_of_a_model(name: str, problem: str | None) -> None:
    """A model is named like a class, and like no other class in the modules."""
    assert problem_of_model_name(name, ["big_things"]) == problem


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a.create", "a.delete", "b.create"], []),
        (
            ["a_b.create", "a.b_create"],
            ["The names a.b_create and a_b.create make the same class. Change one."],
        ),
        (["x_1.create", "x1.delete"], ["The names x1 and x_1 make the same class. Change one."]),
    ],
)
def test_doubles(names: list[str], expected: list[str]) -> None:
    """Two names from which the same class would follow are told."""
    assert list(doubles(names)) == expected


@pytest.mark.parametrize(("where", "name"), SUGGESTIONS)
def test_suggestion(where: str, name: str) -> None:
    """The suggested line has a name that can be, made of the method and the path."""
    entries = {"POST /known/path": {"name": "things.create"}, "PUT /x": {"retry": "safe"}}

    suggested = suggested_entries([where], entries)

    assert suggested == {where: f"  {where}: {{name: {name}}}"}
    assert problem_of_name(name) is None


def test_suggestions_fit_together() -> None:
    """No two suggestions are the same, nor one that is given."""
    missing = ["GET /a", "GET /b/a", "GET /{x}/a", "GET /c/{x}/a"]

    suggested = suggested_entries(missing, {"GET /d": {"name": "a.list"}})

    assert [line.rsplit(" ", 1)[1] for line in suggested.values()] == [
        "a.list_2}",
        "b_a.list}",
        "a.list_3}",
        "c_a.list}",
    ]


def test_suggestion_beside_a_bad_name() -> None:
    """A resource that cannot be is not taken over from another operation of the path."""
    suggested = suggested_entries(["POST /a"], {"GET /a": {"name": "Bad"}})

    assert suggested == {"POST /a": "  POST /a: {name: a.create}"}

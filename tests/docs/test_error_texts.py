"""Every error text of the package is in docs/errors.md, and is complete."""

import ast
import re
from collections.abc import Iterator
from inspect import isclass
from pathlib import Path

import pytest

from jetemail_api_client import errors
from jetemail_api_client.redis_limits import SCRIPT

from .error_texts import COMMAND, TABLE, ErrorText, collect, table

PACKAGE = Path(errors.__file__).parent
TEXTS = [text for texts in collect().values() for text in texts]
CASES = pytest.mark.parametrize("one", TEXTS, ids=[f"{one.cause}"[:70] for one in TEXTS])

# A value that would be valid, or an action.
ADVICE = re.compile(
    r"expected|\bmust\b|minimum is|maximum is|limit is|tolerance is|default is|needed|such as"
    r"|\b(allow|change|check|close|convert|free|give|leave|less|make|makes its own|percent-encode"
    r"|raise|remove|restore|retry|set|share|update|use)\b|did you mean|; there are"
    r"|cannot be enabled together|missing 1 required",
    re.IGNORECASE,
)
# Texts that say nothing of it, and why.
WITHOUT_ADVICE = (
    # The API's own words: what to do depends on them.
    r"what the API says$|success is false: no$",
    # The caller's own close ended the call.
    r"the client was closed before",
    # Deliveries that are not from JetEmail, or broken: there is nothing that the receiver can do.
    r"^(X-Webhook-|the body |the content |\w+ is (missing|not))",
)
# The same of single texts.
OTHER_TEXTS = {
    *("(not kept: it may hold a secret)", "(too long to keep)"),  # in place of bodies
    "The response was lost; a listing shows that the user was created.",  # the message of a value
    # Reasons of outcomes, which have no error.
    "The response gives no reason.",
    "The response has no result for it.",
    "The run ended before its outcome was known.",
    (
        "It may have been created: keep the password that was sent, which no later run returns. "
        "Check whether it works, or set another with smtp_users.update."
    ),
    "It may have the settings that were given: ensure it again.",
    "No outcome was recorded: the run ended while it was being sent.",
    *("It may have been sent over ", " hours ago, and its key is no longer kept."),
    "%s: ended after %d pages without a new row, although more seem to follow",  # a log record
    *(" in all)", ", not initialized>"),  # reprs
    SCRIPT,  # Lua
    # An ImportError.
    (
        "jetemail_api_client.redis_limits needs the extra redis: "
        "pip install 'jetemail-api-client[redis]'"
    ),
    "closed connection",  # a pattern of texts of httpx
    " has no attribute ",  # as Python's own
    "holds a comma, which would separate two values",  # of lists that no operation has so far
}

# Texts that are in no error of the package, and why.
NOT_IN_ERRORS = {
    "_runtime/parsing.py": "deviations, which are logged",
    "_runtime/wire_formats.py": "deviations, which are logged",
    "_call/redaction.py": "the pieces of patterns",
    "_transport/aiohttp.py": "exceptions of httpx, which `failures` translates",
    "_transport/deadline.py": "exceptions of httpcore, which `failures` translates",
    "_transport/network.py": "exceptions of httpcore, which `failures` translates",
    "_transport/resolver.py": "exceptions of sockets, which `failures` translates",
    "_transport/httpx_module.py": "names of modules",
    "progress.py": "an ImportError without the extra, and what the bar shows",
    "telemetry.py": "an ImportError without the extra, and names of metrics",
}


def test_table_is_current() -> None:
    """The table has the texts of today: a change of one is reviewed there."""
    assert TABLE.read_text() == table(), f"run `{COMMAND}`, and review the difference"


@CASES
def test_text_names_the_place(one: ErrorText) -> None:
    """A text names the operation, argument or option that it is about."""
    assert one.where in one.text


@CASES
def test_text_says_what_to_do(one: ErrorText) -> None:
    """A text says what would be valid, or what to do, unless nobody knows."""
    assert ADVICE.search(one.text) or any(re.search(kind, one.text) for kind in WITHOUT_ADVICE)


def test_every_class_of_error() -> None:
    """The table has every class of error that is raised, not only its subclasses."""
    classes = {one for one in vars(errors).values() if isclass(one)}
    raised = {one.__name__ for one in classes if issubclass(one, errors.JetEmailError)}
    bases = {"JetEmailError", "APIResponseError"}

    assert raised - bases == {one.kind for one in TEXTS} - {"TypeError"}


def _documented(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the nodes whose texts are no errors: docstrings, keys, log records and patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from (key for key in node.keys if key)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("logger.", "re.")):
            yield from ast.walk(node)
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield from ast.walk(node.annotation)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            yield from ast.walk(node.returns)


def _texts_of(path: Path) -> Iterator[str]:
    """Yield the literals of a module that read like a part of a sentence."""
    tree = ast.parse(path.read_text())
    other = {id(node) for node in _documented(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in other:
            continue
        if isinstance(node.value, str) and re.search(r"[a-z]{2,} [a-z]{2,}", node.value):
            yield node.value


@pytest.mark.parametrize(
    "path",
    [
        *(
            str(path.relative_to(PACKAGE))
            for path in sorted(PACKAGE.rglob("*.py"))
            if not {"_generated", "cli", "sandbox"} & {*path.relative_to(PACKAGE).parts}
            and str(path.relative_to(PACKAGE)) not in NOT_IN_ERRORS
        )
    ],
)
def test_every_text_is_in_the_table(path: str) -> None:
    """Each sentence in the code of the package is part of an error in the table."""
    together = "\n".join(one.text for one in TEXTS)

    texts = [text for text in _texts_of(PACKAGE / path) if text not in OTHER_TEXTS]

    assert [] == [text for text in texts if any(part not in together for part in _parts(text))]


def _parts(text: str) -> list[str]:
    """Return the parts of a text around the fields of `str.format`."""
    return [part.strip() for part in re.split(r"\{\w*\}", text)]

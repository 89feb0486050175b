"""`make update-spec SPEC=path-or-url`: replace openapi.json by a newer document of the vendor.

    python -m codegen.update SPEC [--format json] [--exit-code]

Generates into a scratch folder, and prints each change of the description with what it breaks: in
the generated code, whose old and new surface are compared, or at the server. Then it replaces
openapi.json and the generated tree together. On a problem, it prints the line to change, and both
stay unchanged; changes of what can be loaded are printed nevertheless.

exit status:
  0  the document is followed, or describes nothing new
  1  refused: a problem is to be solved first, and nothing was changed
  2  the command itself is not valid
with --exit-code, for scripts:
  0  nothing new: nothing was changed
  3  new: the document is followed, and breaks no callers
  4  breaking: the document is followed, and breaks callers
"""

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import evolve

from .corrections import corrected, load_corrections, outdated_marks
from .diff import Change, changes_between, moved_operations
from .generate import ROOT, TREE, generate, replace, run
from .overrides import load_overrides, without_called
from .report import LEFT_OUT, Finding, by_old_places, findings, json_of, text_of
from .spec import load_spec
from .surface import Breakage, breakages
from .toolchain import SEARCH_PATH
from .validation import GenerationError, JsonObject, read_document

UNCHANGED, REFUSED, CHANGED, BREAKING = 0, 1, 3, 4
_RESULTS = {UNCHANGED: "unchanged", REFUSED: "refused", CHANGED: "changed", BREAKING: "breaking"}

_SPEC = "openapi.json"
_TIMEOUT = 10.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def main(
    arguments: list[str] | None = None, root: Path = ROOT, search_path: str = SEARCH_PATH
) -> int:
    """Run the command in a project, with tools from a search path; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m codegen.update",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("spec", metavar="SPEC", help="the path or the URL of a document")
    parser.add_argument("--format", choices=PRINTERS, default="text", help="of the report")
    parser.add_argument("--exit-code", action="store_true", help="exit with the result")
    options = parser.parse_args(arguments)
    printer = PRINTERS[options.format]
    status = run(root, lambda scratch: update(options.spec, root, scratch, search_path, printer))
    return status if options.exit_code or status == REFUSED else UNCHANGED


_Printer = Callable[[int, list[Finding], JsonObject, list[str]], Iterator[str]]


def _json_lines(
    status: int, found: list[Finding], entries: JsonObject, problems: list[str]
) -> Iterator[str]:
    changes = json_of(found, entries, is_complete=status != REFUSED)
    report = {"result": _RESULTS[status], "changes": changes, "problems": problems}
    yield json.dumps(report, indent=2, ensure_ascii=False)


def _text_lines(
    status: int, found: list[Finding], entries: JsonObject, problems: list[str]
) -> Iterator[str]:
    if found:
        yield from text_of(found, entries, is_complete=status != REFUSED)
    if status == UNCHANGED:
        yield f"This describes what {_SPEC} describes. Nothing was changed."
    elif status != REFUSED:
        yield from problems
        yield f"{_SPEC} and {TREE} are replaced. Next: review them with git diff,"
        yield "run make check, fix what type checkers point at, and commit the two by themselves."


PRINTERS: dict[str, _Printer] = {"text": _text_lines, "json": _json_lines}


def update(
    source: str,
    root: Path,
    scratch: Path,
    search_path: str = SEARCH_PATH,
    printer: _Printer = _text_lines,
) -> int:
    """Replace the document of a project by that of a source; return the exit status.

    Raises:
        GenerationError: The new document does not fit; nothing was changed.
    """
    entries: JsonObject = {}
    changes: list[Change] = []
    try:
        overrides = load_overrides(root / "codegen/operations.yaml")
        entries, omitted = overrides["operations"], overrides["omitted"]
        received = scratch / "received.json"
        _say(f"Reading {_shown(source)} ...")
        received.write_bytes(fetch(source))
        new, fault = _load(received, _shown(source), omitted)
        left_out = {*fault.unsupported, *_never_generated(omitted, root / TREE)}
        old = load_spec(root / _SPEC, f"The current {_SPEC}", left_out, valid=new)
        kept = _omitted_in(received, omitted)
        changes = [_left_out(one, kept) for one in changes_between(old, new)]
        entries = by_old_places(entries, moved_operations(old, new))
        if fault.problems:
            raise without_called(fault, overrides)
        found = findings(changes, _broken(old, new, root, scratch, search_path), entries)
    except GenerationError as error:
        lines = [*error.problems, *error.advice]
        for line in printer(REFUSED, findings(changes, (), entries), entries, lines):
            # Flushed, to stand before the problems on the other stream.
            print(line, flush=True)
        raise
    status, outdated = UNCHANGED, list[str]()
    if found:
        _replace(root, scratch, source)
        outdated = list(outdated_marks(new, load_corrections(root)))
        status = BREAKING if any(finding.is_breaking for finding in found) else CHANGED
    print(*printer(status, found, entries, outdated), sep="\n")
    return status


def _never_generated(omitted: Iterable[str], tree: Path) -> Iterator[str]:
    """Yield the omitted operations that the current tree does not have either."""
    generated = json.loads((tree / "sandbox.json").read_bytes())
    return (where for where in omitted if where not in generated)


def _omitted_in(document: Path, omitted: Iterable[str]) -> set[str]:
    """Return the omitted operations that a document has."""
    raw = read_document(document, document.name)
    paths = raw.get("paths") if isinstance(raw, dict) else None
    items = paths if isinstance(paths, dict) else {}
    split = ((where, *where.split(" ", 1)) for where in omitted)
    return {where for where, method, path in split if method.lower() in (items.get(path) or {})}


def _left_out(change: Change, omitted: Iterable[str]) -> Change:
    """Return a change, which is no removal by the vendor if the operation is omitted."""
    is_removal = (change.place, change.text) == ("", "removed")
    return evolve(change, text=LEFT_OUT) if is_removal and change.where in omitted else change


def _load(path: Path, name: str, omitted: Iterable[str]) -> tuple[JsonObject, GenerationError]:
    """Load a document without the operations that cannot be loaded; return these as an error."""
    fault = GenerationError([])
    while True:
        try:
            return load_spec(path, name, {*omitted, *fault.unsupported}), fault
        except GenerationError as error:
            is_stuck = set(error.unsupported) <= set(fault.unsupported)
            # Some problems are only found without the operations that have others.
            problems = [*fault.problems, *error.problems]
            fault = GenerationError(problems, [*fault.unsupported, *error.unsupported])
            if is_stuck:
                raise fault from error


def _say(text: str) -> None:
    """Say what takes time, beside the report."""
    print(text, file=sys.stderr, flush=True)


def _broken(
    old: JsonObject, new: JsonObject, root: Path, scratch: Path, search_path: str
) -> list[Breakage]:
    """Generate the new tree; return what it breaks."""
    if _text_of(old) == _text_of(new):
        # In another order, or in another way, and nothing else.
        return []
    _say("Generating the code ...")
    tree = scratch / "_generated"
    document = corrected(new, load_corrections(root))
    generate(document, root, tree, search_path, moved_operations(old, new))
    return list(breakages(root / TREE, tree))


def _text_of(spec: JsonObject) -> str:
    return json.dumps(spec, sort_keys=True)


def _replace(root: Path, scratch: Path, source: str) -> None:
    received = scratch / "received.json"
    # As received, but in the format and layout that are committed, for readable diffs.
    text = json.dumps(read_document(received, _shown(source)), indent=2, ensure_ascii=False)
    received.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    replace(root / TREE, scratch / "_generated")
    received.replace(root / _SPEC)


def _shown(source: str) -> str:
    """Return a source without the parts of a URL that may be secret."""
    if not _is_url(source):
        return source
    return re.sub(r"\?[^#]*", "?***", re.sub(r"//[^/?#]*@", "//***@", source, count=1))


def _is_url(source: str) -> bool:
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source))


def fetch(source: str) -> bytes:
    """Read the bytes at a path or a URL; http is only for this machine.

    Raises:
        GenerationError: The source cannot be read.
    """
    if _is_url(source):
        return _download(source)
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise GenerationError([f"{source} cannot be read: {error.strerror}."]) from error


def _download(source: str) -> bytes:
    # Imported late: a file needs no HTTP.
    import httpx

    shown = _shown(source)
    try:
        url = httpx.URL(source)
        if url.scheme != "https" and not (url.scheme == "http" and url.host in _LOOPBACK):
            problem = f"{shown} is not an https address; http is for localhost."
            raise GenerationError([problem])
        # Without the proxies and passwords of the environment.
        headers = {"Accept": "application/json"}
        response = httpx.get(url, headers=headers, timeout=_TIMEOUT, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        if isinstance(error, httpx.InvalidURL) and "@" in source:
            # Where the password begins and ends is unknown.
            raise GenerationError(["The address is not valid: encode its password."]) from error
        reason = str(error) or type(error).__name__
        raise GenerationError([f"{shown} cannot be read: {reason}."]) from error
    if response.status_code != httpx.codes.OK:
        # Only the caller can decide to trust another address.
        location = _shown(response.headers.get("Location", ""))
        target = f" to {location}" if response.has_redirect_location else ""
        problem = f"{shown} responds with {response.status_code}{target}; 200 is needed."
        raise GenerationError([problem])
    return response.content


if __name__ == "__main__":
    sys.exit(main())

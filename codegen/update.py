"""`make update-spec SPEC=path-or-url`: replace openapi.json by a newer document of the vendor.

    python -m codegen.update SPEC

Prints the changes, with those that break callers marked, and generates into a scratch folder. If
that succeeds, it replaces openapi.json and the generated tree together. On a problem, it prints
the line to change, and both stay unchanged.
"""

import argparse
import json
import re
import sys
from pathlib import Path

import httpx

from .diff import changes_between, report
from .generate import ROOT, TREE, files_of, generate, replace, run
from .overrides import load_overrides
from .spec import load_spec
from .toolchain import SEARCH_PATH
from .validation import GenerationError, read_json

_SPEC = "openapi.json"
_TIMEOUT = 10.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def main(
    arguments: list[str] | None = None, root: Path = ROOT, search_path: str = SEARCH_PATH
) -> int:
    """Run the command in a project, with tools from a search path; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m codegen.update", description=__doc__)
    parser.add_argument("spec", metavar="SPEC", help="the path or the URL of a document")
    source = parser.parse_args(arguments).spec
    return run(root, lambda scratch: update(source, root, scratch, search_path))


def update(source: str, root: Path, scratch: Path, search_path: str = SEARCH_PATH) -> int:
    """Replace the document of a project by that of a source; return the exit status.

    Raises:
        GenerationError: The new document does not fit; nothing was changed.
    """
    received = scratch / "received.json"
    received.write_bytes(fetch(source))
    old = load_spec(root / _SPEC, f"The current {_SPEC}")
    new = load_spec(received, source)
    if not (changes := changes_between(old, new)):
        print(f"{source} describes what {_SPEC} describes. Nothing was changed.")
        return 0
    entries = load_overrides(root / "codegen/operations.yaml")["operations"]
    # Flushed, to stand before the problems on the other stream.
    print(*report(changes, entries), sep="\n", flush=True)
    tree = scratch / "_generated"
    count = generate(new, root, tree, search_path)
    # As received, but in the layout that is committed, for readable diffs.
    text = json.dumps(read_json(received, source), indent=2, ensure_ascii=False)
    received.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    replace(root / TREE, tree)
    received.replace(root / _SPEC)
    print(
        f"{_SPEC} and {TREE} are replaced: {count} operations, {len(files_of(root / TREE))} files."
    )
    print("Next: review it with git diff, run make check, fix what the type checkers point at,")
    print("and commit openapi.json and the generated tree by themselves.")
    return 0


def fetch(source: str) -> bytes:
    """Read the bytes at a path or a URL; http is only for this machine.

    Raises:
        GenerationError: The source cannot be read.
    """
    try:
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", source):
            return Path(source).read_bytes()
        url = httpx.URL(source)
        if url.scheme != "https" and not (url.scheme == "http" and url.host in _LOOPBACK):
            raise GenerationError([f"{source} is not an https address; http is for localhost."])
        # Without the proxies and passwords of the environment.
        headers = {"Accept": "application/json"}
        response = httpx.get(url, headers=headers, timeout=_TIMEOUT, trust_env=False)
    except OSError as error:
        raise GenerationError([f"{source} cannot be read: {error.strerror}."]) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise GenerationError([f"{source} cannot be read: {reason}."]) from error
    if response.status_code != httpx.codes.OK:
        # Only the caller can decide to trust another address.
        target = f" to {response.headers['Location']}" if response.has_redirect_location else ""
        problem = f"{source} responds with {response.status_code}{target}; 200 is needed."
        raise GenerationError([problem])
    return response.content


if __name__ == "__main__":
    sys.exit(main())

"""The path of a newcomer: `make check-newcomer`, in an empty environment and an empty folder.

It has the built wheel, and what the tutorial installs beside it. The first example of the README is
run as it is pasted, then each step of docs/tutorial.md as it is written there.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from .wheel import ROOT, build

BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INCLUDED = re.compile(r"^```\{literalinclude\} \.\./(\S+)$", re.MULTILINE)
# What the tutorial tells to change in the test that it shows.
IMPORT = ("from .fastapi_service import", "from fastapi_service import")
# A person waits until the servers are up; curl has to be told.
PATIENT_CURL = 'curl() { command curl --fail --retry 60 --retry-connrefused --retry-delay 1 "$@"; }'


def steps_of(page: Path) -> dict[str, str]:
    """Return the text below each heading of a page, by the heading."""
    parts = re.split(r"^## (.+)$", page.read_text(), flags=re.MULTILINE)
    return dict(zip(["", *parts[1::2]], parts[::2], strict=True))


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of a language in a text."""
    return [code for name, code in BLOCK.findall(text) if name == language]


def commands(text: str) -> list[str]:
    """Return the commands of a text, without the prompt."""
    lines = "".join(blocks(text, "console")).splitlines()
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


class Newcomer:
    """A folder and an environment that know nothing of this repository."""

    def __init__(self, folder: Path, venv: Path) -> None:
        self.folder = folder
        inherited = {name: os.environ[name] for name in ("HOME", "LANG") if name in os.environ}
        self.environment: Mapping[str, str] = {
            **inherited,
            "PATH": f"{venv / 'bin'}:{os.defpath}:/usr/local/bin:/usr/bin:/bin",
        }

    def run(self, *command: str) -> str:
        """Run a command; return its output, or exit with it if it fails."""
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        shown = command[-1].splitlines()[-1]
        print(f"{time.monotonic() - started:6.1f} s  {shown}", flush=True)
        if done.returncode:
            raise SystemExit(f"It ended with {done.returncode}:\n{done.stdout}")
        return done.stdout

    def expect(self, text: str, output: str) -> None:
        """Exit unless an output has a text that the page shows."""
        if text not in output:
            raise SystemExit(f"There is no {text!r} in:\n{output}")


def main(arguments: list[str]) -> None:
    """Go the path, with the environment in a folder."""
    venv = Path(arguments[0], "venv").absolute()
    wheel = build(Path(arguments[0], "dist").absolute())
    tutorial = steps_of(ROOT / "docs/tutorial.md")
    with TemporaryDirectory() as folder:
        newcomer = Newcomer(Path(folder), venv)
        (install,) = (one for one in commands(tutorial["1. Install"]) if "pip install" in one)
        # That of an earlier run would stay: it has the same version.
        newcomer.run("pip", "uninstall", "--yes", "jetemail-api-client")
        # What the tutorial installs is there, from the lock file: pip finds it complete, or fails.
        of_wheel = install.replace("'.[", f"'{wheel}[").replace(
            "pip install", "pip install --no-index"
        )
        assert of_wheel != install, install
        newcomer.run("bash", "-ec", of_wheel)

        first = next(one for one in blocks((ROOT / "README.md").read_text(), "python"))
        output = newcomer.run("python", "-c", first)
        for text in re.findall(r"print\(.+\)  # (.+)$", first, re.MULTILINE):
            newcomer.expect(text, output)

        (hello,) = blocks(tutorial["2. Send an e-mail"], "python")
        (newcomer.folder / "hello.py").write_text(hello)
        newcomer.expect("is in the outbox: 1", newcomer.run("python", "hello.py"))

        for step in ("3. Write the service", "4. Test it"):
            (name,) = INCLUDED.findall(tutorial[step])
            text = (ROOT / name).read_text().replace(*IMPORT)
            (newcomer.folder / Path(name).name).write_text(text)
        newcomer.expect("6 passed", newcomer.run("bash", "-ec", *commands(tutorial["4. Test it"])))

        script = "\n".join(
            [PATIENT_CURL, "trap 'kill $(jobs -p)' EXIT", *commands(tutorial["5. Run it"])]
        )
        newcomer.expect('"jane@example.org"', newcomer.run("bash", "-ec", script))
    print("The README's first example and the tutorial run to their end.")


if __name__ == "__main__":
    main(sys.argv[1:])

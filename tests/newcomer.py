"""The path of a newcomer: `make check-newcomer`, in an empty environment.

It has the built wheel, and what the tutorial installs beside it. Each step of docs/tutorial.md is
run as it is written there, from a checkout on; the first example of the README as it is pasted.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .wheel import ROOT, build

BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
INCLUDED = re.compile(r"^```\{literalinclude\} \.\./(\S+)$", re.MULTILINE)
# What the tutorial tells to change in the test that it shows.
IMPORT = ("from .fastapi_service import", "from fastapi_service import")
# A command may go on in the next line, after a backslash.
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)


def steps_of(page: Path) -> dict[str, str]:
    """Return the text below each heading of a page, by the heading."""
    parts = re.split(r"^## (.+)$", page.read_text(), flags=re.MULTILINE)
    return dict(zip(["", *parts[1::2]], parts[::2], strict=True))


def blocks(text: str, language: str) -> list[str]:
    """Return the blocks of a language in a text."""
    return [code for name, code in BLOCK.findall(text) if name == language]


def scripts(text: str) -> list[str]:
    """Return the commands of each console block of a text, without the prompts."""
    return ["\n".join(COMMAND.findall(block)) for block in blocks(text, "console")]


def substituted(script: str, changes: Mapping[str, str]) -> str:
    """Return a script with the few changes that the place of the test needs; each must occur."""
    for written, instead in changes.items():
        assert script.count(written) == 1, (written, script)
        script = script.replace(written, instead)
    return script


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

    @contextmanager
    def terminal(self, script: str) -> Iterator[None]:
        """Have a script run in another terminal; close it at the end."""
        process = subprocess.Popen(
            ["bash", "-ec", script],
            cwd=self.folder,
            env=self.environment,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()

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
        newcomer = Newcomer(Path(folder, "checkout"), venv)
        newcomer.folder.mkdir()
        # Its options of pytest are not those of the tutorial: it has to be left.
        shutil.copy(ROOT / "pyproject.toml", newcomer.folder)
        # That of an earlier run would stay: it has the same version.
        newcomer.run("pip", "uninstall", "--yes", "jetemail-api-client")
        # What the tutorial installs is there, from the lock file: pip finds it complete, or fails.
        (install,) = scripts(tutorial["1. Install"])
        of_wheel = {
            "python -m venv .venv": f"ln -s {venv} .venv",
            "pip install": "pip install --no-index",
            "${OLDPWD}": str(wheel),
        }
        output = newcomer.run("bash", "-ec", f"{substituted(install, of_wheel)}\npwd")
        newcomer.folder = Path(output.splitlines()[-1])

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
        (test,) = scripts(tutorial["4. Test it"])
        newcomer.expect("6 passed", newcomer.run("bash", "-ec", test))

        servers, sign_up = scripts(tutorial["5. Run it"])
        with newcomer.terminal(servers):
            newcomer.expect('"jane@example.org"', newcomer.run("bash", "-ec", sign_up))
    print("The README's first example and the tutorial run to their end.")


if __name__ == "__main__":
    main(sys.argv[1:])

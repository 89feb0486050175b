"""The files of docker/: what they run is run here, without containers."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

import jetemail_api_client

DOCKER = Path(__file__).parents[2] / "docker"
# Of what the image copies. `make check-wheel` has the package elsewhere.
PLACES = [DOCKER.parent, Path(jetemail_api_client.__file__).parents[1]]
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
COMPOSE: Any = yaml.safe_load((DOCKER / "compose.yaml").read_text("utf-8"))["services"]

# The name of the other container only exists in its network.
SERVICE = f"""
import runpy, socket
own = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: own(
    "127.0.0.1" if host in ("jetemail", b"jetemail") else host, *rest, **more
)
runpy.run_path({str(DOCKER / "service.py")!r})
"""


def options_of(command: list[str]) -> list[str]:
    """Return the options of a command of the sandbox, for this machine and free ports."""
    name, *options = [one.replace("0.0.0.0", "127.0.0.1") for one in command]
    assert name == "jetemail-sandbox"
    return [one.replace("/etc/jetemail", str(DOCKER)) for one in options] + ["--port", "0"]


@pytest.mark.parametrize("source", ["Dockerfile", "compose.yaml"])
def test_service(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service of compose.yaml sends with its environment to the sandbox of either file."""
    (found,) = re.findall(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    in_compose = shlex.split(COMPOSE["jetemail"]["command"])
    options = options_of(json.loads(found) if source == "Dockerfile" else in_compose)
    command = [sys.executable, "-m", "jetemail_api_client.sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sandbox:
        lines: Any = sandbox.stdout
        greeting = "".join(iter(lines.readline, "  jetemail = JetEmail()\n"))
        port = re.findall(r"http://jetemail:(\d+)\n", greeting)[0]
        environment = COMPOSE["service"]["environment"]
        url = environment["JETEMAIL_BASE_URL"].replace("8025", port)
        ended = subprocess.run(
            [sys.executable, "-c", SERVICE],
            env=os.environ | environment | {"JETEMAIL_BASE_URL": url},
            capture_output=True,
            text=True,
            timeout=60,
        )
        sandbox.terminate()

    users = "['service']" if source == "compose.yaml" else "[]"
    assert re.fullmatch(rf"[0-9a-f]+ {re.escape(users)}\n", ended.stdout), ended.stderr


def test_image() -> None:
    """The image has no root, checks its health, and copies files that are there."""
    user = DOCKERFILE.index("USER 10001")
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.MULTILINE)
    ignored = (DOCKER / "Dockerfile.dockerignore").read_text().splitlines()

    assert user < DOCKERFILE.index("CMD [") and "HEALTHCHECK" in DOCKERFILE
    assert "EXPOSE 8025 8587" in DOCKERFILE
    assert DOCKERFILE.count("pip install") == DOCKERFILE.count("--no-cache-dir") == 3
    for one in " ".join(copied).split():
        assert any((place / one).exists() for place in PLACES)
        assert f"!{one.partition('/')[0]}" in ignored


def test_health(tmp_path: Path) -> None:
    """The health check fails without a sandbox."""
    (found,) = re.findall(r"CMD (\[\"python\", .*\])$", DOCKERFILE, re.MULTILINE)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    _, *arguments = json.loads(found.replace("8025", port))
    command = [sys.executable, *arguments]

    assert subprocess.run(command, cwd=tmp_path, stderr=subprocess.DEVNULL).returncode == 1

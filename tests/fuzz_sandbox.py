"""Generated requests against the sandbox: `make fuzz-sandbox` (ARGS="--max-examples 100").

Schemathesis makes them of openapi.json, alone and in sequences. The sandbox must never respond with
500, and a response that is described must be as described.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from jetemail_api_client.sandbox import API_KEY, TRANSACTIONAL_KEY, create_app, running

ROOT = Path(__file__).resolve().parent.parent
# Statuses are left out: the vendor documents few of them.
CHECKS = "not_a_server_error,response_schema_conformance,content_type_conformance"
# Each operation gets the kind of key that it needs.
HOOKS = f"""
import schemathesis

@schemathesis.auth()
class Keys:
    def get(self, case, context):
        return {TRANSACTIONAL_KEY!r} if case.path.startswith("/email") else {API_KEY!r}

    def set(self, case, key, context):
        case.headers["Authorization"] = "Bearer " + key
"""


def main(arguments: list[str]) -> int:
    """Run Schemathesis against a sandbox; return its exit status."""
    with tempfile.TemporaryDirectory() as folder, running(create_app()) as url:
        (Path(folder) / "hooks.py").write_text(HOOKS, encoding="utf-8")
        options = ["--url", url, "--checks", CHECKS, "--phases", "examples,fuzzing,stateful"]
        command = [
            *(sys.executable, "-m", "schemathesis.cli", "run", str(ROOT / "openapi.json")),
            *(*options, "--continue-on-failure", "--max-examples", "10", *arguments),
        ]
        environment = {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": folder, "PATH": ""}
        return subprocess.run(command, check=False, cwd=folder, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

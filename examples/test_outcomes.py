"""Test of the notebook.

Its code cells run as one program, with pictures drawn and not shown. A kernel of Jupyter would do
the same, and bring some thirty packages into the environment of the tests. So the cells use plain
Python, without the commands of IPython.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from jetemail_api_client import JetEmail
from jetemail_api_client.models import EmailMessage
from jetemail_api_client.sandbox import Sandbox

NOTEBOOK = Path(__file__).with_name("outcomes.ipynb")


Names = dict[str, Any]


def code_cells() -> list[dict[str, Any]]:
    """Return the code cells."""
    cells: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


@pytest.fixture
def run(
    jetemail_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Names]]:
    """Return a function that runs the notebook with the sandbox, and returns its names."""
    for name, value in jetemail_sandbox.connection.items():
        monkeypatch.setenv(f"JETEMAIL_{name.upper()}", str(value))
    mpl.use("Agg")
    # Agg cannot show: it would warn.
    monkeypatch.setattr(plt, "show", lambda: None)

    def run() -> Names:
        names: Names = {"__name__": "__main__"}
        for cell in code_cells():
            exec(compile("".join(cell["source"]), f"cell {cell['id']}", "exec"), names)  # noqa: S102
        return names

    yield run
    plt.close("all")


def test_a_day(
    run: Callable[[], Names], jetemail: JetEmail, capsys: pytest.CaptureFixture[str]
) -> None:
    """It counts the e-mails of all pages by outcome, draws them, and lists why they bounced."""
    recipients = ["jane@example.org"] * 120 + ["bounce@example.org"] * 3 + ["spam@example.org"]
    messages = [
        EmailMessage(from_="a@example.com", to=to, subject="Hi", text="Hi") for to in recipients
    ]
    jetemail.email.send_batch(emails=messages[:100])
    jetemail.email.send_batch(emails=messages[100:])
    axes = run()["axes"]
    printed = capsys.readouterr().out

    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["ACCEPTED (120)", "BOUNCED_HARD (3)", "SPAM (1)"]
    assert sum(bar.get_height() for bars in axes.containers for bar in bars) == 124
    assert printed.startswith("124 e-mails on ")
    assert "     3  550 5.1.1 User unknown" in printed


def test_empty_day(run: Callable[[], Names], capsys: pytest.CaptureFixture[str]) -> None:
    """A day without e-mails is an empty picture."""
    axes = run()["axes"]

    assert axes.get_legend() is None
    assert capsys.readouterr().out.startswith("0 e-mails on ")


def test_no_outputs() -> None:
    """No outputs are in the file: they would have addresses of others."""
    assert {(cell["execution_count"], len(cell["outputs"])) for cell in code_cells()} == {(None, 0)}

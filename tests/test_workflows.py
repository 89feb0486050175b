"""The workflows of the hosted CI: what they must do for a check to mean what it says."""

from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

WORKFLOWS = Path(__file__).parents[1] / ".github/workflows"


def workflow(name: str) -> dict[Any, Any]:
    """Load a workflow."""
    loaded: dict[Any, Any] = yaml.safe_load((WORKFLOWS / name).read_text())
    # In YAML 1.1, `on` is a boolean.
    return loaded | {"on": loaded[True]}


def commands(job: dict[str, Any]) -> list[str]:
    """Return the commands of a job, in order."""
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("name", ["check.yml", "release.yml"])
def test_redis(name: str) -> None:
    """Before tests run, Redis is installed: without it, some would be skipped without notice."""
    jobs = [commands(job) for job in workflow(name)["jobs"].values()]
    testing = [job for job in jobs if any(one.startswith("make ") for one in job)]

    assert testing
    for job in testing:
        installs = next(one for one in job if "redis-server" in one)
        assert job.index(installs) == len(job) - 2


def test_tag_is_checked_first() -> None:
    """A release begins with the check of its tag, which nothing expands."""
    first = commands(workflow("release.yml")["jobs"]["build"])[0]

    assert first == 'make check-tag TAG="$GITHUB_REF_NAME"'


def test_checks_of_a_proposed_change() -> None:
    """The change that is proposed starts the checks, and its report has no output of the set-up."""
    proposing = workflow("update-spec.yml")
    set_up, follow, propose = commands(proposing["jobs"]["update"])

    assert set_up == "make .venv/dev.stamp"
    assert follow.startswith("make update-spec | tee")
    assert 'gh workflow run check.yml --ref "$BRANCH"' in propose
    assert proposing["permissions"]["actions"] == "write"
    assert "workflow_dispatch" in workflow("check.yml")["on"]

"""A headless Chromium of the system, driven by Playwright: for tests and pictures of the page."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing() -> str | None:
    """Return what has to be installed for a browser, or None."""
    if CHROMIUM is None:
        return "There is no Chromium: apt-get install chromium"
    if find_spec("playwright") is None:
        return "There is no Playwright: make check-page, or pip install playwright"
    return None


@contextmanager
def browsing(profile: Path, **options: Any) -> Iterator[Any]:
    """Run Chromium with a new profile; yield its context, of these options of Playwright."""
    # By name: the library is large, and type checkers do not need it.
    sync_api = import_module("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=_FLAGS, **options
        )
        try:
            yield context
        finally:
            context.close()

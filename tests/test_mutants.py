"""What is made of a run of mutmut: which changes are to look at, whatever became of them."""

from collections import Counter

import pytest

from .mutants import Mutant, accepted, complaints, function_of, mutant_of, statuses

DIFF = """\
--- jetemail_api_client/_policy.py
+++ jetemail_api_client/_policy.py
@@ -1,4 +1,3 @@
 def f(a):
     return g(
-        a,
-        b,
+        None,
     )"""
NAME = "jetemail_api_client._policy.x_f__mutmut_7"
MUTANT = Mutant("_policy.f", "a, b,", "None,")
ENTRY = """
[[mutant]]
function = "_policy.f"
line = "a, b,"
becomes = "None,"
"""
MODULES = ["jetemail_api_client/_policy.py"]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        (NAME, "_policy.f"),
        ("jetemail_api_client._plans.x__is__mutmut_1", "_plans._is"),
        ("jetemail_api_client._pacing.x\u01c1_Queue\u01c1go__mutmut_12", "_pacing._Queue.go"),
    ],
)
def test_function(name: str, function: str) -> None:
    """A function is told as in the code, and without the number of the mutant."""
    assert function == function_of(name)


def test_mutant() -> None:
    """A mutant is told by what it changes, wherever that stands."""
    assert MUTANT == mutant_of(NAME, DIFF)
    assert "_policy.f\n  - a, b,\n  + None," == str(MUTANT)


def test_statuses() -> None:
    """What became of a mutant may be told in several words."""
    results = f"    {NAME}: no tests\n    x: killed\n\n"

    assert {NAME: "no tests", "x": "killed"} == statuses(results)


def test_accepted() -> None:
    """A mutant is accepted with a reason only; the list may be empty."""
    assert Counter() == accepted("# None.")
    assert Counter([MUTANT]) == accepted(f'{ENTRY}reason = "it makes no difference"')
    with pytest.raises(ValueError, match=r"without a reason: _policy\.f"):
        accepted(ENTRY)
    with pytest.raises(ValueError, match=r"without a reason: _policy\.f"):
        accepted(f'{ENTRY}reason = ""')


def test_run_that_is_as_expected() -> None:
    """If only accepted mutants are left, there is nothing to look at."""
    assert [] == complaints(MODULES, {NAME: "survived"}, Counter([MUTANT]), Counter([MUTANT]))


@pytest.mark.parametrize(
    ("left", "known", "words"),
    [
        ([MUTANT], [], "Not killed, and without a reason"),
        ([MUTANT, MUTANT], [MUTANT], "Not killed, and without a reason"),
        ([], [MUTANT], "Accepted, and there no more"),
    ],
)
def test_run_that_is_not(left: list[Mutant], known: list[Mutant], words: str) -> None:
    """What is not killed needs an entry of its own, and each entry one that is not killed."""
    complaint = f"{words}: {MUTANT}"

    assert [complaint] == complaints(MODULES, {NAME: ""}, Counter(left), Counter(known))


def test_module_that_was_left_out() -> None:
    """A module without any mutant is told, so that none is left out by a slip."""
    told = complaints([*MODULES, "jetemail_api_client/_turns.py"], {NAME: ""}, Counter(), Counter())

    assert ["Not mutated at all: jetemail_api_client/_turns.py"] == told

"""Evaluation of a run of mutmut: parsing of its output, and the problems reported."""

from collections import Counter

import pytest

from .mutants import Mutant, accepted, function_of, mutant_of, problems, statuses

DIFF = """\
--- jetemail_api_client/_call/policy.py
+++ jetemail_api_client/_call/policy.py
@@ -1,4 +1,3 @@
 def f(a):
     return g(
-        a,
-        b,
+        None,
     )"""
NAME = "jetemail_api_client._call.policy.x_f__mutmut_7"
MUTANT = Mutant("_call.policy.f", "a, b,", "None,")
ENTRY = """
[[mutant]]
function = "_call.policy.f"
line = "a, b,"
becomes = "None,"
"""
MODULES = ["jetemail_api_client/_call/policy.py"]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        (NAME, "_call.policy.f"),
        ("jetemail_api_client._reconcilers.x__is__mutmut_1", "_reconcilers._is"),
        (
            "jetemail_api_client._call.rate_limit.x\u01c1_Queue\u01c1go__mutmut_12",
            "_call.rate_limit._Queue.go",
        ),
    ],
)
def test_function(name: str, function: str) -> None:
    """The function of a mutant is named as in the code, without the number of the mutant."""
    assert function == function_of(name)


def test_mutant() -> None:
    """A mutant is identified by its function and its change, not by line numbers."""
    assert MUTANT == mutant_of(NAME, DIFF)
    assert "_call.policy.f\n  - a, b,\n  + None," == str(MUTANT)


def test_statuses() -> None:
    """A status may consist of several words."""
    results = f"    {NAME}: no tests\n    x: killed\n\n"

    assert {NAME: "no tests", "x": "killed"} == statuses(results)


def test_accepted_mutants() -> None:
    """A mutant is accepted only with a reason; the list may be empty."""
    assert Counter() == accepted("# None.")
    assert Counter([MUTANT]) == accepted(f'{ENTRY}reason = "it makes no difference"')
    with pytest.raises(ValueError, match=r"without a reason: _call\.policy\.f"):
        accepted(ENTRY)
    with pytest.raises(ValueError, match=r"without a reason: _call\.policy\.f"):
        accepted(f'{ENTRY}reason = ""')


def test_run_without_problems() -> None:
    """A run in which only accepted mutants survive has no problems."""
    assert [] == problems(MODULES, {NAME: "survived"}, Counter([MUTANT]), Counter([MUTANT]))


@pytest.mark.parametrize(
    ("survivors", "known", "problem"),
    [
        ([MUTANT], [], "Survived, not accepted"),
        ([MUTANT, MUTANT], [MUTANT], "Survived, not accepted"),
        ([], [MUTANT], "Accepted, but not a survivor"),
    ],
)
def test_run_with_a_problem(survivors: list[Mutant], known: list[Mutant], problem: str) -> None:
    """Each survivor needs an accepted entry, and each entry a survivor."""
    found = problems(MODULES, {NAME: ""}, Counter(survivors), Counter(known))

    assert [f"{problem}: {MUTANT}"] == found


def test_module_without_mutants() -> None:
    """A module without any mutant is reported."""
    found = problems(
        [*MODULES, "jetemail_api_client/_call/flow.py"], {NAME: ""}, Counter(), Counter()
    )

    assert ["Not mutated: jetemail_api_client/_call/flow.py"] == found

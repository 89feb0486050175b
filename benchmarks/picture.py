"""Draw docs/cost.svg, the picture in the README, from build/bench/results.json.

    python -m benchmarks.picture

The same results give the same bytes: no date, and ids from a fixed salt. The background is part of
the picture, which is readable on light and dark pages.
"""

import json
from importlib import import_module
from statistics import median
from typing import Any

from .measure import RESULTS, Results
from .report import ratio
from .server import ROOT

PICTURE = ROOT / "docs/cost.svg"
TEXT = "#24292f"
FAINT = "#d0d7de"
MARKED = "#0969da"
PEER = "#6e7781"
VENDOR = "vendor's SDK (requests)"


def costs(results: Results) -> dict[str, tuple[float, float]]:
    """Return the CPU per call at 100 concurrent calls, and its ratio to aiohttp, highest first."""
    rounds = results["tasks"]["100"].copy()
    if VENDOR in results["threads"]["100"]:
        rounds["vendor's SDK, 100 threads"] = results["threads"]["100"][VENDOR]
    alone = rounds["aiohttp"]
    both = {name: (median(one), ratio(one, alone)) for name, one in rounds.items()}
    return dict(sorted(both.items(), key=lambda pair: -pair[1][1]))


def draw(by_name: dict[str, tuple[float, float]]) -> None:
    """Draw a dot for each client on a scale of powers of ten."""
    matplotlib: Any = import_module("matplotlib")
    matplotlib.rcParams |= {
        "svg.hashsalt": "jetemail",
        # Text stays text: small, and readable by a screen reader.
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 11,
        "text.color": TEXT,
        "xtick.color": TEXT,
        "ytick.color": TEXT,
    }
    figure = import_module("matplotlib.figure").Figure(figsize=(8, 0.6 + 0.36 * len(by_name)))
    axes = figure.add_axes((0.27, 0.12, 0.71, 0.74))
    for row, (name, (cost, over_aiohttp)) in enumerate(by_name.items()):
        is_ours = name == "this client"
        colour = MARKED if is_ours else PEER
        axes.plot([cost], [row], "o", color=colour, markersize=9)
        label = f"{cost:,.0f} µs ({over_aiohttp:,.1f})"
        weight = "bold" if is_ours else "normal"
        axes.annotate(
            label,
            (cost, row),
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            # It hides the grid lines behind the label.
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
            fontweight=weight,
        )
    axes.set_yticks(range(len(by_name)), list(by_name))
    axes.set_ylim(-0.6, len(by_name) - 0.4)
    axes.set_xscale("log")
    medians = [cost for cost, _ in by_name.values()]
    axes.set_xlim(min(medians) * 0.7, max(medians) * 8)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.tick_params(length=0, which="both")
    axes.grid(axis="x", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for spine in axes.spines.values():
        spine.set_visible(False)
    title = "µs of CPU per call (over aiohttp alone), 100 at a time; logarithmic"
    figure.text(0.02, 0.93, title, va="center", fontweight="bold")
    PICTURE.parent.mkdir(exist_ok=True)
    figure.savefig(
        PICTURE, format="svg", facecolor="white", metadata={"Date": None, "Creator": None}
    )


if __name__ == "__main__":
    draw(costs(json.loads(RESULTS.read_text("utf-8"))))

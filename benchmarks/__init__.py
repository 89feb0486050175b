"""Benchmarks: `make bench`, `make bench-picture` and `make churn`.

`clients` lists what is measured; `measure` measures it, with `turns`, `calls` and `fresh`; `report`
prints the goals, `picture` draws. `churn` cancels calls. `server` is the other end of all else.
"""

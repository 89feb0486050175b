"""Benchmarks: `make bench`, `make bench-picture`, `make cost` and `make churn`.

`clients` lists what is measured; `measure` measures it, with `turns`, `calls` and `fresh`; `report`
prints the goals, `picture` draws. `cost` counts the instructions of what `counted` runs, `churn`
cancels calls. `server` is the other end of all but `churn`.
"""

"""Benchmarks: `make bench`, `make bench-picture`, `make cost` and `make churn`.

`clients` lists the clients, `measure` measures them with `rounds`, `calls` and `fresh`, `report`
prints the goals, and `picture` draws the picture of the README. `cost` counts the instructions of
the calls in `counted`; `churn` cancels calls. `server` serves all of them except `churn`.
"""

"""Benchmarks: `make bench`, `make bench-picture`, `make throughput`, `make cost` and `make churn`.

`clients` lists the clients, `measure` measures them with `rounds`, `calls` and `fresh`, `report`
prints the goals, and `picture` draws the picture of the README. `cost` counts the instructions of
the calls in `counted`; `churn` cancels calls. `server` serves all of them except `churn`.

`throughput` sends a list beyond the rate limit to the sandbox, in `virtual_time`.
"""

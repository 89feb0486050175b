"""Tests of examples/workers, with worker processes, a Redis and a sandbox."""

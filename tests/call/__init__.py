"""Tests of one call, which mirror `_call` and `_reconcilers`."""

"""Tests of the base of generated code, which mirror `_runtime`."""

"""Tests of the documents: their examples run, and their tables are complete."""

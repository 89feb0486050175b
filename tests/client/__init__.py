"""Tests of the clients, their options and their hooks."""

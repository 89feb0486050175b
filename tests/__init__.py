"""Tests; files mirror modules."""

"""Tests of the resources with behaviour of their own."""

"""Tests with openapi.json as oracle: requests, responses and models of every operation."""

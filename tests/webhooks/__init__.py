"""Webhooks: verifiers, parsing, duplicate guards, and the example service."""

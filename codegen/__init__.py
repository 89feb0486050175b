"""Turns openapi.json into jetemail_api_client/_generated: `make generate`."""

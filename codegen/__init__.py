"""Generate jetemail_api_client/_generated from openapi.json: `make generate`."""

"""The endpoints of webhooks.

Generated from openapi.json: change that or codegen/, not this.
"""

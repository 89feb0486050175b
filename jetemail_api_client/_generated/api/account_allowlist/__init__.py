"""The endpoints of account_allowlist.

Generated from openapi.json: change that or codegen/, not this.
"""

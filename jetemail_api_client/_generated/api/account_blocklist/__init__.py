"""The endpoints of account_blocklist.

Generated from openapi.json: change that or codegen/, not this.
"""

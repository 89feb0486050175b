"""The endpoints of domain_blocklist.

Generated from openapi.json: change that or codegen/, not this.
"""

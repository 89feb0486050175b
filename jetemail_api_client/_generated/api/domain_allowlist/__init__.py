"""The endpoints of domain_allowlist.

Generated from openapi.json: change that or codegen/, not this.
"""

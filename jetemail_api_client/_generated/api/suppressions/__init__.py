"""The endpoints of suppressions.

Generated from openapi.json: change that or codegen/, not this.
"""

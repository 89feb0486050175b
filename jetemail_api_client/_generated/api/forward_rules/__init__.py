"""The endpoints of forward_rules.

Generated from openapi.json: change that or codegen/, not this.
"""

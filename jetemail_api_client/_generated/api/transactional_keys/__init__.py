"""The endpoints of transactional_keys.

Generated from openapi.json: change that or codegen/, not this.
"""

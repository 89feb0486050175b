"""The endpoints of quarantine.

Generated from openapi.json: change that or codegen/, not this.
"""

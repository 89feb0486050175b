"""The endpoints of forward_destinations.

Generated from openapi.json: change that or codegen/, not this.
"""

"""A module for each resource, a class for each flavour.

Generated from openapi.json: change that or codegen/, not this.
"""

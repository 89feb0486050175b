"""A package for each resource, a module for each operation.

Generated from openapi.json: change that or codegen/, not this.
"""

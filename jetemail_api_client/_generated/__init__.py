"""Models, endpoint functions and resources of the JetEmail API.

Generated from openapi.json: change that or codegen/, not this.
"""

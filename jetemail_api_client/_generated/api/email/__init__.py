"""The endpoints of email.

Generated from openapi.json: change that or codegen/, not this.
"""

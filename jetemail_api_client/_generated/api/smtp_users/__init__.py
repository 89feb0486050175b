"""The endpoints of smtp_users.

Generated from openapi.json: change that or codegen/, not this.
"""

"""The endpoints of inbound_logs.

Generated from openapi.json: change that or codegen/, not this.
"""

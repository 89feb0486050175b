"""The endpoints of outbound_logs.

Generated from openapi.json: change that or codegen/, not this.
"""

"""The endpoints of inbound_domains.

Generated from openapi.json: change that or codegen/, not this.
"""

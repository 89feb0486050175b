"""The endpoints of outbound_domains.

Generated from openapi.json: change that or codegen/, not this.
"""

"""Outbound mail: what sends it, its messages and what becomes of them. No I/O."""

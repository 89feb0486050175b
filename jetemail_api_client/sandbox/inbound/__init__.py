"""Inbound mail: domains, rules, forwarding and webhooks with the mail. No I/O."""

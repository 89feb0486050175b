"""Runs over many messages and many SMTP users, against the sandbox."""

"""The submission port: the server, what a user may send, and mail as messages."""

"""The sandbox: over HTTP, as a command, and through the client."""

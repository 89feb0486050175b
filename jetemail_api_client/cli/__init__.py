"""The command `jetemail`, for operators: send from a file, ensure SMTP users, look at a journal.

Nothing of the package imports it; it needs the extra `cli`.
"""

LACKS_EXTRA = "The command is an extra: pip install 'jetemail-api-client[cli]'"

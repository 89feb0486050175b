"""What generated code stands on, and all of ours that it may import.

`records` are what goes out and how it is read, `checks` look at arguments, `readings` at answers.
Nothing here does I/O or knows an HTTP library.
"""

"""One account: all that it holds, and its way to and from files. No I/O but that of files."""

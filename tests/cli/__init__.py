"""The command `jetemail`, in the process of a test and in its own."""

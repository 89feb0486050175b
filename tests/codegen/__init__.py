"""Tests of codegen/, a file or more for each module, and of the code that it generates."""

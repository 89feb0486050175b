"""Tests over raw sockets: the fault matrix, injected faults, cancellation and interrupts."""

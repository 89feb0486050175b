"""HTTP: the API, faults, deliveries, the interface below `/_sandbox/` and its page."""

"""Modules by themselves: errors, models and telemetry."""

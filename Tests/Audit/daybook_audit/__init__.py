"""Proves that nothing is lost between a run's events and its reports."""

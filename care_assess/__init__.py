"""Maturity of healthcare establishments in cybersecurity: questionnaires, explained scores, plan, report."""

__version__ = "1.0.0"

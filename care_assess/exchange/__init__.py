"""Questionnaires of other tools: read into our format, and ours written for them."""

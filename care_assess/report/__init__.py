"""The maturity report: blocks (:mod:`content`), the PDF, and the plan as tables."""

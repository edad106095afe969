"""What the instruments of the six topics share: registers that are kept, answers that they propose, dates."""

from __future__ import annotations

from care_assess.topics.proposals import Proposal, fitting, months_since

__all__ = ["Proposal", "fitting", "months_since"]

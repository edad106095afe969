"""Questions entrusted to the person who knows: what was asked, what has become of it.

events ── fold_delegations ──▶ Delegation (who, which questions, until when, each question's state)
questionnaires ── selections ──▶ what can be entrusted at once: a section, a questionnaire, a role

The link that leads to them is never here: only its digest.
"""

from __future__ import annotations

from care_assess.delegation.model import (
    KINDS,
    STATES,
    Delegation,
    DelegationEvent,
    Kind,
    Standing,
    State,
    fold_delegations,
)
from care_assess.delegation.selecting import (
    SELECTION_KINDS,
    Selection,
    SelectionKind,
    selections,
)

__all__ = [
    "KINDS",
    "SELECTION_KINDS",
    "STATES",
    "Delegation",
    "DelegationEvent",
    "Kind",
    "Selection",
    "SelectionKind",
    "Standing",
    "State",
    "fold_delegations",
    "selections",
]

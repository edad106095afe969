"""Whether a text concerns the establishment, by its profile."""

from __future__ import annotations

from collections.abc import Mapping

from care_assess.questionnaire import Condition, ProfileIs
from care_assess.questionnaire.conditions import settled

__all__ = ["is_concerned"]


def is_concerned(condition: Condition | None, facts: Mapping[str, bool | None]) -> bool | None:
    """Whether the establishment is concerned; None: its profile does not say.

    ``facts``: see :func:`care_assess.answers.profile_of`. No answer is asked: it is never known here.
    """
    if condition is None:
        return True
    return settled(
        condition, lambda one: facts.get(one.key) if isinstance(one, ProfileIs) else None
    )

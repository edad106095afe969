"""Cyber crisis exercises: the register of those held, which ones count, when the next is due, which kit to take.

    Register ── Exercise ── Lesson
    register ──▶ hindrances and gaps of each ──▶ next date, recommended kit, proposed answers
    ready-to-run exercises (YAML, ours) ──▶ Kit, adapted to an establishment

An exercise counts by what ARS Occitanie says of it and instruction DNS/2025/12 asks; the kit by our rule.
"""

from __future__ import annotations

from care_assess.exercises.counting import (
    Gap,
    Hindrance,
    counting,
    doubts,
    gaps,
    hindrances,
    last_counting,
    next_due,
)
from care_assess.exercises.model import (
    FORMS,
    FUNCTIONS,
    LEVELS,
    MOST,
    MOST_LESSONS,
    REVIEWS,
    SCOPES,
    SOURCES,
    Exercise,
    Form,
    Function,
    Lesson,
    Level,
    Register,
    Review,
    Scope,
    Source,
)
from care_assess.exercises.recommending import Advice, recommend

__all__ = [
    "FORMS",
    "FUNCTIONS",
    "LEVELS",
    "MOST",
    "MOST_LESSONS",
    "REVIEWS",
    "SCOPES",
    "SOURCES",
    "Advice",
    "Exercise",
    "Form",
    "Function",
    "Gap",
    "Hindrance",
    "Lesson",
    "Level",
    "Register",
    "Review",
    "Scope",
    "Source",
    "counting",
    "doubts",
    "gaps",
    "hindrances",
    "last_counting",
    "next_due",
    "recommend",
]

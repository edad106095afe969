"""What is noted beside the answers of an assessment, as it is kept now."""

from __future__ import annotations

from datetime import date
from functools import partial

from care_assess.assessments import Assessments, OpenAssessment
from care_assess.budget.keeping import from_json as budget_from
from care_assess.campaign.keeping import from_json as campaign_from
from care_assess.exercises.keeping import from_json as exercises_from
from care_assess.perimeters.keeping import from_json as perimeters_from
from care_assess.steering.facts import Facts
from care_assess.steering.noting import facts_of
from care_assess.topics.registers import Registers

__all__ = ["facts_noted", "registers_of"]


def registers_of(assessments: Assessments, opened: OpenAssessment) -> Registers:
    """All the registers of an assessment."""
    info = opened.info
    kept = partial(assessments.choices.get, info.id)
    return Registers(
        exercises=exercises_from(kept("exercises")),
        perimeters=perimeters_from(kept("perimeters")),
        campaign=campaign_from(kept("campaign")),
        budget=budget_from(kept("budget"), info.date.year - 1),
    )


def facts_noted(assessments: Assessments, opened: OpenAssessment, today: date) -> Facts:
    """The hard facts of an assessment: of its registers, else of its answers."""
    sheet, registers = opened.sheet, registers_of(assessments, opened)
    concerned = {name for name, one in assessments.applicability(opened).items() if one.applies}
    return facts_of(sheet, concerned, registers, max(today, sheet.date))

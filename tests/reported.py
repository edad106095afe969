"""Reports of small questionnaires, and what they say part by part."""

from __future__ import annotations

from datetime import date

from build import a_reference
from filled import a_sheet

from care_assess.plan import build_plan
from care_assess.report.blocks import Heading, OnePage, Report, headings, text_of
from care_assess.report.content import build
from care_assess.scoring import score

DEMO = ("chu-de-grandval", "ch-de-valmont", "clinique-des-tilleuls")


def told(
    questionnaire, answers=None, *, previous=None, lang="en", reference=None, **parts
) -> Report:
    """The report of a small questionnaire."""
    questionnaires = [questionnaire.built]
    reference = reference or a_reference()
    sheet = a_sheet(answers, **parts)
    scores = score(questionnaires, sheet, reference)
    plan = build_plan(questionnaires, sheet, scores, reference)
    before = None
    if previous is not None:
        former = a_sheet(previous, date=date(2025, 11, 23))
        before = (former, score(questionnaires, former, reference))
    return build(sheet, questionnaires, reference, scores, plan, previous=before, lang=lang)


def texts(report: Report) -> list[str]:
    return list(text_of(report.blocks))


def part(report: Report, name: str) -> list[str]:
    """The texts of one part, from its heading to the next of level 1."""
    said: list[str] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, OnePage):
            inside = False
            if next(headings((block,))).id == name:
                return list(text_of(block.blocks))
            continue
        if isinstance(block, Heading) and block.level == 1:
            inside = block.id == name
        if inside:
            said += text_of((block,))
    return said

"""The demonstration establishments as reports, made once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from care_assess.answers import Sheet
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import build_plan
from care_assess.questionnaire import QuestionId
from care_assess.report.blocks import Report
from care_assess.report.content import build
from care_assess.report.pdf import write_pdf
from care_assess.scoring import score


@cache
def _catalogue():
    return load_catalogue()


@cache
def _demo():
    return dict(demo_sheets(_catalogue()))


class Teller:
    """Tells reports of sheets that answer the shipped questionnaires."""

    def __init__(self) -> None:
        self.catalogue = _catalogue()
        self._made: dict[tuple[str, str], bytes] = {}

    def sheet(self, name: str) -> Sheet:
        return _demo()[name]

    def with_comment(self, comment: str, question: str = "GOV-01") -> Sheet:
        """The sheet of the CH with that comment."""
        sheet = self.sheet("ch-de-valmont-2026")
        name = QuestionId(question)
        answers = {**sheet.answers, name: replace(sheet.answers[name], comment=comment)}
        return replace(sheet, answers=answers)

    def parts(self, sheet: Sheet) -> tuple:
        """What every writer asks: sheet, questionnaires, vocabulary, scores, plan."""
        questionnaires = self.catalogue.select(sheet.versions)
        reference = self.catalogue.reference
        scores = score(questionnaires, sheet, reference)
        plan = build_plan(questionnaires, sheet, scores, reference)
        return sheet, questionnaires, reference, scores, plan

    def report(self, sheet: Sheet, previous: Sheet | None = None, **options) -> Report:
        before = None
        if previous is not None:
            before = (previous, self.parts(previous)[3])
        return build(*self.parts(sheet), previous=before, **options)

    def pdf(self, name: str, lang: str = "fr") -> bytes:
        """The PDF of a demonstration establishment, compared with its year before; made once."""
        if (name, lang) not in self._made:
            sheet, previous = self.sheet(f"{name}-2026"), self.sheet(f"{name}-2025")
            self._made[name, lang] = write_pdf(self.report(sheet, previous, lang=lang))
        return self._made[name, lang]


@pytest.fixture(scope="session")
def teller() -> Teller:
    return Teller()

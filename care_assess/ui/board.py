"""What the pages of results share: one assessment with its scores, read once a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from care_assess.answers import Applies, Progress, Sheet, progress
from care_assess.assessments import Assessments, OpenAssessment
from care_assess.questionnaire import (
    OUTSIDE,
    TOPICS,
    Question,
    QuestionId,
    Questionnaire,
    Reference,
)
from care_assess.scoring import Scores
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.levels import Theme, current_theme

__all__ = ["LISTS", "Board", "board"]

LISTS = (*TOPICS, OUTSIDE)
"""The six topics and the seventh list, in the order in which they are shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """An open assessment and all that is shown of it. ``progress``: over all its questions."""

    seam: Assessments
    opened: OpenAssessment
    sheet: Sheet
    questionnaires: tuple[Questionnaire, ...]
    reference: Reference
    applicable: Mapping[QuestionId, Applies]
    scores: Scores
    progress: Progress
    tr: Translator
    theme: Theme

    @property
    def cover(self) -> str:
        """Establishment, date and tier in one line (not escaped)."""
        info, tr = self.opened.info, self.tr
        return tr(
            "results.assessment",
            name=info.organisation.name,
            date=tr.date(info.date),
            tier=tr(f"ui.tier.{info.tier}"),
        )

    @property
    def questions(self) -> Mapping[QuestionId, Question]:
        """Every question of the assessment, by its id."""
        return {question.id: question for one in self.questionnaires for question in one.questions}

    def owner(self, question: QuestionId) -> str:
        """Who usually knows the answer to a question."""
        return self.tr.text(self.reference.owners[self.questions[question].answered_by])


def board() -> Board:
    """The assessment that is open; without one the page says so and ends (see :func:`shell.opened`)."""
    opened, seam = shell.opened(), shell.assessments()
    sheet, applicable = opened.sheet, seam.applicability(opened)
    questionnaires = seam.questionnaires(opened)
    questions = [question for one in questionnaires for question in one.questions]
    return Board(
        seam=seam,
        opened=opened,
        sheet=sheet,
        questionnaires=questionnaires,
        reference=seam.catalogue.reference,
        applicable=applicable,
        scores=seam.scores(opened),
        progress=progress(questions, sheet, applicable),
        tr=shell.reader().tr,
        theme=current_theme(),
    )

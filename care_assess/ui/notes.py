"""Answers to earlier versions of the questionnaires, next to the questions that take them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from care_assess.answers import Note
from care_assess.assessments import OpenAssessment
from care_assess.questionnaire import QuestionId, Questionnaire, Reference
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.markdown import plain
from care_assess.wording import earlier, note_in_words

__all__ = ["Notes", "notes_of"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """The notes of one assessment, and what it takes to say them."""

    notes: tuple[Note, ...]
    asked: frozenset[QuestionId]
    earlier: Sequence[Questionnaire]
    reference: Reference
    tr: Translator

    def beside(self, question: QuestionId) -> None:
        """Show what is to be read next to a question."""
        found = [note for note in self.notes if question in note.beside]
        if found:
            with st.expander(
                self.tr("versions.note.beside", n=len(found)),
                icon=":material/history:",
                expanded=True,
            ):
                self._show(found)

    def gone(self) -> None:
        """Show what is next to no question any more."""
        found = [note for note in self.notes if not self.asked.intersection(note.beside)]
        if found:
            st.header(self.tr("versions.note.gone"), anchor=False)
            st.markdown(self.tr("versions.note.gone_text"))
            for note in found:
                with st.container(border=True):
                    self._show([note])

    def _show(self, notes: Sequence[Note]) -> None:
        for note in notes:
            title, said = note_in_words(note, self.earlier, self.reference, self.tr)
            st.caption(plain(title))
            st.text(said)


def notes_of(opened: OpenAssessment) -> Notes:
    """The notes of an assessment."""
    seam = shell.assessments()
    questionnaires = seam.questionnaires(opened)
    return Notes(
        notes=opened.notes,
        asked=frozenset(question.id for one in questionnaires for question in one.questions),
        earlier=earlier(seam.catalogue, opened.notes),
        reference=seam.catalogue.reference,
        tr=shell.reader().tr,
    )

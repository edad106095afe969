"""One question as a card: its words, its fields, and one quiet line on what became of the answer."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from care_assess.answers import CLEARED, AnswerEvent
from care_assess.questionnaire import Question, Reference
from care_assess.text import Translator
from care_assess.ui.autosave import Autosave, Conflict, Kept
from care_assess.ui.markdown import plain
from care_assess.ui.notes import Notes
from care_assess.ui.shell import Reader
from care_assess.ui.widgets import Fields
from care_assess.wording import in_words

__all__ = ["Card", "show_question"]


def show_question(question: Question, tr: Translator) -> None:
    """The words of a question, at the top of its card."""
    st.subheader(plain(tr.text(question.text)), anchor=False)
    if question.help:
        st.caption(plain(tr.text(question.help)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """Draws the cards of a page, each saving its own answer."""

    save: Autosave
    reader: Reader
    reference: Reference
    prefix: str
    notes: Notes

    def draw(self, question: Question) -> None:
        """The card of one question."""
        tr = self.reader.tr
        with st.container(border=True):
            conflict = self.save.conflict(question.id)
            if conflict:
                self._choose(question, conflict)
            show_question(question, tr)
            fields = Fields(question=question, reference=self.reference, tr=tr, prefix=self.prefix)
            stored, forced = self.save.to_show(question.id)
            kept = self.save.keep(question, fields.draw(stored, forced=forced))
            self.notes.beside(question.id)
            self._foot(question, kept, fields)

    def _choose(self, question: Question, conflict: Conflict) -> None:
        """Two people answered: both answers, and a button for each."""
        tr, theirs = self.reader.tr, conflict.theirs
        who = plain(theirs.author) or tr("form.someone")
        with st.container(border=True):
            st.warning(
                tr("form.conflict.said", who=who, at=self._at(theirs)),
                icon=":material/group:",
            )
            st.markdown(tr("form.conflict.theirs"))
            st.text(in_words(question, theirs.answer, self.reference, tr))
            st.markdown(tr("form.conflict.mine"))
            st.text(in_words(question, conflict.mine, self.reference, tr))
            with st.container(horizontal=True):
                if st.button(tr("form.conflict.keep_mine"), key=f"mine.{question.id}"):
                    self.save.keep_mine(question)
                if st.button(
                    tr("form.conflict.keep_theirs"), key=f"theirs.{question.id}", type="primary"
                ):
                    self.save.keep_theirs(question.id)

    def _foot(self, question: Question, kept: Kept, fields: Fields) -> None:
        tr = self.reader.tr
        owner = self.reference.owners.get(question.answered_by)
        parts = [question.id, self._state(kept)]
        known = kept.event is not None and kept.event.answer.kind in {"value", "not_applicable"}
        if owner and not known and not kept.problem:
            parts.append(tr("form.ask", who=plain(tr.text(owner))))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(" · ".join(parts))
            if kept.event and kept.event.source == "previous":
                if st.button(tr("form.confirm"), key=fields.key("confirm"), type="tertiary"):
                    self.save.confirm(question.id)
            elif self.save.can_undo(question.id) and st.button(
                tr("form.undo"), key=fields.key("undo"), type="tertiary", icon=":material/undo:"
            ):
                self.save.undo(question.id)

    def _state(self, kept: Kept) -> str:
        """What became of the answer, in a few words."""
        tr = self.reader.tr
        if kept.problem:
            return f"**{tr('form.state.not_saved', why=plain(tr.message(kept.problem)))}**"
        event = kept.event
        if event is None or event.answer == CLEARED:
            return tr("form.state.unanswered")
        if event.source in {"previous", "migration"} and event.origin:
            return tr(f"form.state.{event.source}", date=tr.date(event.origin))
        said = tr(
            f"form.state.{'imported' if event.source == 'import' else 'saved'}", at=self._at(event)
        )
        if event.author and event.author != self.reader.author:
            return tr("form.state.by", said=said, who=plain(event.author))
        return said

    def _at(self, event: AnswerEvent) -> str:
        """``14:02`` for today, else the day too."""
        reader = self.reader
        if reader.is_today(event.at):
            return reader.tr("form.state.at", time=reader.time(event.at))
        return reader.tr("form.state.on_day", date=reader.day(event.at), time=reader.time(event.at))

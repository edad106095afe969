"""The parts of the obligations page: the sentence to repeat, then a table for each moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from care_assess.obligations import Agenda, Due, Timing
from care_assess.report.obligations import (
    apart_words,
    due_words,
    duty_words,
    last_words,
    origin_words,
    outside_words,
    rhythm_words,
    source_words,
)
from care_assess.report.parts.story import Story
from care_assess.text import Translator
from care_assess.ui.tables import show_table

__all__ = ["dated_words", "headline", "show_agenda"]

_MAY_BREAK = "\u200b"
_CHECK: tuple[Timing, ...] = ("unproven", "unknown", "unanswered")
_DATED: tuple[tuple[str, tuple[Timing, ...]], ...] = (
    ("late", ("late",)),
    ("check", _CHECK),
    ("soon", ("soon",)),
    ("later", ("later",)),
)
"""The parts of the page with a date, or that wait for one, and the timings in each."""


def headline(agenda: Agenda, tr: Translator) -> str:
    """What a director could repeat, in Markdown."""
    late, soon = len(agenda.of("late")), len(agenda.of("soon"))
    check = len(agenda.of(*_CHECK))
    said = [tr("obligations.lead.late", n=late) if late else tr("obligations.lead.none_late")]
    if check:
        said.append(tr("obligations.lead.check", n=check))
    if soon:
        said.append(tr("obligations.lead.soon", n=soon))
    return " ".join(said)


def dated_words(story: Story, one: Due, today: date) -> str:
    """The date, the last time, where both come from, and what does not agree with them."""
    said = _beside(
        story.tr,
        due_words(story, one, today),
        last_words(story, one),
        origin_words(story, one),
    )
    apart = apart_words(story, one)
    return f"{said}. {apart}" if apart else said


def show_agenda(agenda: Agenda, story: Story, today: date) -> None:
    """The obligations, the late ones first; those without a date, at an event, and left out, after."""
    for part, timings in _DATED:
        _show_dated(part, agenda.of(*timings), story, today)
    _show_standing("standing", agenda.of("standing"), story)
    _show_events(agenda.of("event"), story)
    _show_standing("done", agenda.of("done"), story)
    _show_outside(agenda, story)


def _show_dated(part: str, entries: Sequence[Due], story: Story, today: date) -> None:
    if not entries:
        return
    tr = story.tr
    rows = [
        (
            duty_words(story, one),
            dated_words(story, one, today),
            _beside(tr, rhythm_words(story, one.obligation), _source(story, one)),
        )
        for one in entries
    ]
    _show(part, ("duty", "due", "rhythm"), rows, tr)


def _beside(tr: Translator, *said: str) -> str:
    """What is said, one after the other; three columns are as many as a phone shows."""
    return tr("obligations.separator").join(one for one in said if one)


def _show_standing(part: str, entries: Sequence[Due], story: Story) -> None:
    if not entries:
        return
    rows = [
        (
            duty_words(story, one),
            story.tr(f"readiness.state.{one.verdict.state}"),
            _source(story, one),
        )
        for one in entries
    ]
    _show(part, ("duty", "state", "source"), rows, story.tr)


def _show_events(entries: Sequence[Due], story: Story) -> None:
    if not entries:
        return
    rows = [
        (duty_words(story, one), _beside(story.tr, *_occasion(story, one)), _source(story, one))
        for one in entries
    ]
    _show("event", ("duty", "trigger", "source"), rows, story.tr)


def _occasion(story: Story, one: Due) -> tuple[str, ...]:
    """The event, and the time it leaves."""
    parts = (one.obligation.trigger, one.obligation.delay)
    return tuple(story.text(part) for part in parts if part)


def _source(story: Story, one: Due) -> str:
    """Where it comes from; the numbers of the texts may be cut at a stroke, to fit on a phone."""
    return source_words(story, one.obligation).replace("/", f"/{_MAY_BREAK}")


def _show_outside(agenda: Agenda, story: Story) -> None:
    tr = story.tr
    if not agenda.outside:
        return
    title = tr("obligations.part.outside", n=len(agenda.outside))
    with st.expander(title, icon=":material/visibility_off:"):
        header = tuple(tr(f"obligations.column.{name}") for name in ("duty", "reason"))
        rows = [
            (story.inside(one.obligation.text), outside_words(story, one)) for one in agenda.outside
        ]
        show_table(header, rows, alt=tr("obligations.alt", part=title))


def _show(part: str, names: Sequence[str], rows: Sequence[tuple[str, ...]], tr: Translator) -> None:
    title = tr(f"obligations.part.{part}")
    st.header(title, anchor=False)
    if part == "standing":
        st.markdown(tr("obligations.part.standing_text"))
    header = tuple(tr(f"obligations.column.{name}") for name in names)
    show_table(header, rows, alt=tr("obligations.alt", part=title))

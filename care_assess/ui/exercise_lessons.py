"""The lessons of an exercise: what is to be done, by whom, by when, and the road map that takes them up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st

from care_assess.exercises import MOST_LESSONS, Exercise, Lesson, Register
from care_assess.exercises.model import LONGEST, LONGEST_NAME
from care_assess.plan import PlannedAction
from care_assess.plan.following import UNFOLLOWED, Follow, FollowEvent
from care_assess.report.typeset import shorten
from care_assess.ui import shell
from care_assess.ui.registers import Desk, RowFields, attempt

__all__ = ["show_lessons"]

_LONGEST_ACTION = 90
_Actions = Mapping[str, PlannedAction]


def show_lessons(mine: Desk[Register], exercise: Exercise) -> None:
    """Each lesson with its fields; those tied to an action of the plan can go to the road map."""
    tr = mine.board.tr
    st.subheader(tr("exercises.lessons.title"), anchor=False)
    st.caption(tr("exercises.lessons.text"))
    actions = {one.id: one for one in mine.board.seam.plan(mine.board.opened).actions}
    said = shell.follows().latest(mine.board.opened.info.id) if exercise.lessons else {}
    for number, lesson in enumerate(exercise.lessons, 1):
        with st.container(border=True):
            _show(mine, exercise, number, lesson, actions)
            if lesson.action in actions and lesson.text:
                _show_road(mine, lesson, said.get(lesson.action))
    st.button(
        tr("exercises.lessons.add"),
        key=f"exercises_{exercise.id}_add_lesson",
        icon=":material/add:",
        disabled=len(exercise.lessons) >= MOST_LESSONS,
        on_click=_change,
        args=(mine, exercise.id, Exercise.with_lesson),
    )


def _show(
    mine: Desk[Register], exercise: Exercise, number: int, lesson: Lesson, actions: _Actions
) -> None:
    tr = mine.board.tr

    def keep(change: Callable[[Lesson], Lesson]) -> None:
        _change(mine, exercise.id, lambda one: one.lesson_changed(lesson.id, change))

    fields = RowFields(lesson, f"exercises_{exercise.id}_lesson_{lesson.id}", keep)
    fields.line("text", tr("exercises.lessons.field", n=number), most=LONGEST)
    left, right = st.columns(2)
    with left:
        fields.line("owner", tr("exercises.lessons.owner", n=number), most=LONGEST_NAME)
    with right:
        fields.day("due", tr("exercises.lessons.due", n=number))
    known = [*actions, *([lesson.action] if lesson.action not in {"", *actions} else [])]
    fields.one_of(
        "action",
        tr("exercises.lessons.action", n=number),
        known,
        lambda one: _action(mine, one, actions),
    )
    st.button(
        tr("exercises.lessons.remove", n=number),
        key=f"exercises_{exercise.id}_remove_{lesson.id}",
        icon=":material/delete:",
        type="tertiary",
        on_click=_change,
        args=(mine, exercise.id, lambda one: one.without_lesson(lesson.id)),
    )


def _show_road(mine: Desk[Register], lesson: Lesson, event: FollowEvent | None) -> None:
    """The button that writes the lesson on the road map, or that it is there."""
    tr = mine.board.tr
    now = event.follow if event else UNFOLLOWED
    if lesson.text in now.comment:
        st.success(tr("exercises.lessons.on_road"), icon=":material/check_circle:")
        return
    st.button(
        tr("exercises.lessons.to_road"),
        key=f"exercises_road_{lesson.id}_{lesson.action}",
        icon=":material/event_available:",
        on_click=_to_road,
        args=(mine, lesson, now, event.seq if event else 0),
    )


def _to_road(mine: Desk[Register], lesson: Lesson, now: Follow, after: int) -> None:
    """Say it of the action: the lesson joins the comment; who and when are those of the lesson when free."""
    told = mine.board.tr("exercises.lessons.comment", text=lesson.text)
    follow = replace(
        now,
        owner=now.owner or lesson.owner,
        due=now.due or lesson.due,
        comment=f"{now.comment}\n{told}" if now.comment else told,
    )
    attempt(
        lambda: shell.follows().save(
            mine.board.opened,
            {lesson.action: follow},
            after={lesson.action: after},
            author=mine.author,
        )
    )


def _action(mine: Desk[Register], action: str, actions: _Actions) -> str:
    """An action of the plan by its rank and its words; by its reference when it is not proposed any more."""
    tr = mine.board.tr
    if action not in actions:
        return tr("roadmap.action.gone", id=action)
    one = actions[action]
    said = shorten(tr.text(one.text).rstrip(" ."), _LONGEST_ACTION)
    return tr("roadmap.action.brief", first=one.rank, text=said)


def _change(mine: Desk[Register], exercise: int, change: Callable[[Exercise], Exercise]) -> None:
    mine.change(lambda book: book.changed(exercise, change))

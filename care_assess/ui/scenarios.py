"""The scenarios of an assessment: which actions each one does, kept with the assessment.

The store is the truth: every press is written before the page is drawn, over what is stored at that
moment, so that two people at work on one scenario lose nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, get_args

import streamlit as st

from care_assess.answers import clean_text
from care_assess.choices import Json
from care_assess.errors import CareError
from care_assess.plan import Plan
from care_assess.plan.tryout import fitting, quick_wins
from care_assess.text import Translator
from care_assess.ui import shell
from care_assess.ui.board import Board

__all__ = [
    "FIRST_DAYS",
    "LONGEST_NAME",
    "MOST_DAYS",
    "SLOTS",
    "Scenario",
    "Scenarios",
    "Slot",
    "show_problem",
]

Slot: TypeAlias = Literal["a", "b"]
SLOTS: tuple[Slot, ...] = get_args(Slot)

LONGEST_NAME = 60
MOST_DAYS = 9_999
FIRST_DAYS = 60
"""Person-days that a new scenario fills."""

_PROBLEM = "tryout_problem"


@dataclass(frozen=True, kw_only=True, slots=True)
class Scenario:
    """The ids of the actions done. ``name`` empty: that of the catalogue; ``days``: those to fill, person-days."""

    name: str = ""
    chosen: frozenset[str]
    days: int = FIRST_DAYS


class Scenarios:
    """The two scenarios of the assessment that is open, and what changes them."""

    def __init__(self, board: Board, plan: Plan) -> None:
        self._choices = board.seam.choices
        self._assessment = board.opened.info.id
        self._plan = plan
        self._author = shell.reader().author
        self._tr = board.tr
        self._stored = {
            slot: self._read(slot, self._choices.get(self._assessment, _key(slot)))
            for slot in SLOTS
        }

    def get(self, slot: Slot) -> Scenario:
        """A scenario as it was stored when this run began.

        At first: what is quick in one, what fits in 60 days in the other.
        """
        return self._stored[slot]

    def name(self, slot: Slot) -> str:
        """The name of a scenario (not escaped)."""
        return self.get(slot).name or _first_name(slot, self._tr)

    def rename(self, slot: Slot, name: str) -> None:
        """Give a name; an empty one gives the first name back."""
        said = " ".join(clean_text(name).split())[:LONGEST_NAME]
        first = _first_name(slot, self._tr)
        self._change(slot, lambda one: replace(one, name="" if said == first else said))

    def tick(self, slot: Slot, action: str, *, done: bool) -> None:
        """Add an action to a scenario, or take it out."""
        self._change(
            slot,
            lambda one: replace(
                one, chosen=one.chosen | {action} if done else one.chosen - {action}
            ),
        )

    def add(self, slot: Slot, actions: frozenset[str]) -> None:
        """Add several actions."""
        self._change(slot, lambda one: replace(one, chosen=one.chosen | actions))

    def clear(self, slot: Slot) -> None:
        """Choose nothing."""
        self._change(slot, lambda one: replace(one, chosen=frozenset()))

    def choose_quick(self, slot: Slot) -> None:
        """Choose the quick wins, and nothing else."""
        self._change(slot, lambda one: replace(one, chosen=frozenset(quick_wins(self._plan))))

    def fill(self, slot: Slot) -> None:
        """Choose what fits in the days of the scenario, and nothing else."""
        self._change(
            slot, lambda one: replace(one, chosen=frozenset(fitting(self._plan, one.days)))
        )

    def set_days(self, slot: Slot, days: int) -> None:
        """Say how many person-days there are; nothing is ticked by that."""
        self._change(slot, lambda one: replace(one, days=days))

    def _change(self, slot: Slot, change: Callable[[Scenario], Scenario]) -> None:
        try:
            self._choices.put(
                self._assessment,
                _key(slot),
                lambda value: _written(change(self._read(slot, value))),
                author=self._author,
            )
        except CareError as error:  # a callback has no page yet to say it on
            st.session_state[_PROBLEM] = error

    def _read(self, slot: Slot, value: Json | None) -> Scenario:
        match value:
            case {"name": str(name), "chosen": list(chosen), "days": int(days)}:
                return Scenario(name=name, chosen=frozenset(map(str, chosen)), days=days)
            case _:
                first = quick_wins(self._plan) if slot == "a" else fitting(self._plan, FIRST_DAYS)
                return Scenario(chosen=frozenset(first))


def show_problem() -> None:
    """Say why the last change could not be kept, if it could not."""
    error = st.session_state.pop(_PROBLEM, None)
    if error:
        shell.show_error(error)


def _key(slot: Slot) -> str:
    return f"tryout.{slot}"


def _first_name(slot: Slot, tr: Translator) -> str:
    return tr(f"tryout.first_name.{slot}", days=FIRST_DAYS)


def _written(scenario: Scenario) -> Json:
    return {"name": scenario.name, "chosen": sorted(scenario.chosen), "days": scenario.days}

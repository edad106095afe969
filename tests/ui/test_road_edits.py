"""What is typed into the table of the road map: read cell by cell, all kept or none, whatever the browser sends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_assess.plan.following import Follow
from care_assess.ui.road_edits import EDITABLE, edited, in_one_cell

ROWS = ("A", "B", "C")
KEPT = {"A": Follow(owner="Mme Roy", due=date(2026, 12, 1), evidence=("PV.pdf", "Photo.jpg"))}


def faults(edits) -> list[tuple[str, str, str]]:
    found = edited(ROWS, KEPT, edits)
    assert not found.said
    return [(one.action, one.field, one.message.key) for one in found.faults]


def test_cells_change_what_is_said_and_the_others_stay():
    found = edited(
        ROWS,
        KEPT,
        {
            0: {"status": "in_progress", "start": "2026-11-26"},
            2: {"build": 1200.5, "run": 300, "evidence": "a.pdf; b.pdf\nc.pdf", "owner": "M. Ba"},
        },
    )
    assert found.said == {
        "A": Follow(
            owner="Mme Roy",
            status="in_progress",
            start=date(2026, 11, 26),
            due=date(2026, 12, 1),
            evidence=("PV.pdf", "Photo.jpg"),
        ),
        "C": Follow(
            owner="M. Ba",
            build=Decimal("1200.5"),
            run=Decimal(300),
            evidence=("a.pdf", " b.pdf", "c.pdf"),
        ),
    }
    assert found.pending


def test_a_cell_can_be_emptied():
    found = edited(ROWS, KEPT, {0: {"owner": None, "due": None, "evidence": ""}})
    assert found.said == {"A": Follow(evidence=("",))}


@pytest.mark.parametrize(
    "cells", [{"owner": " Mme  Roy "}, {"due": "2026-12-01T00:00:00.000"}, {"reason": "none due"}]
)
def test_what_is_kept_already_is_no_change(cells):
    assert not edited(ROWS, KEPT, {0: cells}).pending


def test_what_was_shown_of_evidence_is_read_as_it_was():
    assert not edited(ROWS, KEPT, {0: {"evidence": in_one_cell(KEPT["A"].evidence)}}).pending


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [
        ("owner", 3, "text"),
        ("status", ["done"], "text"),
        ("evidence", {"a": 1}, "text"),
        ("due", "tomorrow", "date"),
        ("start", 20261201, "date"),
        ("build", "a lot", "amount"),
        ("run", True, "amount"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(column, value, kind):
    assert faults({1: {column: value}}) == [("B", column, f"roadmap.unreadable.{kind}")]


def test_one_wrong_cell_keeps_all_the_others_from_being_kept_and_every_one_is_named():
    edits = {
        2: {"build": -1, "run": float("nan")},
        0: {"start": "2026-12-02"},
        1: {"owner": "M. Ba"},
    }
    assert faults(edits) == [
        ("A", "due", "following.due_before_start"),
        ("C", "build", "following.cost_negative"),
        ("C", "run", "following.cost_too_high"),
    ]


def test_rows_and_columns_that_are_not_there_are_left_alone():
    edits = {-1: {"owner": "x"}, 3: {"owner": "x"}, 0: {"rank": 9, "action": "x", "evil": "x"}}
    assert not edited(ROWS, KEPT, edits).pending


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(max_size=3), some),
    max_leaves=3,
)


@given(
    st.dictionaries(
        st.integers(-1, 4),
        st.dictionaries(st.sampled_from([*EDITABLE, "rank"]), json, max_size=4),
        max_size=3,
    )
)
def test_whatever_a_browser_sends_is_kept_or_named(edits):
    found = edited(ROWS, KEPT, edits)
    assert not (found.said and found.faults)
    assert set(found.said) <= set(ROWS)
    assert all(one.action in ROWS for one in found.faults)

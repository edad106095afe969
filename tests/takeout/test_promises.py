"""Evidence promised in workshops leaves with the actions, in every file that says what is left to do."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from taken import AT, DAY, a_case

from care_assess.takeout.ical import due_dates
from care_assess.takeout.minutes import minutes
from care_assess.takeout.model import Takeout
from care_assess.takeout.trackers import glpi_csv, jira_csv
from care_assess.workshop import Record
from care_assess.workshop.model import Promise


def owing(number: int, what: str, who: str, due: date | None, *, done: bool = False) -> Promise:
    return Promise(
        workshop="w", number=number, question="A-1", what=what, who=who, due=due, done=done
    )


@pytest.fixture(scope="module")
def taken() -> Takeout:
    ours = a_case().taken
    promises = (
        owing(7, "Procès-verbal", "DSI", None),
        owing(8, "=PSSI()", "RSSI", date(2026, 12, 15)),
        owing(9, "Charte", "DRH", date(2026, 12, 1), done=True),
    )
    return replace(ours, story=replace(ours.story, workshops=Record(promises=promises)))


def rows(data: bytes, delimiter: str) -> list[dict[str, str]]:
    """What is owed, by the titles of the columns."""
    found = csv.DictReader(StringIO(data.decode("utf-8")), delimiter=delimiter)
    named = {"reference": "", "Reference": ""}
    return [row for row in found if any(row.get(one, "").startswith("promise-") for one in named)]


def test_the_calendar_has_the_day_of_each_piece_that_is_awaited(taken):
    written = due_dates(taken, AT).decode("utf-8").replace("\r\n ", "")
    event = next(one for one in written.split("BEGIN:VEVENT") if "promise-" in one)
    assert "UID:promise-8.ours@care-assess" in event
    assert "DTSTART;VALUE=DATE:20261215" in event
    assert "SUMMARY:Preuve à montrer\u00a0: =PSSI()" in event
    assert "RSSI" in event
    assert written.count("promise-") == 1


def test_the_minutes_list_what_is_awaited_the_first_due_first(taken):
    said = minutes(taken, DAY).partition("## Preuves promises en atelier")[2]
    assert [line.split(" | ")[0] for line in said.splitlines() if "A-1" in line] == [
        "| RSSI",
        "| DSI",
    ]
    assert "Preuves promises" not in minutes(a_case().taken, DAY)


def test_the_trackers_have_a_task_for_each_and_no_formula(taken):
    first, second = rows(glpi_csv(taken), ";")
    assert (first["owner"], first["plan_end_date"]) == ("RSSI", "2026-12-15 23:59:59")
    assert first["name"] == "Preuve à montrer\u00a0: =PSSI()"
    assert (second["reference"], second["plan_end_date"]) == ("promise-7", "")
    issue, _ = rows(jira_csv(taken), ",")
    assert (issue["Due Date"], issue["Owner"], issue["Status"]) == ("2026-12-15", "RSSI", "To Do")
    assert issue["Reference"] == "promise-8"

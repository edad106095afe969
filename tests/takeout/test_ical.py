"""The due dates as a calendar file: whole lines, whole signs, the same event from one export to the next."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from strategies import texts
from taken import AT, a_case

from care_assess.plan.following import Follow
from care_assess.takeout.ical import due_dates
from care_assess.text import LANGUAGES

DUE = date(2027, 4, 1)


def unfolded(data: bytes) -> list[str]:
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def events(case, at=AT) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in unfolded(due_dates(case.taken, at)):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


def event(case, action: str = "A-1") -> dict[str, str]:
    return next(one for one in events(case) if one["UID"].startswith(f"{action}."))


def read(value: str) -> str:
    """A TEXT value as a calendar reads it."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)


def test_an_event_is_the_whole_due_day():
    told = event(a_case(A_1=Follow(due=DUE)))
    told.pop("DESCRIPTION")
    assert told == {
        "UID": "A-1.ours@care-assess",
        "DTSTAMP": "20261124T093000Z",
        "SEQUENCE": "1",
        "DTSTART;VALUE=DATE": "20270401",
        "DTEND;VALUE=DATE": "20270402",
        "SUMMARY": "Échéance\u00a0: Back up (fr)",
        "TRANSP": "TRANSPARENT",
        "END": "VEVENT",
    }


def test_the_file_is_a_calendar_from_its_first_line_to_its_last():
    lines = unfolded(due_dates(a_case().taken, AT))
    assert lines[:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CaRE Assess//CaRE Assess//FR",
        "CALSCALE:GREGORIAN",
    ]
    assert lines[-1] == "END:VCALENDAR"


def test_what_is_said_again_is_the_same_event_one_step_further():
    case = a_case(A_1=Follow(due=DUE))
    later = case.saying("A-1", owner="M. Ba", due=DUE + timedelta(days=30))
    before, after = event(case), event(later)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("1", "2")
    assert after["DTSTART;VALUE=DATE"] == "20270501"


def test_a_proposed_date_says_that_it_is_one():
    assert "proposition de CaRE Assess" in event(a_case())["DESCRIPTION"]
    assert "proposition" not in event(a_case(A_1=Follow(due=DUE)))["DESCRIPTION"]


def test_a_calendar_that_many_people_see_does_not_tell_what_is_answered_today():
    assert "level 0" not in event(a_case())["DESCRIPTION"]


def test_what_is_done_or_has_no_date_is_not_in_the_calendar():
    case = a_case(A_1=Follow(status="done", due=DUE), Z_9=Follow(owner="M. Ba"))
    assert {one["UID"].partition(".")[0] for one in events(case)} == {"B-1", "C-1"}


def test_the_moment_is_given_in_universal_time():
    paris = timezone(timedelta(hours=1))
    (told, *_) = events(a_case(), datetime(2026, 11, 24, 10, 30, tzinfo=paris))
    assert told["DTSTAMP"] == "20261124T093000Z"


@settings(max_examples=50)
@given(texts, texts)
def test_lines_are_at_most_75_octets_and_texts_come_back_whole(owner, comment):
    case = a_case(A_1=Follow(owner=owner, comment=comment, due=DUE))
    data = due_dates(case.taken, AT)
    assert data.endswith(b"\r\n")
    for line in data[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert not [octet for octet in line if octet < 32 and octet != 9]
        line.decode("utf-8")
    follow = case.latest["A-1"].follow
    description = read(event(case)["DESCRIPTION"])
    if follow.comment:
        assert f"Commentaire\u00a0: {follow.comment}\n" in description
    if follow.owner:
        assert f"Personne en charge\u00a0: {follow.owner}.\n" in description


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_road_map_and_moment_give_the_same_bytes(lang):
    case = a_case(lang, A_1=Follow(due=DUE))
    assert due_dates(case.taken, AT) == due_dates(case.taken, AT)

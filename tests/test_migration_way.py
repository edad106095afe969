"""The way from version to version, and an earlier sheet read on the versions of a later one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from build import a_question, a_questionnaire
from filled import a_sheet, an_answer
from living import living

from care_assess.errors import Message, NotFound, Refused
from care_assess.questionnaire import Catalogue
from care_assess.text import translator
from care_assess.versions.comparing import Reread, comparable, remarks, reread
from care_assess.versions.migration import migrate, newer, way

LAST = {"living": "2.0.0"}


def sheet_of(answers, version="1.0.0", **parts):
    return a_sheet(answers, versions={"living": version}, **parts)


def moved(answers, to="2.0.0", version="1.0.0", **parts):
    return migrate(living(), sheet_of(answers, version, **parts), {"living": to})


def test_a_long_way_is_the_short_ways_one_after_the_other():
    assert [one.version for one in way(living(), "living", "1.0.0", "2.0.0")] == [
        "1.0.0",
        "1.1.0",
        "2.0.0",
    ]


def test_newer_versions_are_offered_when_answers_can_move_to_them():
    assert newer(living(), {"living": "1.0.0"}) == LAST
    assert newer(living(), {"living": "2.0.0"}) == {}
    assert newer(living(), {"gone": "1.0.0"}) == {}


def shelf(**follows):
    """The versions ``v1_0_0="0.9.0"`` of one questionnaire, each with the one it follows."""
    (first,) = living().select({"living": "1.0.0"})
    numbers = {name[1:].replace("_", "."): before for name, before in follows.items()}
    versions = {
        version: replace(first, version=version, follows=before)
        for version, before in numbers.items()
    }
    return Catalogue({"living": versions}, living().reference)


def test_the_newest_version_is_that_of_the_highest_number():
    several = shelf(v1_8_0=None, v1_9_0="1.8.0", v1_10_0="1.9.0")
    assert newer(several, {"living": "1.8.0"}) == {"living": "1.10.0"}
    assert newer(several, {"living": "1.9.0"}) == {"living": "1.10.0"}


def test_a_version_that_no_answer_can_move_to_hides_none_of_those_before_it():
    apart = shelf(v1_0_0=None, v1_1_0="1.0.0", v2_0_0=None, v3_0_0="2.5.0")
    assert newer(apart, {"living": "1.0.0"}) == {"living": "1.1.0"}
    assert newer(apart, {"living": "2.0.0"}) == {}
    assert newer(apart, {"gone": "1.0.0", "living": "1.0.0"}) == {"living": "1.1.0"}


def test_answers_never_move_back_nor_elsewhere():
    with pytest.raises(Refused) as back:
        moved({}, "1.0.0", version="2.0.0")
    assert back.value.message == Message(
        "versions.migrate.no_way", {"id": "living", "before": "2.0.0", "now": "1.0.0"}
    )
    with pytest.raises(NotFound):
        moved({}, "3.0.0")
    with pytest.raises(Refused) as elsewhere:
        migrate(SHELF, a_sheet(versions=THEN), {"governance": "1.0.0"})
    assert elsewhere.value.message == Message(
        "versions.migrate.not_asked", {"id": "governance", "known": "three, one, four, two"}
    )


# --- an earlier sheet read on the versions of a later one


def several(**versions):
    """Questionnaires ``one="1.0.0 1.1.0"``, each version following the one before it."""
    shelf = {
        name: {
            version: replace(
                a_questionnaire(name, a_question(name[:1].upper())).built,
                version=version,
                follows=before,
            )
            for version, before in pairwise_back(numbers.split())
        }
        for name, numbers in versions.items()
    }
    return Catalogue(shelf, living().reference)


def pairwise_back(numbers):
    """Each version with the one before it, None for the first."""
    return zip(numbers, (None, *numbers), strict=False)


SHELF = several(one="1.0.0 1.1.0", two="1.0.0 1.1.0", three="1.0.0", four="1.0.0 2.0.0")
THEN = {"three": "1.0.0", "one": "1.0.0", "four": "2.0.0", "two": "1.0.0"}


def test_all_questionnaires_of_a_sheet_keep_their_answers_whichever_moves():
    versions = {"one": "1.0.0", "two": "1.0.0"}
    for to in ({"one": "1.1.0"}, {"two": "1.1.0"}, dict.fromkeys(versions, "1.1.0")):
        migration = migrate(SHELF, a_sheet({"O": 1, "T": 2}, versions=versions), to)
        assert migration.sheet.versions == {**versions, **to}
        assert migration.sheet.answers == {"O": an_answer(1), "T": an_answer(2)}
        assert [(one.questionnaire, one.question) for one in migration.fates] == [
            ("one", "O"),
            ("two", "T"),
        ]


def test_each_questionnaire_of_an_earlier_sheet_is_read_on_its_version_of_now():
    before = a_sheet({"O": 1, "T": 2}, versions=THEN)
    now = {"one": "1.1.0", "two": "1.1.0", "four": "1.0.0"}
    read = reread(SHELF, before, now)
    assert read.moved == {"one": "1.0.0", "two": "1.0.0"}
    assert read.apart == {"four": "2.0.0"}
    assert read.sheet.versions == {**THEN, "one": "1.1.0", "two": "1.1.0"}


def test_a_questionnaire_that_the_later_sheet_does_not_have_is_read_as_it_was():
    read = reread(SHELF, a_sheet({"O": 1}, versions=THEN), {})
    assert (read.moved, read.apart) == ({}, {})
    assert read.sheet.versions == THEN


def test_only_the_answers_that_later_versions_may_understand_otherwise_are_left_out():
    before = a_sheet({"O": 1, "T": 2, "F": 3}, versions=THEN)
    read = reread(SHELF, before, {"four": "1.0.0"})
    assert comparable(SHELF, read).answers == {"O": an_answer(1), "T": an_answer(2)}


def test_a_remark_names_each_questionnaire_with_its_version_of_then():
    read = Reread(sheet=a_sheet(), moved={"one": "1.0.0", "two": "1.1.0"}, apart={})
    asked = SHELF.select({"one": "1.1.0", "two": "1.1.0"})
    (remark,) = remarks(read, date(2025, 11, 23), asked, translator("en"))
    assert "(one (en) 1.0.0, two (en) 1.1.0)" in remark

"""Directories and exposed perimeters: the weakest first, how they move, what they answer; then any book."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from places import TODAY, a_directory, a_perimeter, books

from care_assess.answers import MOST_EVIDENCE, NEVER
from care_assess.content import load_catalogue
from care_assess.perimeters import (
    Audit,
    Book,
    Place,
    Reading,
    doubts,
    exposed_first,
    latest,
    trend,
    weakest,
    worst_first,
)
from care_assess.perimeters.figures import share_fixed
from care_assess.perimeters.keeping import from_json, to_json
from care_assess.perimeters.proposing import propose
from care_assess.report.perimeters import PlaceWords, perimeters_xlsx
from care_assess.text import translator
from care_assess.topics import fitting
from care_assess.topics.entries import namesakes

QUESTIONS = {
    one.id: one
    for each in load_catalogue().select(load_catalogue().proposed())
    for one in each.questions
}
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def answers(day: date = TODAY, **facts) -> dict[str, object]:
    return {one.question: one.value for one in propose(Book(**facts), day)}


def read_twice(now: dict, then: dict) -> Place:
    """A directory read in 2025 and in 2026."""
    first = Reading(id=1, day=date(2025, 6, 1), **{"source": "ads", **then})
    return Place(id=1, checks=(first, Reading(id=2, day=date(2026, 6, 1), source="ads", **now)))


def test_the_weakest_directory_comes_first_and_an_unknown_one_before_all():
    places = [a_directory(4, id=1), a_directory(2, id=2), Place(id=3), a_directory(None, id=4)]
    assert [one.id for one in worst_first(places, TODAY)] == [3, 4, 2, 1]


def test_only_the_ads_service_gives_an_ads_level():
    places = [a_directory(3), a_directory(1, id=2, source="other")]
    assert weakest(places, TODAY) == 3
    assert weakest([], TODAY) is None


@pytest.mark.parametrize(
    ("now", "then", "moved"),
    [
        ({"level": 3}, {"level": 2}, "better"),
        ({"level": 1}, {"level": 2}, "worse"),
        ({"level": 2}, {"level": 2}, "same"),
        ({"level": 2, "open1": 0, "open2": 4}, {"level": 2, "open1": 0, "open2": 9}, "better"),
        ({"level": 1, "open1": 3}, {"level": 1, "open1": 2}, "worse"),
        ({"level": 3}, {"level": None}, None),
        ({"level": 3}, {"level": 2, "source": "other"}, None),
    ],
)
def test_the_trend_compares_two_audits_of_the_same_source(now, then, moved):
    assert trend(read_twice(now, then), TODAY) == moved


def test_an_audit_to_come_is_not_the_last():
    place = Place(id=1, checks=(Reading(id=1, day=date(2027, 1, 1), level=5),))
    assert latest(place, TODAY) is None
    assert doubts(place.checks[0], TODAY) == ("to_come", "no_source")


def test_the_most_open_perimeter_comes_first_and_one_never_audited_before_all():
    places = [
        a_perimeter(id=1, open_critical=0),
        a_perimeter(id=2, open_critical=4),
        Place(id=3),
        a_perimeter(id=4, open_critical=None),
        a_perimeter(id=5, open_critical=4, open_major=3),
    ]
    assert [one.id for one in exposed_first(places, TODAY)] == [3, 4, 5, 2, 1]


def test_only_fixes_that_were_retested_count():
    audit = a_perimeter().checks[0]
    assert share_fixed([audit]) == Fraction(7, 10)
    assert share_fixed([replace(audit, retest=None)]) == 0
    assert share_fixed([replace(audit, retest=date(2026, 1, 1))]) == 0
    assert share_fixed([replace(audit, found_critical=0, open_critical=0, found_major=0, open_major=0)]) == 1  # fmt: skip
    assert share_fixed([replace(audit, open_critical=9)]) is None
    assert share_fixed([replace(audit, open_major=None)]) is None


def test_what_cannot_be_right_is_said():
    wrong = Audit(id=1, day=TODAY, found_minor=1, open_minor=2, retest=date(2026, 1, 1))
    assert doubts(wrong, TODAY) == ("more_open", "retest_before")
    assert doubts(Audit(id=1), TODAY) == ("no_date",)
    assert doubts(Audit(id=1, day=TODAY), TODAY) == ()


def test_a_place_noted_twice_is_told_whatever_its_spaces_and_case():
    places = [Place(id=1, name="Valmont.local"), Place(id=2, name=" valmont.LOCAL"), Place(id=3)]
    assert namesakes([*places, Place(id=4)]) == {1, 2}


def test_the_lowest_level_answers_once_every_directory_has_one():
    pair = (a_directory(3), a_directory(2, id=2))
    assert answers(directories=pair, all_directories=True)["AD-03"] == Fraction(2)
    assert "AD-03" not in answers(directories=pair)
    lacking = (*pair, a_directory(None, id=3))
    assert "AD-03" not in answers(directories=lacking, all_directories=True)


def test_level_one_answers_at_once_for_nothing_is_lower():
    assert answers(directories=(a_directory(1),))["AD-03"] == Fraction(1)


def test_an_estimate_of_another_tool_is_no_ads_level():
    found = answers(directories=(a_directory(4, source="other"),), all_directories=True)
    assert found == {"AD-02": Fraction(6), "AD-03": NEVER}


def test_the_oldest_audit_answers_and_a_directory_without_one_says_never():
    old = a_directory(3, id=2, day=date(2025, 1, 10))
    assert answers(directories=(a_directory(3), old), all_directories=True)["AD-02"] == Fraction(23)
    assert answers(directories=(a_directory(3), Place(id=2))) == {"AD-02": NEVER}


def test_exposure_answers_once_the_register_is_whole_and_its_numbers_are_there():
    both = (a_perimeter(), a_perimeter(id=2, open_critical=1, day=date(2026, 1, 26)))
    assert answers(exposed=both) == {}
    assert answers(exposed=both, all_exposed=True) == {
        "EXC-02": Fraction(10),
        "EXP-04": Fraction(3),
        "EXC-03": Fraction(75),
        "EXP-03": "3",
    }
    old = (a_perimeter(day=date(2025, 1, 26), retest=None),)
    assert "EXP-03" not in answers(exposed=old, all_exposed=True)
    unknown = (a_perimeter(open_critical=None),)
    assert set(answers(exposed=unknown, all_exposed=True)) == {"EXC-02", "EXP-03"}


def test_a_perimeter_never_audited_leaves_the_whole_never_audited():
    assert answers(exposed=(a_perimeter(), Place(id=2)), all_exposed=True) == {"EXC-02": NEVER}


def test_numbers_that_cannot_be_right_answer_nothing_but_the_date():
    wrong = (a_perimeter(open_critical=9),)
    assert set(answers(exposed=wrong, all_exposed=True)) == {"EXC-02", "EXP-03"}


def test_the_share_fixed_is_cut_and_never_says_more_than_it_is():
    nearly = a_perimeter(found_critical=250, open_critical=1, found_major=0, open_major=0)
    assert answers(exposed=(nearly,), all_exposed=True)["EXC-03"] == Fraction(99)


@pytest.mark.parametrize(
    ("level", "source", "said"),
    [(4, "ads", "yes"), (3, "ads", "yes"), (2, "ads", None), (1, "ads", "no"), (4, "other", None)],
)
def test_the_directory_of_the_backups_answers_for_itself(level, source, said):
    backup = replace(a_directory(level, source=source), backup=True)
    assert answers(directories=(backup, a_directory(1, id=2))).get("AD-28") == said
    assert "AD-28" not in answers(directories=(a_directory(level, source=source),))


def test_the_report_of_the_audit_goes_with_the_answer_as_its_evidence():
    old, new = a_directory(3, report="ADS 2026.pdf"), a_directory(4, id=2, day=TODAY)
    book = Book(directories=(old, new), all_directories=True)
    assert {one.evidence for one in propose(book, TODAY)} == {("ADS 2026.pdf",)}
    many = tuple(a_perimeter(id=n, report=f"{n}.pdf") for n in range(1, 31))
    found = propose(Book(exposed=many, all_exposed=True), TODAY)
    assert max(len(one.evidence) for one in found) == MOST_EVIDENCE


def test_the_words_say_the_floor_and_what_is_not_known():
    book = Book(directories=(a_directory(2, open1=0, open2=4),), exposed=(a_perimeter(),))
    words = PlaceWords(book=book, day=TODAY, tr=translator("fr"))
    said = [one.replace("\u00a0", " ") for one in (words.weakest(), words.critical())]
    assert said == [
        "**L'annuaire le plus faible est au niveau ADS 2, sous le plancher 3.**",
        "**Failles critiques encore ouvertes sur internet : 2.**",
    ]
    assert words.directory(book.directories[0])[2].replace("\u00a0", " ") == (
        "niveau 1 : 0, niveau 2 : 4"
    )
    assert words.perimeter(book.exposed[0])[1].replace("\u00a0", " ") == (
        "Critiques : 2 sur 5. Majeures : 1 sur 5."
    )
    assert words.directory(Place(id=7)) == ("n° 7, sans nom", "Jamais audité", "–")


def test_the_workbook_has_every_audit_and_no_formula():
    book = Book(directories=(a_directory(2, name="=cmd"),), exposed=(a_perimeter(),))
    written = perimeters_xlsx(PlaceWords(book=book, day=TODAY, tr=translator("fr")))
    found = load_workbook(io.BytesIO(written))
    assert [len(list(one.iter_rows())) for one in found] == [2, 2]
    cell = found.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=cmd", "s")


@given(books)
def test_a_book_comes_back_as_it_was_kept(kept):
    assert from_json(json.loads(json.dumps(to_json(kept)))) == kept


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(("directories", "exposed", "id", "checks", "day", "floor")), inner
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_is_kept_is_read_without_an_error(stored):
    found = from_json(stored)
    assert from_json(to_json(found)) == found


@given(books, DAYS)
def test_proposed_answers_always_fit_their_questions(kept, day):
    found = propose(kept, day)
    assert fitting(found, QUESTIONS) == found


@given(books, DAYS)
def test_no_place_is_lost_nor_better_than_the_one_before(kept, day):
    ordered = worst_first(kept.directories, day)
    assert sorted(one.id for one in ordered) == sorted(one.id for one in kept.directories)
    levels = [last.level or 0 if (last := latest(one, day)) else 0 for one in ordered]
    assert levels == sorted(levels)


@given(books, DAYS)
def test_the_level_answered_is_that_of_no_directory_below_it(kept, day):
    for one in propose(kept, day):
        if one.question == "AD-03" and isinstance(one.value, Fraction):
            assert one.value == weakest(kept.directories, day)

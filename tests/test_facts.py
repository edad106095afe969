"""The hard facts that a summary carries: from the registers, else from the answers, never more recent than they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from filled import a_sheet

from care_assess.budget.book import OWN
from care_assess.budget.book import Book as Budget
from care_assess.budget.model import Entry, Line
from care_assess.campaign import Campaign, Entity
from care_assess.exercises import Exercise, Register
from care_assess.perimeters import Audit, Book, Place, Reading
from care_assess.steering.facts import FACTS
from care_assess.steering.noting import facts_of
from care_assess.topics.registers import NOTHING

DAY, TODAY = date(2026, 9, 30), date(2026, 11, 26)
ANSWERS = {
    "GOV-22": Fraction(4),
    "AD-03": Fraction(2),
    "AD-02": "never",
    "EXP-04": Fraction(3),
    "GOV-13": Fraction(70),
    "GOV-19": Fraction(11, 2),
}
HELD = Exercise(
    id=1,
    day=date(2026, 10, 12),
    form="crisis",
    care=True,
    functions=("management", "medical"),
)


def facts(answers=None, registers=NOTHING, asked=None):
    sheet = replace(a_sheet(answers or {}), date=DAY)
    return facts_of(sheet, set(asked or sheet.answers), registers, TODAY)


def test_answers_tell_facts_on_the_earliest_day_they_allow():
    assert facts(ANSWERS).values == {
        "ads_level": 2,
        "ads_audit": "never",
        "critical_open": 3,
        "exercise": date(2026, 5, 30),
        "covered": Fraction(7, 10),
        "cyber_share": Fraction(55, 1000),
    }
    assert facts().values == {}, "nothing is told of what nobody knows"
    assert facts(ANSWERS, asked={"AD-03"}).values == {"ads_level": 2}, (
        "what is not asked is not told"
    )


def test_a_register_is_told_before_an_answer_by_its_own_rules():
    drill = replace(HELD, id=2, day=date(2026, 11, 1), form="technical")
    both = replace(NOTHING, exercises=Register(exercises=(HELD, drill)))
    assert facts(ANSWERS, both).values["exercise"] == date(2026, 10, 12)
    to_come = replace(NOTHING, exercises=Register(exercises=(replace(HELD, day=date(2027, 1, 1)),)))
    assert facts(ANSWERS, to_come).values["exercise"] == date(2026, 5, 30), "it has not been held"


def test_a_list_that_is_not_whole_says_nothing_of_the_whole():
    place = Place(id=1, checks=(Reading(id=1, day=DAY, level=4, source="ads"),))
    audited = Place(id=1, checks=(Audit(id=1, day=DAY, open_critical=1, days=40),))
    book = Book(directories=(place,), exposed=(audited,))
    assert facts({}, replace(NOTHING, perimeters=book)).values == {}
    whole = replace(book, all_directories=True, all_exposed=True)
    assert facts({}, replace(NOTHING, perimeters=whole)).values == {
        "ads_level": 4,
        "ads_audit": DAY,
        "critical_open": 1,
        "exposure_audit": DAY,
        "fix_days": 40,
    }


def test_shares_are_exact_and_those_of_old_accounts_are_not_told():
    entities = (Entity(id=1, activity=2, assessed=DAY), Entity(id=2, activity=1))
    campaign = Campaign(declaration=DAY, whole=True, entities=entities)
    entry = Entry(
        entity=OWN,
        year=2025,
        operating=10_000_000,
        lines=(Line(kind="maintenance", cents=170_001, cyber=Fraction(1, 10)),),
    )
    budget = Budget(years=(2025,), entries=(entry,))
    found = facts({}, replace(NOTHING, campaign=campaign, budget=budget))
    assert found.values == {
        "self_assessment": DAY,
        "covered": Fraction(2, 3),
        "digital_share": Fraction(170_001, 10_000_000),
    }
    assert found.budget_year == 2025
    old = Budget(years=(2023,), entries=(replace(entry, year=2023),))
    assert facts({}, replace(NOTHING, budget=old)).values == {}
    assert list(found.values) == [one for one in FACTS if one in found.values]

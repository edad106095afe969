"""What the demonstration has noted agrees with what it has answered."""

from __future__ import annotations

import pytest

from care_assess.answers import level_of
from care_assess.budget.book import OWN
from care_assess.budget.doubts import doubts, doubts_between
from care_assess.budget.keeping import from_json as budget_of
from care_assess.budget.proposing import propose as from_budget
from care_assess.campaign.keeping import from_json as campaign_of
from care_assess.campaign.proposing import propose as from_campaign
from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.demo.registers import demo_registers
from care_assess.exercises.keeping import from_json as exercises_of
from care_assess.exercises.proposing import propose as from_exercises
from care_assess.perimeters.keeping import from_json as perimeters_of
from care_assess.perimeters.proposing import propose as from_perimeters
from care_assess.topics import fitting


@pytest.mark.parametrize("name", sorted(demo_registers()))
def test_every_answer_that_the_registers_propose_is_the_one_given(name):
    catalogue, kept = load_catalogue(), demo_registers()[name]
    sheet = dict(demo_sheets(catalogue))[name]
    day, book = sheet.date, budget_of(kept["budget"], sheet.date.year - 1)
    found = (
        *from_exercises(exercises_of(kept["exercises"]), day),
        *from_perimeters(perimeters_of(kept["perimeters"]), day),
        *from_campaign(campaign_of(kept["campaign"]), (), day),
        *from_budget(book.of(OWN), day.year, annexes=False, written=False, presented=False),
    )
    asked = {
        question.id: question
        for one in catalogue.select(sheet.versions)
        for question in one.questions
    }
    assert len(fitting(found, asked)) == len(found) == 13
    for one in found:
        given = sheet.answers[one.question]
        if one.at_least:
            assert level_of(asked[one.question], given) >= int(str(one.value))
        else:
            assert given.value == one.value, one.question


@pytest.mark.parametrize("name", sorted(demo_registers()))
def test_the_budget_of_the_demonstration_asks_for_no_confirmation(name):
    book = budget_of(demo_registers()[name]["budget"], 2025)
    entries = book.of(OWN)
    found = [one for each in entries for one in doubts(each, annexes=False, closed=2025)]
    found += doubts_between(entries, annexes=False)
    assert [one.rule for one in found if one.asks] == []

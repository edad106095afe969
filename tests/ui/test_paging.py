"""Questions stand on pages of six to ten, by section, and the next one without an answer is found."""

from __future__ import annotations

from datetime import date

import pytest
from stored import an_event

from care_assess.answers import Applies, Organisation, Sheet, applicability
from care_assess.content import load_catalogue
from care_assess.questionnaire import QuestionId
from care_assess.ui.paging import MOST, next_unanswered, pages_of, places


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture
def domains(catalogue):
    return catalogue.select(catalogue.latest())


def applying(catalogue, tier):
    sheet = Sheet(
        organisation=Organisation(name="CH", kind="public"),
        date=date(2026, 11, 23),
        versions=catalogue.latest(),
        tier=tier,
    )
    return applicability(catalogue.select(sheet.versions), sheet, catalogue.reference)


def sizes(domain, applies):
    return [sum(len(part.questions) for part in page) for page in pages_of(domain, applies)]


@pytest.mark.parametrize("tier", ["core", "full"])
def test_every_question_of_the_tier_is_on_one_page(catalogue, domains, tier):
    applies = applying(catalogue, tier)
    shown = [
        question.id
        for domain in domains
        for page in pages_of(domain, applies)
        for part in page
        for question in part.questions
    ]
    assert sorted(shown) == sorted(applies)


@pytest.mark.parametrize("tier", ["core", "full"])
def test_a_page_holds_ten_questions_at_most_and_few_hold_less_than_six(catalogue, domains, tier):
    applies = applying(catalogue, tier)
    every = [size for domain in domains for size in sizes(domain, applies)]
    assert max(every) <= MOST
    assert sum(size < 6 for size in every) <= len(every) // 3


def test_the_director_goes_through_few_pages(catalogue, domains):
    applies = applying(catalogue, "core")
    assert [sizes(domain, applies) for domain in domains] == [[7, 7], [6], [8], [8], [5]]


def test_a_question_that_no_longer_applies_moves_no_other(catalogue, domains):
    applies = dict(applying(catalogue, "core"))
    before = {place.question.id: place.page for place in places(domains, applies)}
    applies[QuestionId("GOV-43")] = Applies(applies=False)
    after = {place.question.id: place.page for place in places(domains, applies)}
    assert "GOV-43" not in after
    assert after.items() <= before.items()


def test_the_next_question_is_the_first_beyond_the_page_then_from_the_start(catalogue, domains):
    applies = applying(catalogue, "core")
    everywhere = [place.question.id for place in places(domains, applies)]
    events = {name: an_event(question=name) for name in everywhere if name != "GOV-02"}
    assert next_unanswered(domains, applies, {}).question.id == "GOV-01"
    assert next_unanswered(domains, applies, {}, ("governance", 2)).domain == "awareness"
    assert next_unanswered(domains, applies, events, ("identity", 1)).question.id == "GOV-02"
    assert next_unanswered(domains, applies, {**events, "GOV-02": an_event("1")}) is None

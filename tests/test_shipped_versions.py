"""What the versions that ship promise to those who move to them, and to those who start with them."""

from __future__ import annotations

from collections import Counter

import pytest
from filled import a_sheet

from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import build_plan
from care_assess.scoring import score
from care_assess.text import NBSP
from care_assess.versions.migration import migrate, newer

ADDED = {"GOV-46"}
"""The questions that no version before the newest asked."""


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="module")
def migrations(catalogue):
    sheets = [sheet for _, sheet in demo_sheets(catalogue)]
    return [migrate(catalogue, sheet, newer(catalogue, sheet.versions)) for sheet in sheets]


def scores_of(catalogue, sheet):
    return score(catalogue.select(sheet.versions), sheet, catalogue.reference)


def test_every_answer_of_the_demonstration_moves_as_it_was(catalogue, migrations):
    assert len(migrations) == 6
    for migration in migrations:
        assert migration.sheet.versions == catalogue.latest() != migration.before.versions
        assert migration.sheet.answers == migration.before.answers
        assert migration.sheet.notes == ()
        assert {one.question for one in migration.fates if one.outcome != "carried"} == ADDED


def test_no_domain_of_the_demonstration_changes_its_score_by_moving(catalogue, migrations):
    for migration in migrations:
        before, now = (scores_of(catalogue, one) for one in (migration.before, migration.sheet))
        assert list(now.domains) == list(before.domains)
        for name, domain in now.domains.items():
            assert domain.total.score == before.domains[name].total.score


def test_a_level_that_no_number_reaches_says_what_to_answer_instead(catalogue):
    numbers = [
        question
        for one in catalogue.select(catalogue.latest())
        for question in one.questions
        if question.scale and not question.scale.never
    ]
    unreached = [
        question
        for question in numbers
        if min(map(question.scale.level, (question.scale.minimum, question.scale.maximum))) > 0
    ]
    assert Counter(question.questionnaire for question in unreached) == {
        "active_directory": 7,
        "internet_exposure": 1,
        "identity": 1,
    }
    for question in unreached:
        words = question.scale.bands[0].text
        assert words.fr.endswith(f"répondez «{NBSP}Je ne sais pas{NBSP}»"), question.id
        assert words.en.endswith("answer “I don't know”"), question.id


def test_the_certificates_of_hosts_are_one_work_for_both_who_ask(catalogue):
    sheet = a_sheet({"GOV-42": "no", "EXC-26": "no"}, versions=catalogue.latest())
    questionnaires = catalogue.select(sheet.versions)
    scores = score(questionnaires, sheet, catalogue.reference)
    (action,) = build_plan(questionnaires, sheet, scores, catalogue.reference).actions
    assert set(action.questions) == {"GOV-42", "EXC-26"}

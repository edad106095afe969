"""The readiness of a line: what each answer says of it, and what they say together."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_date, a_number, a_question, a_questionnaire, a_yes_no
from filled import UNKNOWN, a_sheet, an_organisation, not_applicable
from readied import a_line, a_table, read, verdict_on, with_tables

from care_assess.content import load_catalogue
from care_assess.plan import Plan
from care_assess.questionnaire import AllOf, Not, ProfileIs, Reference
from care_assess.questionnaire.duties_reading import read_obligations, read_readiness
from care_assess.readiness import STATES, build_readiness, is_concerned

A, B = a_question("A").citing("R-1"), a_question("B").citing("R-1", "R-2")
LINE = a_line("1", "R-1")


@pytest.fixture(scope="module")
def shipped():
    return load_catalogue()


@pytest.mark.parametrize(
    ("level", "state"),
    [(0, "not"), (1, "not"), (2, "partly"), (3, "met"), (4, "met"), (5, "met")],
)
def test_one_answer_meets_a_line_from_the_target_and_partly_from_level_two(level, state):
    assert verdict_on(LINE, A, answers={"A": level}).state == state


def test_a_line_may_ask_for_more_than_the_target():
    line = a_line("1", "R-1", needs={"A": Fraction(5)})
    assert verdict_on(line, A, answers={"A": 4}).state == "partly"
    assert verdict_on(line, A, answers={"A": 5}).state == "met"


def test_a_number_is_judged_on_its_exact_cut():
    months = a_number("A").citing("R-1")
    line = a_line("1", "R-1", needs={"A": Fraction(5)})
    assert verdict_on(line, months, answers={"A": Fraction(12)}).state == "met"
    assert verdict_on(line, months, answers={"A": Fraction(13)}).state == "partly"
    assert verdict_on(line, months, answers={"A": "never"}).state == "not"


def test_the_level_asked_for_is_on_the_scale_of_the_questionnaire():
    asked = a_questionnaire("care", a_yes_no("A").citing("R-1")).on_scale(0, 100).built
    line = a_line("1", "R-1", needs={"A": Fraction(4)})
    found = read([asked], a_sheet({"A": "partial"}), with_tables(a_table("t", line)))
    assert found[0].lines[0][1].answers[0].needed == Fraction(1, 5)


def test_every_question_that_cites_the_line_has_to_meet_it():
    assert verdict_on(LINE, A, B, answers={"A": 3, "B": 3}).state == "met"
    assert verdict_on(LINE, A, B, answers={"A": 3, "B": 0}).state == "partly"
    assert verdict_on(LINE, A, B, answers={"A": 1, "B": 0}).state == "not"


def test_i_do_not_know_weighs_as_not_met_and_is_counted_apart():
    verdict = verdict_on(LINE, A, B, answers={"A": 3, "B": UNKNOWN})
    assert (verdict.state, verdict.unknown, verdict.told) == ("partly", 1, 2)
    assert verdict_on(LINE, A, answers={"A": UNKNOWN}).state == "not"


def test_a_question_without_an_answer_keeps_the_line_from_being_met():
    verdict = verdict_on(LINE, A, B, answers={"A": 5})
    assert (verdict.state, verdict.told, verdict.asked) == ("partly", 1, 2)


def test_a_line_of_which_nothing_is_answered_is_not_assessed():
    verdict = verdict_on(LINE, A, B, answers={})
    assert (verdict.state, verdict.why) == ("unassessed", "unanswered")


def test_what_is_not_applicable_counts_for_nothing():
    assert verdict_on(LINE, A, B, answers={"A": 3, "B": not_applicable()}).state == "met"
    assert verdict_on(LINE, A, B, answers={"A": 0, "B": not_applicable()}).state == "not"
    none = verdict_on(LINE, A, B, answers={"A": not_applicable(), "B": not_applicable()})
    assert (none.state, none.why, none.asked) == ("unassessed", "not_applicable", 0)


def test_a_question_that_the_profile_takes_out_counts_for_nothing():
    here = a_question("B").citing("R-1").asked_if(ProfileIs("has_dpi"))
    without = an_organisation(has_dpi=False)
    assert verdict_on(LINE, A, here, answers={"A": 3}, organisation=without).state == "met"
    assert verdict_on(LINE, A, here, answers={"A": 3}).state == "partly"


def test_a_line_that_no_question_cites_says_that_it_is_not_covered():
    verdict = verdict_on(a_line("1", "R-9"), A, answers={"A": 5})
    assert (verdict.state, verdict.why) == ("unassessed", "uncovered")


def test_a_date_is_no_level_and_judges_no_line():
    verdict = verdict_on(LINE, a_date("A").citing("R-1"), answers={"A": "2026-01-01"})
    assert (verdict.state, verdict.why) == ("unassessed", "uncovered")


def test_a_question_of_the_full_version_keeps_a_line_from_being_met_on_the_core_one():
    core, rest = A.in_core(), B
    verdict = verdict_on(LINE, core, rest, answers={"A": 5}, tier="core")
    assert (verdict.state, verdict.asked) == ("partly", 2)
    alone = verdict_on(a_line("1", "R-2"), core, rest, answers={"A": 5}, tier="core")
    assert (alone.state, alone.why) == ("unassessed", "beyond_tier")


def test_a_line_may_leave_a_question_that_cites_it_and_take_one_that_does_not():
    left = a_line("1", "R-1", leaves=["B"])
    assert verdict_on(left, A, B, answers={"A": 3, "B": 0}).state == "met"
    taken = a_line("1", "R-9", needs={"A": Fraction(4)})
    assert verdict_on(taken, A, answers={"A": 4}).state == "met"


def test_the_missing_actions_are_those_of_the_answers_that_fall_short_by_rank():
    verdict = verdict_on(LINE, A, B, a_question("C"), answers={"A": 0, "B": 5, "C": 0})
    assert [action.questions for action in verdict.actions] == [("A",)]


def test_a_table_says_whether_it_concerns_the_establishment_and_those_come_first():
    asked = [a_questionnaire("care", A).built]
    tables = (
        a_table("no", LINE, applies_if=ProfileIs("ght_member")),
        a_table("perhaps", LINE, applies_if=ProfileIs("has_dpi")),
        a_table("all", LINE),
    )
    sheet = a_sheet({"A": 3}, organisation=an_organisation(ght_member=False))
    found = read(asked, sheet, with_tables(*tables))
    assert [(one.table.id, one.concerned) for one in found] == [
        ("all", True), ("perhaps", None), ("no", False),
    ]  # fmt: skip


def test_a_condition_on_facts_is_known_as_far_as_the_facts_are():
    both = AllOf((ProfileIs("a"), Not(ProfileIs("b"))))
    assert is_concerned(both, {"a": True, "b": False}) is True
    assert is_concerned(both, {"a": False, "b": None}) is False
    assert is_concerned(both, {"a": True, "b": None}) is None


def test_every_state_of_a_table_is_counted_once():
    asked = [a_questionnaire("care", A, B).built]
    table = a_table("t", LINE, a_line("2", "R-2"), a_line("3", "R-3"))
    (found,) = read(asked, a_sheet({"A": 3, "B": 0}), with_tables(table))
    assert [found.count(state) for state in STATES] == [0, 1, 1, 1]
    assert [line.id for line in found.uncovered] == ["3"]


# What ships


def test_what_a_shipped_line_needs_or_leaves_are_questions_of_the_newest_versions(shipped):
    questions = {
        question.id: question
        for one in shipped.select(shipped.latest())
        for question in one.questions
    }
    for table in shipped.reference.readiness.values():
        for line in table.lines:
            assert {*line.needs, *line.leaves} <= set(questions), (table.id, line.id)
            assert all(0 <= level <= 5 for level in line.needs.values())
            cites = [
                one for one in line.leaves if set(questions[one].references) & set(line.references)
            ]
            assert list(line.leaves) == cites, (table.id, line.id)


def test_what_the_note_says_of_the_measures_of_recyf_is_counted(shipped):
    table = shipped.reference.readiness["recyf_20"]
    cited = {
        reference
        for one in shipped.select(shipped.latest())
        for question in one.questions
        for reference in question.references
    }
    measures = {one for line in table.lines for one in line.references if "." in one}
    assert f"nos questions en citent {len(measures & cited)}." in table.beyond.fr


def test_the_frameworks_asked_for_are_there_whole(shipped):
    lines = {name: len(table.lines) for name, table in shipped.reference.readiness.items()}
    assert lines == {
        "care_d2": 13, "hospiconnect_2026": 2, "hospiconnect_2027": 7, "hospiconnect_2028": 7,
        "dns_2025_12": 7, "hygiene_42": 42, "recyf_20": 20, "nis2": 13,
    }  # fmt: skip


def test_a_yearly_exercise_is_met_within_twelve_months_and_not_after(shipped):
    """Instruction DNS/2025/12, action 1: one exercise a year, its lessons in the quality programme."""
    asked = shipped.select(shipped.latest())
    best = {"GOV-23": 3, "GOV-24": 4}

    def state(months: int) -> str:
        sheet = a_sheet({**best, "GOV-22": Fraction(months)}, versions=shipped.latest())
        tables = {one.table.id: one for one in _read(asked, sheet, shipped.reference)}
        return tables["dns_2025_12"].lines[0][1].state

    assert (state(12), state(13)) == ("met", "partly")


def _read(asked, sheet, reference: Reference):
    return build_readiness(asked, sheet, Plan(actions=(), to_clarify=()), reference)


def test_what_is_marked_unsure_is_in_no_table_and_no_obligation():
    line = {"id": "1", "text": {"fr": "a", "en": "a"}, "references": ["R"]}
    table = {"title": {"fr": "t", "en": "t"}, "confidence": "S"}
    tables = {
        "sure": {**table, "lines": [line, {**line, "id": "2", "confidence": "U"}]},
        "unsure": {**table, "confidence": "U", "lines": [line]},
    }
    found = read_readiness(tables)
    assert [one.id for one in found["sure"].lines] == ["1"]
    assert list(found) == ["sure"]
    duty = {
        "id": "d", "text": {"fr": "d", "en": "d"}, "force": "duty", "basis": "none", "topic": "ad",
        "references": [], "confidence": "S",
    }  # fmt: skip
    duties = [duty, {**duty, "id": "e", "confidence": "U"}]
    assert [one.id for one in read_obligations(duties)] == ["d"]

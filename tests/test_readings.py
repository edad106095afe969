"""The same answers under a mean, a capped mean and a ladder; and the way to the target between two sheets."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_choice, a_question, a_questionnaire, a_reference, a_yes_no
from filled import UNKNOWN, a_sheet, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from strategies import worlds

from care_assess.questionnaire import AnswerAtLeast
from care_assess.scoring import advances, read, score
from care_assess.scoring.document import to_document
from care_assess.scoring.readings import Climb

REFERENCE = a_reference()


def readings(questionnaire, answers):
    return read([questionnaire.built], a_sheet(answers), REFERENCE)["care"]


def stairs(questionnaire, answers):
    (climb,) = readings(questionnaire, answers).climbs
    assert climb.id == "stairs"
    return climb.proven, climb.at_most


def way(questionnaire, now, before=None, target=None):
    built = [questionnaire.built]
    return advances(
        built,
        a_sheet(now),
        REFERENCE,
        before=None if before is None else (built, a_sheet(before)),
        target=None if target is None else a_sheet(target),
    ).overall


FOUR = a_questionnaire("care", *(a_question(name) for name in "ABCD"))


# Three readings


def test_a_mean_is_read_without_its_caps_and_under_them():
    questionnaire = FOUR.capped("A", 2, below=3)
    found = readings(questionnaire, {"A": 2, "B": 4, "C": 5, "D": 3})
    assert (found.mean.score, found.capped.score) == (Fraction(7, 2), 2)
    found = readings(questionnaire, {"A": UNKNOWN, "B": 4, "C": 5, "D": 3})
    assert (found.mean.low, found.mean.high) == (3, Fraction(17, 4))
    assert (found.capped.score, found.capped.low, found.capped.high) == (2, 2, Fraction(17, 4))


@pytest.mark.parametrize("method", ["sum", "sum_of_groups", "ladder"])
def test_a_questionnaire_that_is_no_mean_is_read_as_the_mean_of_its_questions(method):
    rungs = (1,) if method == "ladder" else ()
    questionnaire = FOUR.scored_by(method, rungs=rungs).with_section("more", a_question("E"))
    found = readings(questionnaire, dict.fromkeys("ABCD", 2) | {"E": 4})
    assert found.mean.score == Fraction(12, 5)


def test_a_mean_of_groups_is_read_as_such():
    questionnaire = FOUR.with_section("more", a_question("E")).scored_by("mean_of_groups")
    assert readings(questionnaire, dict.fromkeys("ABCD", 2) | {"E": 4}).mean.score == 3


@pytest.mark.parametrize(
    ("answers", "levels"),
    [
        ({"A": 3, "B": 4, "C": 5, "D": 3}, (3, 3)),
        ({"A": 5, "B": 5, "C": 5, "D": 5}, (5, 5)),
        ({"A": 0, "B": 5, "C": 5, "D": 5}, (0, 0)),
        ({"A": 3, "B": UNKNOWN, "C": 5, "D": 4}, (0, 3)),
        ({"A": 3, "C": 5, "D": 4}, (0, 3)),
        ({"A": 3, "B": not_applicable(), "C": 5, "D": 4}, (3, 3)),
        ({"A": UNKNOWN, "B": UNKNOWN}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_the_staircase_stops_at_the_first_level_that_one_question_misses(answers, levels):
    assert stairs(FOUR, answers) == levels


def test_a_question_that_cannot_go_higher_stops_nobody():
    questionnaire = a_questionnaire("care", a_choice("A", no=0, yes=2), a_question("B"))
    assert stairs(questionnaire, {"A": "yes", "B": 4}) == (4, 4)
    assert stairs(questionnaire, {"A": "no", "B": 4}) == (0, 0)
    nothing = a_questionnaire("care", a_choice("A", no=0), a_question("B"))
    assert stairs(nothing, {"A": "no", "B": 4}) == (4, 4)
    short = a_questionnaire("care", a_choice("A", no=0, yes=2))
    assert stairs(short, {"A": "yes"}) == (2, 2)


def test_the_staircase_has_the_whole_levels_of_its_scale():
    answers = {"low": Fraction(1, 4), "middle": Fraction(3, 2), "high": 3}
    questionnaire = a_questionnaire(
        "care", a_choice("A", **answers), a_choice("B", **answers)
    ).on_scale(0, 3)
    assert stairs(questionnaire, {"A": "middle", "B": "high"}) == (1, 1)
    assert stairs(questionnaire, {"A": "low", "B": "high"}) == (0, 0)
    odd = a_questionnaire("care", a_choice("A", low=Fraction(1, 2), high=Fraction(5, 2)))
    assert stairs(odd.on_scale(Fraction(1, 2), Fraction(5, 2)), {"A": "low"}) == (
        Fraction(1, 2),
        Fraction(1, 2),
    )


def test_the_staircase_names_the_questions_that_stop_it():
    (climb,) = readings(FOUR, {"A": 3, "B": 2, "C": 2, "D": UNKNOWN}).climbs
    assert (climb.blocking, climb.missing) == (("B", "C"), 1)
    (climb,) = readings(FOUR, dict.fromkeys("ABCD", 5)).climbs
    assert climb.blocking == ()


def test_the_staircase_of_what_is_not_known_has_no_level_and_says_how_much_is_missing():
    (climb,) = readings(FOUR, {"A": UNKNOWN, "B": not_applicable()}).climbs
    assert climb == Climb(id="stairs", proven=None, at_most=None, blocking=(), missing=3)


def test_declared_ladders_take_the_place_of_the_staircase():
    questionnaire = a_questionnaire(
        "care",
        a_yes_no("A").carrying("spn", 1).failing(1, option="no"),
        a_yes_no("B").failing(2, option="no"),
    ).with_ladder("estimate", start=1, rungs=(1, 2))
    (climb,) = readings(questionnaire, {"A": "yes", "B": "no"}).climbs
    assert (climb.id, climb.proven, climb.at_most, climb.blocking) == ("estimate", 2, 2, ("B",))
    scored_so = questionnaire.scored_by("ladder", start=0, rungs=(1, 2))
    found = readings(scored_so, {"A": "yes", "B": UNKNOWN}).climbs
    assert [(one.id, one.proven, one.at_most, one.missing) for one in found] == [
        ("estimate", 2, 3, 1),
        ("care", 1, 2, 1),
    ]


@pytest.mark.parametrize(
    ("answers", "levels"), [({}, (None, None)), ({"A": 3, "B": UNKNOWN}, (0, 3))]
)
def test_the_document_reads_the_staircase_known_or_not(answers, levels):
    asked = ([FOUR.built], a_sheet(answers), REFERENCE)
    document = to_document(score(*asked), readings=read(*asked))
    (climb,) = document["domains"]["care"]["readings"]["ladders"]
    assert (climb["id"], climb["proven"], climb["at_most"]) == ("stairs", *levels)
    assert climb["missing"] == (4 if not answers else 3)
    assert climb["blocking"] == (["A"] if answers else [])


@given(worlds())
def test_the_capped_reading_of_a_mean_is_its_score_and_never_above_the_mean(world):
    asked, sheet = world
    built = [one.built for one in asked]
    scores = score(built, sheet, REFERENCE)
    for name, found in read(built, sheet, REFERENCE).items():
        total = scores.domains[name].total
        if total.method in {"weighted_mean", "mean_of_groups"}:
            assert (found.capped.score, found.mean.score) == (total.score, total.uncapped)
            assert (found.capped.low, found.capped.high) == (total.low, total.high)
        if found.mean.score is not None:
            assert found.capped.score <= found.mean.score


@given(worlds())
def test_what_is_proven_is_never_above_what_is_possible(world):
    asked, sheet = world
    for found in read([one.built for one in asked], sheet, REFERENCE).values():
        for climb in found.climbs:
            assert (climb.proven is None) == (climb.at_most is None)
            assert climb.proven is None or 0 <= climb.proven <= climb.at_most <= 5


@given(st.data(), st.lists(st.integers(0, 5), min_size=1, max_size=4))
def test_the_staircase_is_the_lowest_level_of_questions_that_can_all_be_at_best(data, levels):
    questionnaire = a_questionnaire("care", *(a_question(f"Q-{n}") for n in range(len(levels))))
    answers = {f"Q-{n}": level for n, level in enumerate(levels)}
    assert stairs(questionnaire, answers) == (min(levels), min(levels))
    unknown = data.draw(st.sampled_from(sorted(answers)))
    known = [level for name, level in answers.items() if name != unknown]
    lowest = (0, min(known)) if known else (None, None)
    assert stairs(questionnaire, {**answers, unknown: UNKNOWN}) == lowest


# The way to the target


def test_the_way_to_the_target_counts_what_is_missing_and_nothing_beyond():
    """Target 3: A misses 2 of 3, B is beyond, C is not known, D is left out."""
    found = way(FOUR, {"A": 1, "B": 5, "C": UNKNOWN, "D": not_applicable()})
    assert (found.aimed, found.gap) == (Fraction(9, 5), Fraction(5, 5))
    assert (found.to_target, found.since) == (Fraction(4, 9), None)


def test_weights_count_on_the_way():
    questionnaire = a_questionnaire("care", a_question("A").weighing(3), a_question("B"))
    assert way(questionnaire, {"A": 3, "B": 0}).to_target == Fraction(3, 4)


def test_what_is_gone_since_is_the_share_of_the_former_gap_that_is_closed():
    before, now = {"A": 1, "B": 0, "C": 3, "D": 3}, {"A": 3, "B": 1, "C": 3, "D": 5}
    assert way(FOUR, now, before).since == Fraction(3, 5)
    assert way(FOUR, before, now).since == Fraction(-3, 2)
    assert way(FOUR, now, now).since == 0
    reached = dict.fromkeys("ABCD", 3)
    assert way(FOUR, reached, before).since == 1
    assert way(FOUR, reached, reached).since is None


def test_only_what_concerns_the_establishment_both_times_is_compared():
    before = {"A": 1, "B": not_applicable(), "C": 3, "D": 3}
    assert way(FOUR, {"A": 2, "B": 0, "C": 3, "D": 3}, before).since == Fraction(1, 2)
    fewer = a_questionnaire("care", a_question("A"))
    found = advances(
        [FOUR.built], a_sheet({"A": 2}), REFERENCE, before=([fewer.built], a_sheet({"A": 1}))
    )
    assert found.overall.since == Fraction(1, 2)


def test_a_target_is_never_above_the_best_answer_there_is():
    questionnaire = a_questionnaire("care", a_choice("A", no=0, yes=2)).aiming_at(4)
    assert way(questionnaire, {"A": "yes"}).to_target == 1


def test_a_question_that_brings_nothing_aims_at_nothing():
    questionnaire = a_questionnaire("care", a_choice("A", no=0), a_question("B"))
    assert way(questionnaire, {"A": "no", "B": 0}).aimed == Fraction(3, 5)


def test_the_target_may_be_a_sheet():
    found = way(FOUR, {"A": 1, "B": 3}, target={"A": 5, "B": 4, "C": 0, "D": UNKNOWN})
    assert (found.aimed, found.gap) == (Fraction(5 + 4 + 3, 5), Fraction(4 + 1 + 3, 5))


def test_where_nothing_is_aimed_at_there_is_no_way():
    assert way(FOUR.aiming_at(0), {"A": 1}).to_target is None
    questionnaire = a_questionnaire(
        "care", a_question("A"), a_question("B").asked_if(AnswerAtLeast("A", 3))
    )
    assert way(questionnaire, {"A": not_applicable()}).to_target is None


def test_each_domain_has_its_way_on_its_own_scale():
    hundred = a_questionnaire("big", a_choice("X", low=0, middle=40, high=100)).on_scale(0, 100)
    found = advances([FOUR.built, hundred.built], a_sheet({"X": "middle", "A": 3}), REFERENCE)
    assert found.domains["big"].to_target == Fraction(40, 60)
    assert found.domains["care"].to_target == Fraction(1, 4)
    assert found.overall.aimed == found.domains["big"].aimed + found.domains["care"].aimed


@given(worlds())
def test_the_way_gone_is_a_share_and_nothing_is_gone_since_the_same_sheet(world):
    asked, sheet = world
    built = [one.built for one in asked]
    found = advances(built, sheet, REFERENCE, before=(built, sheet))
    for one in (found.overall, *found.domains.values()):
        assert 0 <= one.gap <= one.aimed
        assert one.to_target is None or 0 <= one.to_target <= 1
        assert one.since in {None, 0}

"""The exposure to a scenario: how it is computed, what explains it, what reduces it."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_question, a_questionnaire, a_reference, a_scenario
from filled import UNKNOWN, a_sheet, an_organisation, not_applicable

from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import build_plan
from care_assess.questionnaire import ProfileIs
from care_assess.risks import BANDS, Risk, band_of, build_risks, by_exposure
from care_assess.scoring import score

HALF = Fraction(1, 2)


def weighed(scenario, answers, *questions, **parts) -> Risk:
    """The exposure to one scenario, of a questionnaire that asks what the scenario places."""
    names = {one.question for step in scenario.steps for one in step.placements}
    asked = questions or tuple(map(a_question, sorted(names)))
    (risk,) = risks_of([scenario], answers, *asked, **parts)
    return risk


def risks_of(scenarios, answers, *questions, **parts) -> tuple[Risk, ...]:
    reference = a_reference(*scenarios)
    built = [a_questionnaire("care", *questions).built]
    sheet = a_sheet(answers, **parts)
    plan = build_plan(built, sheet, score(built, sheet, reference), reference)
    return build_risks(built, sheet, plan, reference)


def barriers(**strengths):
    """One step of weight 1 with barriers of those strengths."""
    return a_scenario("s", step=(1, {name: ("stops", n) for name, n in strengths.items()}))


def value(risk: Risk) -> Fraction | None:
    return risk.exposure and risk.exposure.value


# The formula


@pytest.mark.parametrize("level", range(6))
def test_an_answer_opens_its_step_by_what_it_lacks(level):
    assert value(weighed(barriers(A=1), {"A": level})) == Fraction(5 - level, 5)


def test_a_step_is_the_mean_of_its_answers_by_strength():
    risk = weighed(barriers(A=3, B=1), {"A": 0, "B": 5})
    assert value(risk) == Fraction(3, 4)


def test_a_scenario_is_the_mean_of_its_steps_by_weight():
    scenario = a_scenario("s", entry=(3, {"A": ("stops", 1)}), recovery=(1, {"B": ("stops", 3)}))
    assert value(weighed(scenario, {"A": 0, "B": 5})) == Fraction(3, 4)


def test_the_most_open_door_that_is_enough_alone_is_half_of_its_step():
    held = dict.fromkeys("BCD", ("stops", 3))
    scenario = a_scenario("s", entry=(1, {"A": ("opens", 3), "E": ("opens", 3), **held}))
    answers = dict.fromkeys("BCDE", 5)
    assert value(weighed(scenario, {"A": 0, **answers})) == (Fraction(1, 5) + 1) / 2
    assert value(weighed(scenario, {"A": 5, **answers})) == 0
    assert value(weighed(scenario, {**answers, "A": 0, "E": 2})) == (Fraction(8, 25) + 1) / 2


@pytest.mark.parametrize("placed", [("opens", 2), ("stops", 3)])
def test_no_other_answer_does(placed):
    held = dict.fromkeys("BCDE", ("stops", 3))
    scenario = a_scenario("s", entry=(1, {"A": placed, **held}))
    assert value(weighed(scenario, {"A": 0, **dict.fromkeys("BCDE", 5)})) < Fraction(1, 4)


def test_what_is_not_known_counts_as_open_and_may_be_closed():
    risk = weighed(barriers(A=1, B=1), {"A": 5, "B": UNKNOWN})
    assert risk.exposure == (HALF, 0, HALF)


def test_what_is_not_answered_is_left_out_and_widens_the_bounds_both_ways():
    risk = weighed(barriers(A=1, B=1), {"A": 3})
    assert risk.exposure == (Fraction(2, 5), Fraction(1, 5), Fraction(7, 10))


def test_a_step_without_an_answer_is_left_out_and_widens_the_bounds():
    scenario = a_scenario("s", entry=(1, {"A": ("stops", 1)}), recovery=(1, {"B": ("stops", 1)}))
    assert weighed(scenario, {"A": 5}).exposure == (0, 0, HALF)


def test_what_does_not_apply_never_counts():
    risk = weighed(barriers(A=1, B=3), {"A": 4, "B": not_applicable()})
    assert risk.exposure == (Fraction(1, 5),) * 3
    assert [one.question for one in risk.stops] == ["A"]


def test_what_the_profile_settles_never_counts_either():
    questions = a_question("A"), a_question("B").asked_if(ProfileIs("has_dpi"))
    facts = {"organisation": an_organisation(has_dpi=False)}
    risk = weighed(barriers(A=1, B=3), {"A": 4}, *questions, **facts)
    assert risk.exposure == (Fraction(1, 5),) * 3


def test_a_questionnaire_on_another_scale_opens_by_its_points():
    care = a_questionnaire("care", a_question("A")).on_scale(0, 10).built
    reference, sheet = a_reference(barriers(A=1)), a_sheet({"A": 5})
    plan = build_plan([care], sheet, score([care], sheet, reference), reference)
    (risk,) = build_risks([care], sheet, plan, reference)
    assert value(risk) == HALF


# The bands


@pytest.mark.parametrize(
    ("share", "band"),
    [
        (Fraction(0), "low"),
        (Fraction(1, 5), "low"),
        (Fraction(1, 5) + Fraction(1, 10**9), "moderate"),
        (Fraction(2, 5), "moderate"),
        (Fraction(2, 5) + Fraction(1, 10**9), "high"),
        (Fraction(3, 5), "high"),
        (Fraction(3, 5) + Fraction(1, 10**9), "very_high"),
        (Fraction(1), "very_high"),
    ],
)
def test_bands_are_judged_on_the_exact_share(share, band):
    assert band_of(share) == band


def test_everything_at_the_target_floor_is_a_moderate_exposure():
    assert weighed(barriers(A=1, B=2), {"A": 3, "B": 3}).band == "moderate"


def test_too_little_known_gives_no_band():
    risk = weighed(barriers(A=1, B=1), {"A": 5, "B": UNKNOWN})
    assert risk.known == HALF
    assert risk.band is None
    assert [one.question for one in risk.to_clarify] == ["B"]


def test_three_fifths_known_are_enough():
    scenario = barriers(A=3, B=2)
    assert weighed(scenario, {"A": 0, "B": UNKNOWN}).known == Fraction(3, 5)
    assert weighed(scenario, {"A": 0, "B": UNKNOWN}).band == "very_high"


def test_little_known_is_enough_when_the_rest_could_change_nothing():
    entry = {"A": ("stops", 3), "B": ("stops", 3), "C": ("stops", 1)}
    scenario = a_scenario("s", entry=(3, entry), late=(1, {"D": ("stops", 1)}))
    risk = weighed(scenario, {"A": 0, "B": 0, "C": 0, "D": UNKNOWN})
    assert risk.exposure == (1, Fraction(3, 4), 1)
    assert risk.band == "very_high"


def test_a_step_that_the_tier_does_not_ask_about_is_unknown_ground():
    scenario = a_scenario("s", entry=(1, {"A": ("stops", 1)}), late=(1, {"B": ("stops", 1)}))
    questions = a_question("A").in_core(), a_question("B")
    risk = weighed(scenario, {"A": 2}, *questions, tier="core")
    assert [step.state for step in risk.steps] == ["ajar", "unasked"]
    assert risk.known == HALF
    assert risk.exposure == (Fraction(3, 5),) * 3


def test_a_scenario_whose_questions_do_not_apply_has_no_exposure():
    risk = weighed(barriers(A=1), {"A": not_applicable()})
    assert (risk.exposure, risk.band, risk.actions) == (None, None, ())
    assert [step.state for step in risk.steps] == ["outside"]


def test_a_scenario_that_the_questionnaires_do_not_ask_about_is_left_out():
    assert risks_of([barriers(Z=1)], {"A": 3}, a_question("A")) == ()


@pytest.mark.parametrize(
    ("answer", "state"),
    [(5, "holds"), (3, "holds"), (2, "ajar"), (1, "open"), (0, "open"), (UNKNOWN, "unclear")],
)
def test_a_step_holds_is_ajar_or_open(answer, state):
    (step,) = weighed(barriers(A=1), {"A": answer}).steps
    assert step.state == state


# The reasons


def test_the_worst_answer_opens_the_way_first_and_the_best_stops_it_first():
    scenario = barriers(A=1, B=3, C=3, D=2, E=3)
    risk = weighed(scenario, {"A": 0, "B": 1, "C": 2, "D": 5, "E": 4})
    assert [one.question for one in risk.opens] == ["B", "C", "A"]
    assert [one.question for one in risk.stops] == ["E", "D"]


def test_of_equal_weight_a_door_opens_first_and_a_barrier_stops_first():
    placed = {name: (role, 2) for name, role in zip("ABCD", ("stops", "opens") * 2, strict=True)}
    risk = weighed(a_scenario("s", step=(1, placed)), {"A": 1, "B": 1, "C": 5, "D": 5})
    assert [one.question for one in risk.opens] == ["B", "A"]
    assert [one.question for one in risk.stops] == ["C", "D"]


def test_the_more_critical_question_comes_first_then_the_core_one():
    questions = a_question("A"), a_question("B").in_core(), a_question("C").critical()
    risk = weighed(barriers(A=1, B=1, C=1), dict.fromkeys("ABC", 0), *questions)
    assert [one.question for one in risk.opens] == ["C", "B", "A"]


def test_an_answer_at_several_steps_is_one_reason_with_its_greatest_strength():
    scenario = a_scenario(
        "s", entry=(1, {"A": ("opens", 1)}), late=(1, {"A": ("stops", 3), "B": ("stops", 1)})
    )
    (reason,) = weighed(scenario, {"A": 0, "B": 5}).opens
    assert (reason.role, reason.strength, reason.steps) == ("stops", 3, ("entry", "late"))
    assert reason.openness == 1


def test_what_nobody_knows_is_to_clarify_before_what_is_not_answered():
    risk = weighed(barriers(A=1, B=1, C=2), {"B": UNKNOWN})
    assert [(one.question, one.unknown) for one in risk.to_clarify] == [
        ("C", False),
        ("B", True),
        ("A", False),
    ]


# The actions


def test_the_three_actions_that_reduce_it_most_come_first():
    risk = weighed(barriers(A=1, B=3, C=2, D=3), {"A": 0, "B": 0, "C": 0, "D": 2})
    assert [one.action.questions for one in risk.actions] == [("B",), ("C",), ("D",)]
    assert [one.after for one in risk.actions] == [
        Fraction(24, 45),
        Fraction(29, 45),
        Fraction(30, 45),
    ]


def test_of_actions_that_reduce_as_much_the_shorter_comes_first_then_the_better_ranked():
    questions = (
        a_question("A").solved_by("Long", days=9),
        a_question("B").solved_by("Short", days=2),
        a_question("C").solved_by("Long too", days=9),
    )
    risk = weighed(barriers(A=1, B=1, C=1), dict.fromkeys("ABC", 0), *questions)
    assert [one.action.questions for one in risk.actions] == [("B",), ("A",), ("C",)]


def test_an_action_that_answers_several_questions_raises_them_all():
    questions = a_question("A").solved_by("Do both"), a_question("B").solved_by("Do both")
    (reduction,) = weighed(barriers(A=1, B=1), {"A": 0, "B": 0}, *questions).actions
    assert reduction.after == 0


def test_an_action_outside_the_scenario_reduces_nothing():
    questions = a_question("A"), a_question("B")
    risk = weighed(barriers(A=1), {"A": 5, "B": 0}, *questions)
    assert risk.actions == ()


def test_the_work_that_an_action_includes_is_done_with_it_and_not_proposed_again():
    whole = a_question("A").solved_by("Reach the level", overlaps="steps", days=9)
    care = (
        a_questionnaire("care", whole, a_question("B").carrying("spn", 1).failing(1, below=3))
        .with_ladder("steps", start=1, rungs=(1,))
        .built
    )
    reference, sheet = a_reference(barriers(A=1, B=1)), a_sheet({"A": 0, "B": 0})
    plan = build_plan([care], sheet, score([care], sheet, reference), reference)
    (risk,) = build_risks([care], sheet, plan, reference)
    assert [(one.action.questions, one.after) for one in risk.actions] == [(("A",), 0)]


# The order of scenarios


def test_the_most_exposed_scenario_comes_first_and_the_unclear_ones_last():
    scenarios = [
        a_scenario(name, step=(1, {question: ("stops", 1)}))
        for name, question in (("one", "A"), ("two", "B"), ("three", "C"), ("four", "D"))
    ]
    answers = {"A": UNKNOWN, "B": 4, "C": 1, "D": 4}
    found = by_exposure(risks_of(scenarios, answers, *map(a_question, "ABCD")))
    assert [one.id for one in found] == ["three", "two", "four", "one"]


# What ships


@pytest.fixture(scope="module")
def demos():
    catalogue = load_catalogue()
    found = {}
    for name, sheet in demo_sheets(catalogue):
        asked = catalogue.select(sheet.versions)
        scores = score(asked, sheet, catalogue.reference)
        plan = build_plan(asked, sheet, scores, catalogue.reference)
        found[name] = build_risks(asked, sheet, plan, catalogue.reference)
    return found


def test_each_demonstration_has_the_five_scenarios_with_reasons_and_actions(demos):
    for risks in demos.values():
        assert len(risks) == 5
        for risk in risks:
            assert risk.exposure is not None
            assert risk.opens
            assert 1 <= len(risk.actions) <= 3


def test_an_establishment_that_has_worked_for_a_year_is_less_exposed(demos):
    for name in ("ch-de-valmont", "chu-de-grandval", "clinique-des-tilleuls"):
        for before, now in zip(demos[f"{name}-2025"], demos[f"{name}-2026"], strict=True):
            assert value(now) < value(before), (name, now.id)


def test_the_weaker_establishment_is_in_a_higher_band(demos):
    for name in ("ransomware", "directory_takeover"):
        bands = [
            next(one.band for one in demos[f"{who}-2026"] if one.id == name)
            for who in ("chu-de-grandval", "ch-de-valmont", "clinique-des-tilleuls")
        ]
        assert bands == sorted(bands, key=BANDS.index)
        assert len(set(bands)) == 3


def test_what_would_close_the_way_to_the_directory_is_what_a_security_officer_would_do(demos):
    (directory,) = (one for one in demos["ch-de-valmont-2026"] if one.id == "directory_takeover")
    assert [one.action.questions[0] for one in directory.actions[:2]] == ["AD-03", "AD-23"]

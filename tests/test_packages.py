"""Work packages: which actions are one line of the plan, and what it brings."""

from __future__ import annotations

from fractions import Fraction

import pytest
from build import a_question, a_questionnaire, a_reference, said
from filled import a_sheet
from hypothesis import given, settings
from roads import KITS, Case, cases

from care_assess.content import load_catalogue
from care_assess.demo import demo_sheets
from care_assess.plan import Package, Plan, build_plan, by_topic
from care_assess.scoring import score

REFERENCE = a_reference(
    kit={"rssi": "Play the kit"},
    guide={"rssi": "Read the guide", "directeur": "Follow the guide"},
    twin={"rssi": "Play the kit"},
    catalogue=True,
    unsure=False,
)


def planned(*questions, capped: str = "", reference=REFERENCE, **answers: int) -> Plan:
    """The plan of one questionnaire, every question at 1 unless said otherwise."""
    care = a_questionnaire("care", *questions)
    if capped:
        care = care.capped(capped, 2)
    sheet = a_sheet({**dict.fromkeys((one.id for one in care.built.questions), 1), **answers})
    return build_plan([care.built], sheet, score([care.built], sheet, reference), reference)


def resting(name: str, *resources: str, **action):
    """A question whose action rests on those resources."""
    return a_question(name).solved_by(f"Do {name}", resources=resources, **action)


def gathered(plan: Plan) -> list[tuple[str, ...]]:
    return [tuple(action.id for action in package.actions) for package in plan.packages]


def test_actions_of_one_owner_that_rest_on_one_resource_are_one_line():
    plan = planned(resting("A", "kit"), resting("B", "kit"), resting("C"))
    assert gathered(plan) == [("A", "B"), ("C",)]
    assert [one.title for one in plan.packages] == [said("Play the kit"), said("Do C")]
    assert [one.alone for one in plan.packages] == [False, True]


def test_another_owner_has_a_package_of_his_own():
    plan = planned(
        resting("A", "guide"),
        resting("B", "guide", owner="directeur"),
        resting("C", "guide"),
        resting("D", "guide", owner="directeur"),
    )
    assert gathered(plan) == [("A", "C"), ("B", "D")]
    assert [one.owner for one in plan.packages] == ["rssi", "directeur"]


def test_in_other_hands_a_resource_makes_no_package():
    some = (resting(name, "kit", owner="directeur") for name in "AB")
    assert gathered(planned(*some)) == [("A",), ("B",)]


@pytest.mark.parametrize("resource", ["catalogue", "unsure"])
def test_a_resource_that_serves_everything_or_is_not_sure_makes_no_package(resource):
    assert gathered(planned(resting("A", resource), resting("B", resource))) == [("A",), ("B",)]


def test_an_action_goes_with_the_first_of_its_resources_that_makes_a_package():
    plan = planned(
        resting("A", "catalogue", "guide", "kit"), resting("B", "kit"), resting("C", "guide")
    )
    assert gathered(plan) == [("A", "C"), ("B",)]


def test_resources_of_the_same_name_make_one_package():
    assert gathered(planned(resting("A", "kit"), resting("B", "twin"))) == [("A", "B")]


def test_an_action_alone_is_told_as_itself():
    (package,) = planned(resting("A", "kit")).packages
    assert (package.title, package.head.id, package.alone) == (said("Do A"), "A", True)


def test_a_package_has_the_rank_of_its_best_action():
    plan = planned(resting("A", "kit"), resting("B").critical(), resting("C", "kit").critical())
    assert gathered(plan) == [("B",), ("C", "A")]
    assert [one.rank for one in plan.packages] == [1, 2]
    assert plan.packages[1].head.id == "C"


def test_an_action_that_covers_the_work_of_others_heads_them_under_its_own_name():
    care = a_questionnaire(
        "care",
        a_question("A").solved_by("Reach the level", days=8, overlaps="ads", resources=("kit",)),
        resting("B", "guide", owner="directeur", days=5).failing(1, below=4).critical(),
        resting("C", days=9).failing(1, below=4),
        resting("D", "kit"),
    ).with_ladder("ads", start=1, rungs=(1,))
    sheet = a_sheet(dict.fromkeys("ABCD", 1))
    plan = build_plan([care.built], sheet, score([care.built], sheet, REFERENCE), REFERENCE)
    covering = plan.package_of(plan.actions[0])
    assert sorted(one.id for one in covering.actions) == ["A", "B", "C"]
    assert (covering.head.id, covering.title) == ("A", said("Reach the level"))
    assert (covering.owner, covering.rank, covering.days) == ("rssi", 1, 14)
    assert covering.criticality == "critical"
    assert [one.id for one in plan.packages if one is not covering] == ["D"]


def test_a_package_brings_what_its_actions_bring_together():
    some = (resting("A", "kit"), resting("B", "kit"), a_question("C"))
    plan = planned(*some, capped="A", B=2, C=5)
    (package,) = plan.packages
    assert [one.gain for one in package.actions] == [Fraction(5 + 2 + 5, 3) - 2, 0]
    assert package.gain == Fraction(5 + 5 + 5, 3) - 2
    assert [one.question for one in package.lifts] == ["A"]


def test_a_package_waits_for_what_its_actions_wait_for_outside():
    plan = planned(resting("A", "kit", requires=("B", "C")), resting("B", "kit"), resting("C"))
    package = next(one for one in plan.packages if not one.alone)
    assert package.requires == ("C",)


def test_small_actions_that_are_long_together_are_not_quick():
    plan = planned(*(resting(name, "kit", days=4) for name in "ABC"), resting("D", days=4))
    assert [one.horizon for one in plan.packages] == ["structuring", "quick"]
    plan = planned(*(resting(name, "kit", days=4) for name in "AB"))
    assert [one.horizon for one in plan.packages] == ["quick"]


def test_a_package_is_in_each_list_of_its_actions():
    plan = planned(resting("A", "kit").on("ad"), resting("B", "kit").on("budget", "ad"))
    lists = by_topic(plan)
    assert {topic for topic, some in lists.items() if some} == {"ad", "budget"}
    assert lists["ad"] == lists["budget"] == plan.packages
    assert plan.packages[0].topics == ("ad", "budget")


@settings(max_examples=60)
@given(cases(KITS))
def test_every_action_is_in_one_package_and_all_the_days_are_there(case):
    plan = case.plan
    held = [action for package in plan.packages for action in package.actions]
    assert sorted(held, key=lambda one: one.rank) == list(plan.actions)
    assert sum(one.days for one in plan.packages) == plan.days_of(plan.actions)
    assert [one.rank for one in plan.packages] == sorted(one.rank for one in plan.packages)
    assert all(list(one.actions) == sorted(one.actions, key=_rank) for one in plan.packages)
    assert case_again(case).packages == plan.packages


@settings(max_examples=60)
@given(cases(KITS))
def test_a_package_brings_what_the_engine_says_and_no_less_than_its_best_action(case):
    now = case.marking.scores()
    for package in case.plan.packages:
        after = case.done(package.actions).scores()
        if now.overall.score is not None:
            assert package.gain == after.overall.score - now.overall.score
        assert package.gain >= max(one.gain for one in package.actions)
        for topic, gain in package.topic_gains.items():
            assert gain == (after.topics[topic].score or 0) - (now.topics[topic].score or 0)
        mine = set(package.questions)
        assert set(package.lifts) == {
            cap for cap in now.caps if cap not in after.caps and cap.question in mine
        }


def case_again(case: Case) -> Plan:
    return Case(case.questionnaires, case.sheet).plan


def _rank(action) -> int:
    return action.rank


@pytest.fixture(scope="module")
def hospital() -> Plan:
    """The plan of the demonstration hospital."""
    catalogue = load_catalogue()
    sheet = dict(demo_sheets(catalogue))["ch-de-valmont-2026"]
    asked, reference = catalogue.select(sheet.versions), catalogue.reference
    return build_plan(asked, sheet, score(asked, sheet, reference), reference)


def holding(plan: Plan, *questions: str) -> Package:
    """The package that answers all those questions."""
    return next(one for one in plan.packages if set(questions) <= set(one.questions))


def test_the_plan_of_a_hospital_has_a_third_fewer_lines(hospital):
    assert len(hospital.packages) * 10 < len(hospital.actions) * 7


def test_the_work_packages_of_a_hospital_are_those_that_a_director_knows(hospital):
    exercises = holding(hospital, "AWA-05", "GOV-23")
    assert exercises.title.fr == "Entraîner la direction à une crise cyber, avec les kits de l'ANS"
    assert exercises.owner == "directeur"
    assert holding(hospital, "AD-03", "ADC-02", "ADC-47").head.id == "AD-03"
    assert holding(hospital, "EXC-29", "EXC-31", "EXC-44").owner == "web"
    assert holding(hospital, "GOV-41", "GOV-45", "EXC-28", "AWA-10").owner == "achats"

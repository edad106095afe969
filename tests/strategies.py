"""Hypothesis strategies: questionnaires of every kind, and sheets that answer them in every way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

from build import (
    GroupBuilder,
    QuestionBuilder,
    QuestionnaireBuilder,
    a_choice,
    a_date,
    a_group,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_yes_no,
    an_action,
    an_information,
)
from filled import a_sheet, an_organisation
from hypothesis import strategies as st

from care_assess.answers import CLEARED, NEVER, Answer, Sheet, clean_text
from care_assess.questionnaire import (
    TOPICS,
    AllOf,
    AnswerAtLeast,
    AnyOf,
    Not,
    ProfileIs,
    Question,
)

__all__ = [
    "answers_to",
    "organisations",
    "questionnaires",
    "questionnaires_of_groups",
    "sheets",
    "texts",
    "worlds",
]

FACTS = ("ght_member", "has_dpi", "public", "nis2")
RUNGS = (1, 2, 3)

weights = st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 2)])

texts = st.text(max_size=60)
"""Any text that a person, a paste or an attacker may put into a field."""


KINDS = (
    a_question(),
    a_question().failing(1, below=1).failing(2, below=3),
    a_yes_no(),
    a_yes_no().carrying("spn", 1).failing(1, option="no").failing(1, option="partial"),
    a_choice(none=0, some=2, all=5),
    a_multiple(plan=1, drill=2, review=3),
    a_number(),
    a_number(better="higher", cuts={1: ">0", 2: 20, 3: 50, 4: 75, 5: 90}, decimals=1),
    a_number(never=False).failing(1, above=36),
    a_date(),
    an_information(),
)
PLACES = (
    (1, (), "awareness", "core"),
    (3, ("ad",), "operational_security", "core"),
    (Fraction(1, 2), ("ad", "budget"), "awareness", "full"),
    (Fraction(5, 3), ("exposure",), "operational_security", "full"),
    (2, ("ght_steering",), "governance_resilience", "core"),
)
"""Weight, topics, axis, tier."""
WORDS = ("Train", "Write", "Patch", None)
"""What solves a question: few words, so that several share an action; None: nothing does."""
QUESTIONS = tuple(
    (kind, place, words, days)
    for n, (kind, place) in enumerate(product(KINDS, PLACES))
    for words, days in [(WORDS[n % 4], 1 + 7 * n % 80)]
)


def conditions(before: list[str]) -> st.SearchStrategy[Any]:
    """Conditions on the profile and on questions asked before."""
    facts: st.SearchStrategy[Any] = st.sampled_from([ProfileIs(fact) for fact in FACTS])
    if before:
        asked = st.builds(AnswerAtLeast, st.sampled_from(before), st.integers(1, 3))
        facts = st.one_of(facts, asked)
    pairs = st.tuples(facts, facts)
    return st.one_of(facts, st.builds(Not, facts), st.builds(AllOf, pairs), st.builds(AnyOf, pairs))


def _dressed(name: str, kind: Any, place: Any, words: str | None, days: int) -> QuestionBuilder:
    weight, topics, axis, tier = place
    action = None if words is None else replace(an_action(words), days=days)
    built = replace(kind.built, id=name, topics=topics, axis=axis, tier=tier, action=action)
    return QuestionBuilder(built).weighing(weight)


METHODS = ("weighted_mean", "mean_of_groups", "sum", "ladder")


@st.composite
def questionnaires(
    draw: Any, name: str = "care", *, conditioned: bool = True, capped: bool = True
) -> QuestionnaireBuilder:
    """A questionnaire of up to three sections of up to three questions, by any method."""
    before: list[str] = []
    built = a_questionnaire(name).weighing(draw(weights))
    for section in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        questions = []
        for _ in range(draw(st.integers(0, 3))):
            asked = f"{name[:3].upper()}-{len(before) + 1:02}"
            question = _dressed(asked, *draw(st.sampled_from(QUESTIONS)))
            if conditioned and draw(st.integers(0, 4)) == 0:
                question = question.asked_if(draw(conditions(before)))
            questions.append(question)
            before.append(asked)
        method = draw(st.sampled_from(METHODS))
        built = built.with_section(
            section,
            *questions,
            method=method,
            rungs=RUNGS if method == "ladder" else (),
            weight=draw(weights),
        )
    method = draw(st.sampled_from(METHODS))
    built = built.scored_by(method, start=1, rungs=RUNGS if method == "ladder" else ())
    built = built.with_ladder("estimate", start=1, rungs=RUNGS)
    scored = [question.id for question in built.built.questions if question.scored]
    if capped and scored:
        for _ in range(draw(st.integers(0, 2))):
            topic = draw(st.sampled_from([None, *TOPICS]))
            below, at = draw(st.integers(1, 5)), draw(st.integers(0, 4))
            built = built.capped(draw(st.sampled_from(scored)), at, topic=topic, below=below)
    return built


WIDER = ((0, 5), (0, 6), (-5, 5), (0, 100))
"""Scales on which the levels of every kind of question stand."""
OF_GROUPS = ("weighted_mean", "mean_of_groups", "sum", "sum_of_groups")


@st.composite
def questionnaires_of_groups(draw: Any, name: str = "care") -> QuestionnaireBuilder:
    """A questionnaire on any scale and by any policies, its first sections nested in one another."""
    drawn = draw(questionnaires(name))
    drawn = drawn.counting(
        unknown=draw(st.sampled_from(["zero", "exclude"])),
        na=draw(st.sampled_from(["exclude", "target"])),
    ).on_scale(*draw(st.sampled_from(WIDER)))
    *first, last = drawn.built.sections
    built = QuestionnaireBuilder(replace(drawn.built, sections=()))
    if first:
        groups = map(GroupBuilder, first)
        method = draw(st.sampled_from(OF_GROUPS))
        inner = a_group("inner", *groups, method=method, weight=draw(weights))
        method = draw(st.sampled_from(OF_GROUPS))
        built = built.with_section("outer", inner, method=method, weight=draw(weights))
    sections = (*built.built.sections, last)
    return QuestionnaireBuilder(replace(built.built, sections=sections))


def values_of(question: Question) -> st.SearchStrategy[Any]:
    """Every value that fits the question."""
    if question.scale:
        step = 10**question.scale.decimals
        top = int(question.scale.maximum * step)
        numbers = st.integers(0, top).map(lambda n: Fraction(n, step))
        return st.one_of(numbers, st.just(NEVER)) if question.scale.never else numbers
    ids = [option.id for option in question.options]
    match question.kind:
        case "multiple":
            chosen = st.sets(st.sampled_from(ids))
            return chosen.map(lambda some: tuple(one for one in ids if one in some))
        case "date":
            return st.dates().map(lambda day: day.isoformat())
        case "information":
            return texts.filter(clean_text)
        case _:
            return st.sampled_from(ids)


OTHERWISE = (
    Answer(kind="unknown"),
    Answer(kind="not_applicable", reason="No such service here"),
    CLEARED,
)


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Every way to answer, not answering included."""
    known = values_of(question).map(lambda value: Answer(kind="value", value=value))
    proven = values_of(question).map(lambda value: Answer(kind="value", value=value, grade="shown"))
    return st.one_of(known, proven, st.sampled_from(OTHERWISE))


@st.composite
def organisations(draw: Any) -> Any:
    """Establishments whose facts are known, or not."""
    facts = {
        "has_dpi": st.booleans(),
        "ght_member": st.booleans(),
        "nis2_status": st.sampled_from(["essential", "outside", "unknown"]),
    }
    known = {name: draw(value) for name, value in facts.items() if draw(st.booleans())}
    return an_organisation(kind=draw(st.sampled_from(["public", "private_forprofit"])), **known)


@st.composite
def sheets(draw: Any, *asked: QuestionnaireBuilder, tier: str | None = None) -> Sheet:
    """A sheet that answers those questionnaires."""
    questions = [question for one in asked for question in one.built.questions]
    answers = {question.id: draw(answers_to(question)) for question in questions}
    return a_sheet(
        answers,
        organisation=draw(organisations()),
        tier=tier or draw(st.sampled_from(["core", "full"])),
        versions={one.built.id: one.built.version for one in asked},
    )


@st.composite
def worlds(draw: Any, **options: Any) -> tuple[list[QuestionnaireBuilder], Sheet]:
    """One or two questionnaires and a sheet that answers them."""
    names = ("one", "two")[: draw(st.integers(1, 2))]
    asked = [draw(questionnaires(name, **options)) for name in names]
    return asked, draw(sheets(*asked))

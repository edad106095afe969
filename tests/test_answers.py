"""Answers: what is accepted and how it is kept, who is asked what, and how far a sheet is."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    a_choice,
    a_date,
    a_linear,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_reference,
    a_yes_no,
    an_information,
)
from filled import UNKNOWN, a_sheet, an_answer, an_event, an_organisation, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from strategies import texts

from care_assess.answers import (
    CLEARED,
    NEVER,
    Answer,
    Applies,
    Progress,
    applicability,
    asked,
    check_answer,
    clean_text,
    fold,
    level_of,
    profile_of,
    progress,
)
from care_assess.errors import AnswerRejected
from care_assess.questionnaire import AllOf, AnswerAtLeast, AnswerIs, AnyOf, Not, ProfileIs
from care_assess.text import translator

REFERENCE = a_reference()


def checked(question, answer):
    return check_answer(question.built, an_answer(answer))


def refusal(question, answer):
    """The sentence of the refusal, in French."""
    with pytest.raises(AnswerRejected) as refused:
        checked(question, answer)
    assert refused.value.question == question.built.id
    return translator("fr").error(refused.value)


# What is accepted


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (a_question(), "0"),
        (a_yes_no(), "partial"),
        (a_choice(none=0, all=5), "all"),
        (a_number(), Fraction(240)),
        (a_number(), NEVER),
        (a_number(decimals=1), Fraction(1, 2)),
        (a_multiple(plan=2, drill=3), ("plan",)),
        (a_multiple(plan=2, drill=3), ()),
        (a_date(), "2026-02-28"),
        (an_information(), "Three sites"),
    ],
)
def test_an_answer_that_fits_is_kept_as_it_is(question, value):
    assert checked(question, value).value == value


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        (a_question(), "6", "Le niveau « 6 » n'existe pas : écrivez un entier de 0 à 5."),
        (a_question(), Fraction(3), "Un niveau est attendu : écrivez un entier de 0 à 5."),
        (
            a_yes_no(),
            "oui",
            "La réponse « oui » n'est pas proposée : écrivez l'une de celles-ci : yes, partial, no.",
        ),
        (
            a_yes_no(),
            ("yes",),
            "Une réponse est attendue : écrivez yes (oui), partial (en partie) ou no (non).",
        ),
        (
            a_choice(none=0, all=5),
            Fraction(0),
            "L'identifiant d'une des réponses proposées est attendu.",
        ),
        (
            a_number(),
            Fraction(241),
            "Ce nombre est hors des bornes : écrivez un nombre de 0 à 240.",
        ),
        (
            a_linear(maximum="2.5", decimals=1),
            Fraction(3),
            "Ce nombre est hors des bornes : écrivez un nombre de 0 à 2,5.",
        ),
        (
            a_linear(maximum=1000),
            Fraction(-1),
            "Ce nombre est hors des bornes : écrivez un nombre de 0 à 1\u202f000.",
        ),
        (a_number(), Fraction(-1), "Ce nombre est hors des bornes : écrivez un nombre de 0 à 240."),
        (a_number(), Fraction(1, 2), "Un nombre entier est attendu, sans décimale."),
        (
            a_number(decimals=1),
            Fraction(1, 3),
            "Ce nombre a trop de décimales : gardez-en 1 au plus.",
        ),
        (a_number(), "12", "Un nombre est attendu, ou le mot never (jamais)."),
        (a_number(never=False), NEVER, "Un nombre est attendu."),
        (
            a_multiple(plan=2),
            "plan",
            "Une liste de réponses est attendue, entre crochets.",
        ),
        (
            a_multiple(plan=2),
            ("plan", "x" * 50),
            f"La réponse « {'x' * 39}… » n'est pas proposée : écrivez l'une de celles-ci : plan.",
        ),
        (
            a_date(),
            "2026-02-29",
            "Une date du calendrier est attendue, écrite année-mois-jour, par exemple 2026-11-23.",
        ),
        (a_date(), Fraction(1), "Une date du calendrier est attendue, écrite année-mois-jour, par exemple 2026-11-23."),
        (an_information(), "  ", "Un texte est attendu."),
        (
            an_information(),
            "x" * 4001,
            "Le texte compte 4001 caractères ; il en faut 4000 au plus.",
        ),
        (
            a_question(),
            Answer(kind="not_applicable", reason=" \n "),
            "« Non applicable » demande une raison : écrivez en une phrase pourquoi l'établissement n'est pas concerné.",
        ),
        (
            a_question(),
            not_applicable("x" * 501),
            "La raison compte 501 caractères ; il en faut 500 au plus.",
        ),
        (
            a_question(),
            Answer(comment="x" * 4001),
            "Le commentaire compte 4001 caractères ; il en faut 4000 au plus.",
        ),
        (
            a_question(),
            Answer(evidence=("x" * 201,)),
            "Un nom de preuve compte 201 caractères ; il en faut 200 au plus.",
        ),
        (
            a_question(),
            Answer(evidence=tuple(f"{n}.pdf" for n in range(21))),
            "Plus de 20 preuves sont citées : gardez les 20 plus parlantes.",
        ),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_in_one_sentence(question, answer, sentence):
    assert refusal(question, answer).replace("\u00a0", " ") == sentence


def test_texts_are_kept_trimmed_and_names_of_evidence_once_on_one_line():
    answer = Answer(
        kind="unknown",
        comment="  first\r\nsecond\rthird\x00 ",
        evidence=(" CR  exercice.pdf", "CR exercice.pdf", "", "plan\nblanc.pdf"),
    )
    kept = checked(a_question(), answer)
    assert kept.comment == "first\nsecond\nthird"
    assert kept.evidence == ("CR exercice.pdf", "plan blanc.pdf")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (a_question(), not_applicable("x" * 500)),
        (a_question(), Answer(comment="x" * 4000)),
        (a_question(), Answer(evidence=("x" * 200,))),
        (a_question(), Answer(evidence=tuple(f"{n}.pdf" for n in range(20)))),
        (a_number(), Fraction(0)),
        (a_number(), Fraction(240)),
    ],
)
def test_what_is_just_within_the_limits_is_kept(question, answer):
    assert checked(question, answer) == an_answer(answer)


def test_a_long_answer_that_is_not_offered_is_quoted_in_short():
    assert f"« {'x' * 40} »" in refusal(a_yes_no(), "x" * 40).replace("\u00a0", " ")
    assert f"« {'x' * 39}… »" in refusal(a_yes_no(), "x" * 41).replace("\u00a0", " ")


def test_only_what_goes_with_the_kind_is_kept():
    assert checked(a_question(), Answer(kind="unknown", value="3", reason="none")) == UNKNOWN
    assert checked(a_question(), Answer(kind="value", value="3", reason="x")) == an_answer(3)


def test_several_options_are_kept_in_the_order_of_the_question():
    question = a_multiple(plan=2, drill=2, review=1)
    assert checked(question, ("review", "plan", "plan")).value == ("plan", "review")


@given(texts)
def test_a_cleaned_text_is_clean_and_can_be_written(text):
    once = clean_text(text)
    assert clean_text(once) == once
    assert once.encode("utf-8").decode("utf-8") == once


@given(texts, st.lists(texts, max_size=5))
def test_checking_an_answer_twice_changes_nothing(comment, evidence):
    answer = Answer(kind="value", value="3", comment=comment, evidence=tuple(evidence))
    once = check_answer(a_question().built, answer)
    assert check_answer(a_question().built, once) == once


# Levels


@pytest.mark.parametrize(
    ("question", "answer", "level"),
    [
        (a_question(), an_answer(4), 4),
        (a_number(), an_answer(Fraction(18)), 4),
        (a_number(), an_answer(NEVER), 0),
        (a_multiple(plan=3, drill=4), an_answer(("plan", "drill")), 5),
        (a_question(), UNKNOWN, None),
        (a_question(), not_applicable(), None),
        (a_question(), CLEARED, None),
        (a_question(), an_answer("9"), None),
        (a_question(), an_answer(Fraction(3)), None),
        (a_number(), an_answer("12"), None),
        (a_question(), an_answer(NEVER), None),
        (a_question(), Answer(kind="unknown", value="3"), None),
        (a_date(), an_answer("2026-02-28"), None),
        (a_date(), an_answer(("2026-02-28",)), None),
    ],
)
def test_only_a_known_answer_to_a_scored_question_has_a_level(question, answer, level):
    assert level_of(question.built, answer) == level


# Events


def test_the_sheet_is_the_last_event_of_each_question():
    events = [an_event(1, "A", 2), an_event(2, "B", 3), an_event(3, "A", CLEARED)]
    assert {name: event.seq for name, event in fold(events).items()} == {"A": 3, "B": 2}
    assert fold([]) == {}


# The profile


@pytest.mark.parametrize(
    ("organisation", "facts"),
    [
        (
            an_organisation(),
            {"public": True, "ght_member": None, "has_dpi": None, "nis2": None},
        ),
        (an_organisation(ght="GHT des Trois Rivières"), {"ght_member": True}),
        (an_organisation(ght="GHT des Trois Rivières", ght_member=False), {"ght_member": True}),
        (an_organisation(ght_member=False), {"ght_member": False}),
        (
            an_organisation(kind="private_forprofit"),
            {"public": False, "ght_member": False},
        ),
        (an_organisation(kind="private_forprofit", ght_member=True), {"ght_member": True}),
        (an_organisation(has_dpi=True), {"has_dpi": True}),
        (an_organisation(has_dpi=1), {"has_dpi": None}),
        (an_organisation(nis2_status="essential"), {"nis2": True}),
        (an_organisation(nis2_status="outside"), {"nis2": False}),
        (an_organisation(nis2_status="unknown"), {"nis2": None}),
    ],
)
def test_a_fact_is_true_false_or_not_known(organisation, facts):
    profile = profile_of(organisation, REFERENCE)
    assert {name: profile[name] for name in facts} == facts
    assert "staff" not in profile


# Who is asked what


def verdict(condition, answers=None, **facts):
    """What becomes of B, asked on that condition; A is a level, C a choice."""
    questionnaire = a_questionnaire(
        "care",
        a_question("A"),
        a_question("B").asked_if(condition),
        a_choice("C", cloud=1, here=5),
        a_multiple("D", cloud=1, here=5),
    )
    sheet = a_sheet(answers, organisation=an_organisation(**facts))
    return applicability([questionnaire.built], sheet, REFERENCE)["B"]


DPI, GHT = ProfileIs("has_dpi"), ProfileIs("ght_member")


@pytest.mark.parametrize(
    ("condition", "applies", "settled"),
    [
        (DPI, True, True),
        (GHT, True, False),
        (Not(DPI), False, True),
        (Not(GHT), True, False),
        (AllOf((DPI, GHT)), True, False),
        (AllOf((Not(DPI), GHT)), False, True),
        (AnyOf((DPI, GHT)), True, True),
        (AnyOf((Not(DPI), GHT)), True, False),
        (AnyOf((Not(DPI), Not(DPI))), False, True),
    ],
)
def test_a_condition_is_three_valued_and_what_is_not_settled_is_asked(condition, applies, settled):
    told = verdict(condition, has_dpi=True)
    assert (told.applies, told.settled) == (applies, settled)


@pytest.mark.parametrize(
    ("condition", "answers", "applies", "settled"),
    [
        (AnswerAtLeast("A", 2), {"A": 2}, True, True),
        (AnswerAtLeast("A", 2), {"A": 1}, False, True),
        (AnswerAtLeast("A", 2), {"A": not_applicable()}, False, True),
        (AnswerAtLeast("A", 2), {"A": UNKNOWN}, True, False),
        (AnswerAtLeast("A", 2), {}, True, False),
        (AnswerAtLeast("A", 2), {"A": Answer(kind="value", value="9")}, True, False),
        (AnswerIs("C", "cloud"), {"C": "cloud"}, True, True),
        (AnswerIs("C", "cloud"), {"C": "here"}, False, True),
        (AnswerIs("C", "cloud"), {"C": UNKNOWN}, True, False),
        (AnswerIs("C", "cloud"), {"C": not_applicable()}, False, True),
        (AnswerIs("D", "cloud"), {"D": ("cloud", "here")}, True, True),
        (AnswerIs("D", "cloud"), {"D": ("here",)}, False, True),
        (AnswerAtLeast("ELSEWHERE", 1), {}, True, False),
    ],
)
def test_a_question_may_depend_on_the_answer_to_another(condition, answers, applies, settled):
    told = verdict(condition, answers)
    assert (told.applies, told.settled) == (applies, settled)


def test_a_question_that_depends_on_one_out_of_the_picture_is_out_too():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").asked_if(DPI),
        a_question("B").asked_if(AnswerAtLeast("A", 1)),
        a_question("C").asked_if(AnswerAtLeast("B", 1)),
    )
    sheet = a_sheet({"A": 5, "B": 5, "C": 5}, organisation=an_organisation(has_dpi=False))
    told = applicability([questionnaire.built], sheet, REFERENCE)
    assert [told[name].applies for name in "ABC"] == [False, False, False]


def test_questions_that_wait_for_each_other_are_both_asked():
    questionnaire = a_questionnaire(
        "care",
        a_question("A").asked_if(AnswerAtLeast("B", 1)),
        a_question("B").asked_if(AnswerAtLeast("A", 1)),
    )
    told = applicability([questionnaire.built], a_sheet(), REFERENCE)
    assert [told[name].applies for name in "AB"] == [True, True]


@pytest.mark.parametrize(
    ("condition", "because"),
    [
        (Not(DPI), (DPI,)),
        (AllOf((Not(DPI), GHT, AnswerAtLeast("A", 3))), (DPI, AnswerAtLeast("A", 3))),
        (AnyOf((Not(DPI), AnswerAtLeast("A", 3))), (DPI, AnswerAtLeast("A", 3))),
        (Not(GHT), (GHT,)),
        (Not(AllOf((DPI, GHT))), (GHT,)),
        (Not(AllOf((DPI, AnswerAtLeast("A", 1)))), (DPI, AnswerAtLeast("A", 1))),
        (AllOf((DPI, GHT)), (GHT,)),
        (AllOf((AnyOf((DPI, GHT)), AnswerAtLeast("A", 1))), (DPI, AnswerAtLeast("A", 1))),
        (Not(AllOf((AnyOf((DPI, GHT)), DPI))), (DPI,)),
        (AnyOf((DPI, GHT)), (DPI,)),
    ],
)
def test_the_facts_that_settle_it_are_named(condition, because):
    assert verdict(condition, {"A": 1}, has_dpi=True).because == because


def test_a_question_without_a_condition_always_applies():
    told = applicability([a_questionnaire("care", a_question("A")).built], a_sheet(), REFERENCE)
    assert told["A"] == Applies(applies=True, settled=True, because=())


def test_the_core_asks_core_questions_only():
    built = a_questionnaire("care", a_question("A").in_core(), a_question("B")).built
    assert [question.id for question in asked([built], "core")] == ["A"]
    assert [question.id for question in asked([built], "full")] == ["A", "B"]
    assert set(applicability([built], a_sheet(tier="core"), REFERENCE)) == {"A"}


def test_a_condition_on_a_question_that_the_core_does_not_ask_is_not_settled():
    built = a_questionnaire(
        "care", a_question("A"), a_question("B").in_core().asked_if(AnswerAtLeast("A", 1))
    ).built
    told = applicability([built], a_sheet({"A": 0}, tier="core"), REFERENCE)
    assert told["B"].applies


# Progress


def test_progress_counts_what_is_said_among_what_applies():
    questionnaire = a_questionnaire(
        "care",
        *(a_question(name) for name in "ABCDE"),
        a_question("F").asked_if(ProfileIs("has_dpi")),
    ).built
    answers = {"A": 3, "B": UNKNOWN, "C": not_applicable(), "D": Answer(comment="later"), "F": 5}
    sheet = a_sheet(answers, organisation=an_organisation(has_dpi=False))
    told = applicability([questionnaire], sheet, REFERENCE)
    assert progress(questionnaire.questions, sheet, told) == Progress(
        done=3, total=5, unknown=1, not_applicable=1, unanswered=2
    )
    assert progress(questionnaire.questions[:1], sheet, told).total == 1
    assert progress((), sheet, told) == Progress(
        done=0, total=0, unknown=0, not_applicable=0, unanswered=0
    )


def test_an_answer_out_of_the_tier_is_in_no_progress():
    built = a_questionnaire("care", a_question("A").in_core(), a_question("B")).built
    sheet = replace(a_sheet({"A": 1, "B": 2}), tier="core")
    told = applicability([built], sheet, REFERENCE)
    assert progress(built.questions, sheet, told).total == 1

"""The sheet file: what it says, in YAML and JSON, written so that it reads back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from textwrap import dedent

import pytest
from filled import UNKNOWN, a_sheet, an_answer, an_organisation, not_applicable
from hypothesis import given
from hypothesis import strategies as st
from sheets import HEAD, QUESTIONS, faults, read
from strategies import answers_to, organisations, texts

from care_assess.answers import NEVER, Answer, Sheet, check_answer
from care_assess.errors import Fault, SheetError
from care_assess.sheet import write_sheet


def answer_of(name: str, written: str) -> Answer:
    """The answer that one line under ``answers`` gives."""
    return read(f"{HEAD}answers:\n  {name}: {written}\n").answers[name]


# What a sheet says


def test_a_sheet_says_who_when_what_and_every_answer():
    sheet = read("""\
format: care-assess/sheet/1
organisation:
  name: "CH de Valmont (fictif)"
  kind: public
  ght: "GHT des Trois Rivières (fictif)"
  finess: null
  profile: {has_dpi: true, staff: 1200, nis2_status: essential, legal_status: public}
date: 2026-11-23
tier: core
perimeter: "Deux sites"
questionnaires: {care: "1.0.0"}
answers:
  C-01: 3
  C-03: {value: 14, comment: "En mai", evidence: ["CR exercice.pdf"], grade: shown}
  C-05: unknown
  C-06: {not_applicable: "Établissement hors GHT"}
  C-08: {comment: "À demander"}
""")
    assert sheet == Sheet(
        organisation=an_organisation(
            name="CH de Valmont (fictif)",
            ght="GHT des Trois Rivières (fictif)",
            has_dpi=True,
            staff=1200,
            nis2_status="essential",
            legal_status="public",
        ),
        date=date(2026, 11, 23),
        versions={"care": "1.0.0"},
        tier="core",
        perimeter="Deux sites",
        answers={
            "C-01": an_answer(3),
            "C-03": Answer(
                kind="value",
                value=Fraction(14),
                comment="En mai",
                evidence=("CR exercice.pdf",),
                grade="shown",
            ),
            "C-05": UNKNOWN,
            "C-06": not_applicable("Établissement hors GHT"),
            "C-08": Answer(comment="À demander"),
        },
    )


def test_a_sheet_may_be_short():
    sheet = read(HEAD)
    assert (sheet.tier, sheet.perimeter, sheet.answers) == ("full", "", {})
    assert sheet.organisation.ght is None


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("C-01", "3", "3"),
        ("C-01", '"3"', "3"),
        ("C-01", "{value: 3}", "3"),
        ("C-02", "yes", "yes"),
        ("C-02", '"yes"', "yes"),
        ("C-02", "true", "yes"),
        ("C-02", "no", "no"),
        ("C-02", "partial", "partial"),
        ("C-02", "5", "yes"),
        ("C-02", "2", "partial"),
        ("C-02", "0", "no"),
        ("C-03", "14", Fraction(14)),
        ("C-03", "14.0", Fraction(14)),
        ("C-03", "never", NEVER),
        ("C-04", "12.25", Fraction(49, 4)),
        ("C-05", "cloud", "cloud"),
        ("C-05", "5", "all"),
        ("C-06", "[drill, plan]", ("plan", "drill")),
        ("C-06", "[]", ()),
        ("C-07", "2026-02-28", "2026-02-28"),
        ("C-08", "Trois sites", "Trois sites"),
        ("C-08", "3", "3"),
        ("C-08", "{value: unknown}", "unknown"),
    ],
)
def test_an_answer_is_written_by_level_option_or_number(name, written, value):
    assert answer_of(name, written) == Answer(kind="value", value=value)


@pytest.mark.parametrize("written", ["unknown", "{unknown: true}", "{value: unknown}"])
def test_not_knowing_is_said_in_one_word(written):
    assert answer_of("C-01", written) == UNKNOWN


@pytest.mark.parametrize("written", ["", "null", "~", "{}", "{unknown: false}"])
def test_an_empty_answer_is_none(written):
    assert read(f"{HEAD}answers:\n  C-01: {written}\n").answers == {}


# JSON


def test_json_is_read_with_its_lines_and_its_own_escapes():
    written = json.dumps(
        {
            "format": "care-assess/sheet/1",
            "organisation": {"name": "CH \U0001f600 d'Été / Valmont", "kind": "public"},
            "date": "2026-11-23",
            "questionnaires": {"care": "1.0.0"},
            "answers": {"C-01": 3, "C-08": {"value": 'a\\ud83d "b"\tc'}, "C-03": None},
        },
        indent="\t",
    ).replace("/", "\\/")
    sheet = read(written)
    assert sheet.organisation.name == "CH \U0001f600 d'Été / Valmont"
    assert sheet.answers["C-08"].value == 'a\\ud83d "b"\tc'
    assert faults(written.replace('"C-01": 3', '"C-01": 8')) == [
        "f.yaml:12: answers.C-01: Le niveau « 8 » n'existe pas : écrivez un entier de 0 à 5."
    ]


@pytest.mark.parametrize("written", ["NaN", "Infinity", "1e400"])
def test_what_only_some_json_says_is_no_number(written):
    sheet = '{"format": "care-assess/sheet/1", "organisation": {"name": "x", "kind": "public"}, '
    sheet += '"date": "2026-11-23", "questionnaires": {"care": "1.0.0"}, "answers": {"C-03": %s}}'
    assert faults(sheet % written) == [
        "f.yaml:1: answers.C-03: Un nombre est attendu, ou le mot never (jamais)."
    ]


# Written and read back


def commented(question):
    """A checked answer to the question with a comment and names of documents."""
    names = st.lists(texts, max_size=3).map(tuple)
    return st.builds(
        lambda answer, comment, evidence: check_answer(
            question, replace(answer, comment=comment, evidence=evidence)
        ),
        answers_to(question),
        texts | st.text(alphabet=" \n:#-'\"{}[]yesno0.,&*!|>%@`é", max_size=150),
        names,
    )


@given(
    st.fixed_dictionaries({question.id: commented(question) for question in QUESTIONS}),
    organisations(),
    st.sampled_from(["core", "full"]),
)
def test_a_sheet_that_is_written_reads_back_equal(answers, organisation, tier):
    given_answers = {name: answer for name, answer in answers.items() if answer != Answer()}
    sheet = a_sheet(given_answers, organisation=organisation, tier=tier)
    assert read(write_sheet(sheet)) == sheet


def test_a_sheet_is_written_to_be_read_by_people():
    sheet = a_sheet(
        {
            "C-01": 3,
            "C-02": "yes",
            "C-04": Fraction(49, 4),
            "C-05": UNKNOWN,
            "C-06": ("plan",),
            "C-08": Answer(kind="value", value="unknown", comment="Deux lignes :\nla seconde"),
            "C-07": Answer(),
        },
        organisation=an_organisation(ght="GHT des Trois Rivières", staff=1200),
    )
    assert write_sheet(sheet) == dedent("""\
        format: care-assess/sheet/1
        organisation:
          name: CH de Valmont
          kind: public
          ght: GHT des Trois Rivières
          finess: null
          profile:
            staff: 1200
        date: 2026-11-23
        tier: full
        perimeter: ''
        questionnaires:
          care: 1.0.0
        answers:
          C-01: 3
          C-02: 'yes'
          C-04: 12.25
          C-05: unknown
          C-06:
          - plan
          C-08:
            value: unknown
            comment: |-
              Deux lignes :
              la seconde
        """)


def read_or_refused(data: bytes) -> Sheet | tuple[Fault, ...]:
    try:
        return read(data)
    except SheetError as error:
        return error.faults


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_a_sheet_or_a_list_of_faults(data):
    assert read_or_refused(data)


@given(st.data())
def test_whatever_is_done_to_a_good_sheet_it_is_a_sheet_or_a_list_of_faults(data):
    good = HEAD + "answers:\n  C-01: {value: 3, comment: x}\n  C-03: 14\n  C-06: [plan]\n"
    at = data.draw(st.integers(0, len(good)))
    length = data.draw(st.integers(0, 12))
    put = data.draw(
        texts | st.sampled_from(["null", "[]", "{}", "\t", ": ", "- ", "- - ", '"', "é"])
    )
    assert read_or_refused((good[:at] + put + good[at + length :]).encode())

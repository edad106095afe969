"""The sheet file: read with every fault at once, written so that it reads back equal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from textwrap import dedent

import pytest
from build import (
    UNKNOWN,
    a_catalogue,
    a_choice,
    a_date,
    a_multiple,
    a_number,
    a_question,
    a_questionnaire,
    a_sheet,
    a_yes_no,
    an_answer,
    an_information,
    an_organisation,
    not_applicable,
)
from hypothesis import given
from hypothesis import strategies as st
from strategies import answers_to, organisations, texts

from care_assess.answers import NEVER, Answer, Sheet, check_answer
from care_assess.errors import Fault, SheetError
from care_assess.sheet import read_sheet, write_sheet
from care_assess.text import translator

CARE = a_questionnaire(
    "care",
    a_question("C-01"),
    a_yes_no("C-02"),
    a_number("C-03"),
    a_number("C-04", decimals=2, never=False, maximum=100),
    a_choice("C-05", none=0, cloud=3, here=3, all=5),
    a_multiple("C-06", plan=2, drill=3),
    a_date("C-07"),
    an_information("C-08"),
)
CATALOGUE = a_catalogue(CARE, a_questionnaire("other", a_question("O-01")))
QUESTIONS = CARE.built.questions

HEAD = """\
format: care-assess/sheet/1
organisation: {name: "CH de Valmont", kind: public}
date: 2026-11-23
questionnaires: {care: "1.0.0"}
"""


def read(text: str | bytes) -> Sheet:
    return read_sheet("f.yaml", text.encode() if isinstance(text, str) else text, CATALOGUE)


def answer_of(name: str, written: str) -> Answer:
    """The answer that one line under ``answers`` gives."""
    return read(f"{HEAD}answers:\n  {name}: {written}\n").answers[name]


def faults(text: str | bytes) -> list[str]:
    """Every fault as the command line says it, with ordinary spaces."""
    with pytest.raises(SheetError) as refused:
        read(text)
    say = translator("fr")
    return [
        f"{one.file}:{one.line}: {one.path}: {say.message(one.message)}".replace("\u00a0", " ")
        for one in refused.value.faults
    ]


def fault_of(name: str, written: str) -> str:
    (fault,) = faults(f"{HEAD}answers:\n  {name}: {written}\n")
    return fault.removeprefix("f.yaml:6: answers.")


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


# Every fault, whole


@pytest.mark.parametrize(
    ("name", "written", "said"),
    [
        ("C-01", "7", "C-01: Le niveau « 7 » n'existe pas : écrivez un entier de 0 à 5."),
        ("C-01", "3.5", "C-01: Le niveau « 3.5 » n'existe pas : écrivez un entier de 0 à 5."),
        ("C-01", "true", "C-01: Le niveau « yes » n'existe pas : écrivez un entier de 0 à 5."),
        ("C-01", "[3]", "C-01: Un niveau est attendu : écrivez un entier de 0 à 5."),
        ("C-01", ".nan", "C-01: Le niveau « .nan » n'existe pas : écrivez un entier de 0 à 5."),
        (
            "C-02",
            "1",
            "C-02: La réponse « 1 » n'est pas proposée : écrivez l'une de celles-ci : yes, partial, no.",
        ),
        ("C-03", ".nan", "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        ("C-03", ".inf", "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        ("C-03", "1e3", "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        ("C-03", "9" * 400, "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        ("C-03", "true", "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        ("C-03", '"14"', "C-03: Un nombre est attendu, ou le mot never (jamais)."),
        (
            "C-03",
            "99999999999999",
            "C-03: Ce nombre est hors des bornes : écrivez un nombre de 0 à 240.",
        ),
        ("C-03", "1.5", "C-03: Un nombre entier est attendu, sans décimale."),
        ("C-04", "never", "C-04: Un nombre est attendu."),
        (
            "C-05",
            "3",
            "C-05: La réponse « 3 » n'est pas proposée : écrivez l'une de celles-ci : none, cloud, here, all.",
        ),
        ("C-06", "plan", "C-06: Une liste de réponses est attendue, entre crochets."),
        (
            "C-07",
            "2026-02-30",
            "C-07: Une date du calendrier est attendue, écrite année-mois-jour, par exemple 2026-11-23.",
        ),
        (
            "C-01",
            "not_applicable",
            "C-01: « Non applicable » demande une raison : écrivez en une phrase pourquoi l'établissement n'est pas concerné.",
        ),
        (
            "C-01",
            "{not_applicable: }",
            "C-01: « Non applicable » demande une raison : écrivez en une phrase pourquoi l'établissement n'est pas concerné.",
        ),
        (
            "C-01",
            "{value: 3, not_applicable: non}",
            "C-01: Une question ne reçoit qu'une réponse : gardez « value », « unknown » ou « not_applicable ».",
        ),
        (
            "C-01",
            "{unknown: perhaps}",
            "C-01.unknown: Écrivez « unknown: true » quand la réponse n'est pas connue, sinon supprimez la ligne.",
        ),
        (
            "C-01",
            "{value: 3, commment: x}",
            "C-01.commment: Ce mot n'est pas connu ici : écrivez l'un de ceux-ci : value, unknown, not_applicable, comment, evidence, grade.",
        ),
        (
            "C-01",
            "{value: 3, comment: [x]}",
            "C-01.comment: Un texte est attendu : écrivez-le entre guillemets.",
        ),
        (
            "C-01",
            f"{{value: 3, comment: {'x' * 4001}}}",
            "C-01.comment: Le texte compte 4001 caractères ; il en faut 4000 au plus.",
        ),
        (
            "C-01",
            "{value: 3, evidence: CR.pdf}",
            'C-01.evidence: Une liste de noms est attendue, par exemple ["compte rendu.pdf"].',
        ),
        (
            "C-01",
            "{value: 3, evidence: [4]}",
            'C-01.evidence: Une liste de noms est attendue, par exemple ["compte rendu.pdf"].',
        ),
        (
            "C-01",
            "{value: 3, grade: sworn}",
            "C-01.grade: Écrivez l'un de ces mots : declared, shown, verified.",
        ),
        (
            "C-99",
            "3",
            "C-99: Cette question n'existe dans aucun questionnaire : vérifiez son identifiant.",
        ),
        (
            "O-01",
            "3",
            "O-01: Cette question appartient au questionnaire « other » : ajoutez-le sous « questionnaires », ou supprimez la réponse.",
        ),
    ],
)
def test_a_wrong_answer_is_said_with_its_place_and_the_remedy(name, written, said):
    assert fault_of(name, written) == said


def test_all_faults_are_said_in_the_order_of_the_file():
    text = dedent("""\
        format: care-assess/sheet/2
        organisation: {name: " ", kind: publi, ght: [x], size: 3}
        date: 2026-13-45
        tier: short
        perimeter: 4.5
        language: fr
        questionnaires: {care: "2.0.0", nope: "1.0.0", other: 1.0}
        answers:
          C-01: 9
          C-01: 3
        """)
    assert faults(text) == [
        "f.yaml:1: format: Ce format n'est pas connu : écrivez « format: care-assess/sheet/1 ».",
        "f.yaml:2: organisation.size: Ce mot n'est pas connu ici : écrivez l'un de ceux-ci : name, kind, ght, finess, profile.",
        "f.yaml:2: organisation.ght: Un texte est attendu : écrivez-le entre guillemets.",
        "f.yaml:2: organisation.name: Il manque « name » : ajoutez cette ligne.",
        "f.yaml:2: organisation.kind: Écrivez l'un de ces mots : public, private_nonprofit, private_forprofit.",
        "f.yaml:3: date: Une date du calendrier est attendue, écrite année-mois-jour, par exemple 2026-11-23.",
        "f.yaml:4: tier: Écrivez l'un de ces mots : core, full.",
        "f.yaml:5: perimeter: Un texte est attendu : écrivez-le entre guillemets.",
        "f.yaml:6: language: Ce mot n'est pas connu ici : écrivez l'un de ceux-ci : format, organisation, date, tier, perimeter, questionnaires, answers.",
        "f.yaml:7: questionnaires.care: Cette version n'existe pas : écrivez l'une de celles-ci, entre guillemets : \"1.0.0\".",
        "f.yaml:7: questionnaires.nope: Ce questionnaire n'existe pas : écrivez l'un de ceux-ci : care, other.",
        "f.yaml:7: questionnaires.other: Cette version n'existe pas : écrivez l'une de celles-ci, entre guillemets : \"1.0.0\".",
        "f.yaml:9: answers.C-01: Le niveau « 9 » n'existe pas : écrivez un entier de 0 à 5.",
        "f.yaml:10: answers.C-01: La clé « C-01 » est déjà écrite à la ligne 9 : gardez-en une seule.",
    ]


def test_what_is_missing_is_named():
    assert faults("format: care-assess/sheet/1\n") == [
        "f.yaml:1: organisation: Il manque « organisation » : ajoutez cette ligne.",
        "f.yaml:1: date: Il manque « date » : ajoutez cette ligne.",
        "f.yaml:1: questionnaires: Il manque « questionnaires » : ajoutez cette ligne.",
    ]
    assert faults(f"{HEAD.replace('public', '')}".replace("date: 2026-11-23", "date:")) == [
        "f.yaml:2: organisation.kind: Il manque « kind » : ajoutez cette ligne.",
        "f.yaml:3: date: Il manque « date » : ajoutez cette ligne.",
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            "ght: true",
            "ght: Le profil ne connaît pas ce mot : écrivez l'un de ceux-ci : legal_status, ght_member, has_dpi, staff, nis2_status.",
        ),
        (
            "public: true",
            "public: Cette ligne se déduit de « legal_status » : supprimez-la.",
        ),
        ("has_dpi: 1", "has_dpi: Écrivez true (oui) ou false (non)."),
        ("staff: -3", "staff: Un nombre entier est attendu, de 0 à 10000000."),
        ("staff: true", "staff: Un nombre entier est attendu, de 0 à 10000000."),
        ("staff: 10000001", "staff: Un nombre entier est attendu, de 0 à 10000000."),
        (
            "nis2_status: perhaps",
            "nis2_status: Écrivez l'un de ces mots : essential, important, outside, unknown.",
        ),
        (
            "legal_status: private_forprofit",
            "legal_status: Le statut contredit « kind: public » : supprimez cette ligne.",
        ),
    ],
)
def test_a_wrong_fact_of_the_profile_is_said(part, said):
    text = HEAD.replace("kind: public}", f"kind: public, profile: {{{part}}}}}")
    assert faults(text) == [f"f.yaml:2: organisation.profile.{said}"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "f.yaml:1: : Ce n'est pas une fiche de réponses : elle commence par « format: care-assess/sheet/1 ».",
        ),
        (
            "[1, 2]",
            "f.yaml:1: : Ce n'est pas une fiche de réponses : elle commence par « format: care-assess/sheet/1 ».",
        ),
        (
            HEAD.replace('{care: "1.0.0"}', "{}"),
            "f.yaml:4: questionnaires: Aucun questionnaire n'est cité : citez l'un de ceux-ci avec sa version : care, other.",
        ),
        (
            HEAD + "answers: [3]\n",
            "f.yaml:5: answers: Sous « answers », des lignes « mot: valeur » sont attendues.",
        ),
    ],
)
def test_what_is_no_sheet_is_said_in_one_sentence(text, said):
    assert faults(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\nb: *a\n",
        "!!python/object/apply:os.system [ls]",
        "[" * 10_000,
        '{"a":' * 10_000,
        b"\xff\xfe",
        b"x" * 3_000_000,
        "a: b: c",
        "---\na: 1\n---\nb: 2\n",
    ],
)
def test_a_hostile_file_is_refused_at_once_with_one_fault(text):
    assert len(faults(text)) == 1


def test_the_end_of_a_list_of_faults_says_that_nothing_was_done():
    with pytest.raises(SheetError) as refused:
        read("format: x\n")
    assert translator("fr").error(refused.value).replace("\u00a0", " ") == (
        "Cette fiche de réponses a 4 défauts : rien n'a été calculé ni enregistré. "
        "Corrigez-les, puis recommencez."
    )


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

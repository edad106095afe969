"""The sheet file that is wrong: every fault at once, each with its place and its remedy."""

from __future__ import annotations

from textwrap import dedent

import pytest
from sheets import HEAD, faults, read

from care_assess.errors import SheetError
from care_assess.text import translator


def fault_of(name: str, written: str) -> str:
    (fault,) = faults(f"{HEAD}answers:\n  {name}: {written}\n")
    return fault.removeprefix("f.yaml:6: answers.")


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
        "f.yaml:6: language: Ce mot n'est pas connu ici : écrivez l'un de ceux-ci : format, organisation, date, tier, perimeter, questionnaires, answers, notes.",
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

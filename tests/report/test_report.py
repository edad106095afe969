"""What the report says, before any page: blocks of words and figures."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from build import (
    UNKNOWN,
    a_date,
    a_multiple,
    a_question,
    a_questionnaire,
    a_reference,
    a_sheet,
    a_yes_no,
    an_information,
    an_organisation,
    not_applicable,
)

from care_assess.answers import NEVER, Answer
from care_assess.plan import build_plan
from care_assess.questionnaire import QuestionId
from care_assess.report.blocks import (
    Bars,
    Beside,
    Contents,
    Heading,
    Level,
    OnePage,
    Report,
    Table,
    Words,
    headings,
    text_of,
)
from care_assess.report.content import build, story_of
from care_assess.report.digest import digest
from care_assess.scoring import score
from care_assess.text import LANGUAGES, catalogue

DEMO = ("chu-de-grandval", "ch-de-valmont", "clinique-des-tilleuls")


def told(
    questionnaire, answers=None, *, previous=None, lang="en", reference=None, **parts
) -> Report:
    """The report of a small questionnaire."""
    questionnaires = [questionnaire.built]
    reference = reference or a_reference()
    sheet = a_sheet(answers, **parts)
    scores = score(questionnaires, sheet, reference)
    plan = build_plan(questionnaires, sheet, scores, reference)
    before = None
    if previous is not None:
        former = a_sheet(previous, date=date(2025, 11, 23))
        before = (former, score(questionnaires, former, reference))
    return build(sheet, questionnaires, reference, scores, plan, previous=before, lang=lang)


def texts(report: Report) -> list[str]:
    return list(text_of(report.blocks))


def part(report: Report, name: str) -> list[str]:
    """The texts of one part, from its heading to the next of level 1."""
    said: list[str] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, OnePage):
            if name == "board":
                return list(text_of(block.blocks))
            continue
        if isinstance(block, Heading) and block.level == 1:
            inside = block.id == name
        if inside:
            said += text_of((block,))
    return said


def test_the_parts_come_in_the_order_in_which_a_director_reads_them(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"))
    assert [one.text for one in headings(report.blocks) if one.level == 1] == [
        "Sommaire",
        "L'essentiel pour la direction",
        "Vue d'ensemble",
        "Résultats par domaine",
        "Résultats par sujet et par axe",
        "Plan d'action",
        "Points à éclaircir",
        "Preuves citées",
        "Méthode et limites",
        "Annexe\u00a0: toutes les réponses",
    ]
    assert isinstance(report.blocks[1], Contents)


def test_a_heading_is_told_from_another_by_its_id(teller):
    ids = [one.id for one in headings(teller.report(teller.sheet("ch-de-valmont-2026")).blocks)]
    assert len(ids) == len(set(ids))


def test_no_level_of_heading_is_skipped(teller):
    """A reader aloud jumps from heading to heading."""
    levels = [
        one.level for one in headings(teller.report(teller.sheet("ch-de-valmont-2026")).blocks)
    ]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in itertools.pairwise(levels))


# The cover


def test_the_cover_says_who_when_what_and_for_whom(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"), at=date(2026, 12, 1))
    cover = report.cover
    assert (cover.title, cover.establishment) == (
        "Rapport de maturité cyber",
        "CH de Valmont (fictif)",
    )
    assert cover.perimeter.startswith("Hôpital de Valmont et site de long séjour.")
    assert cover.restriction == "Diffusion restreinte"
    facts = dict(cover.facts)
    assert facts["Date de l'évaluation"] == "23/11/2026"
    assert facts["Édité le"] == "01/12/2026"
    assert facts["Groupement (GHT)"] == "GHT des Trois Rivières (fictif)"
    assert "Exposition sur internet 1.0.0" in facts["Versions"].split("\n")
    printed = facts["Empreinte des réponses et des questionnaires (SHA-256)"]
    assert re.fullmatch(r"([0-9a-f]{8} ){7}[0-9a-f]{8}", printed)


def test_the_day_of_printing_is_said_only_when_it_is_given(teller):
    facts = dict(teller.report(teller.sheet("ch-de-valmont-2026")).cover.facts)
    assert "Édité le" not in facts


def test_the_digest_changes_with_any_word_and_not_with_the_order_of_answers(teller):
    sheet, questionnaires, reference, *_ = teller.parts(teller.sheet("ch-de-valmont-2026"))
    backwards = replace(sheet, answers=dict(reversed(sheet.answers.items())))
    commented = teller.with_comment("autre")
    assert digest(backwards, questionnaires, reference) == digest(sheet, questionnaires, reference)
    assert digest(commented, questionnaires, reference) != digest(sheet, questionnaires, reference)
    assert digest(sheet, questionnaires[:-1], reference) != digest(sheet, questionnaires, reference)


def test_a_cleared_answer_leaves_no_trace_in_the_digest(teller):
    sheet, questionnaires, reference, *_ = teller.parts(teller.sheet("clinique-des-tilleuls-2026"))
    cleared = {**sheet.answers, QuestionId("GOV-99"): Answer()}
    same = digest(replace(sheet, answers=cleared), questionnaires, reference)
    assert same == digest(sheet, questionnaires, reference)


# The page for the board


def test_the_board_learns_the_level_its_caps_the_weakest_domain_and_the_change(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"), teller.sheet("ch-de-valmont-2025"))
    assert part(report, "board")[1] == (
        "Niveau d'ensemble\u00a0: 2 sur 5, «\u00a0Partiel\u00a0» (score 2,3). Il est retenu par 2 plafonds\u00a0: "
        "«\u00a0Le niveau ADS de l'annuaire le plus faible est inférieur à 3\u00a0»\u00a0; "
        "«\u00a0Au moins une vulnérabilité critique est ouverte sur internet\u00a0». "
        "Domaine le plus faible\u00a0: Active Directory (2,0). Depuis le 24/11/2025\u00a0: +0,5 sur le score d'ensemble."
    )


def test_the_board_learns_what_can_stop_care_in_the_words_of_the_answers(teller):
    said = part(teller.report(teller.sheet("clinique-des-tilleuls-2026")), "board")
    start = said.index("Ce qui peut arrêter les soins demain")
    question = "Une copie des sauvegardes est-elle hors de portée d'un pirate (hors ligne ou immuable)\u00a0?"
    assert question in said[start:]
    answer = said[said.index(question) + 1]
    assert answer.endswith("applications vitales (GOV-33)")
    assert said[said.index(question) + 2] == (
        "Rançongiciel · Arrêt du dossier patient · Prise de contrôle de l'annuaire"
    )


def test_the_board_takes_five_decisions_with_an_estimate_said_to_be_ours():
    days = (3, 4, 7, 300, 900, 9)
    efforts = ("S", "S", "S", "L", "L", "S")
    questions = [
        a_question(f"C-{n}").solved_by(f"Do {n}", days=one, effort=effort)
        for n, (one, effort) in enumerate(zip(days, efforts, strict=True))
    ]
    report = told(a_questionnaire("care", *questions), {f"C-{n}": 1 for n in range(6)}, lang="fr")
    page = next(block for block in report.blocks if isinstance(block, OnePage))
    heading, table, cost = page.blocks[-3:]
    assert isinstance(table, Table)
    assert next(text_of((heading,))) == "Cinq décisions à prendre"
    assert [row[0][0][0].text for row in table.rows] == [
        "Do 0 (fr)", "Do 1 (fr)", "Do 2 (fr)", "Do 5 (fr)", "Do 3 (fr)",
    ]  # fmt: skip
    assert next(text_of((cost,))) == (
        "Ordre de grandeur\u00a0: environ 320 jours-personne pour ces décisions, environ 1\u202f200 pour tout le plan, "
        "dont 25 d'actions rapides. C'est notre estimation, hors achats et licences\u00a0; elle est à affiner avec "
        "ceux qui feront le travail."
    )


@pytest.mark.parametrize("name", DEMO)
def test_each_establishment_of_the_demonstration_has_five_decisions(teller, name):
    report = teller.report(teller.sheet(f"{name}-2026"))
    page = next(block for block in report.blocks if isinstance(block, OnePage))
    *_, table, _cost = page.blocks
    assert len(table.rows) == 5


def test_the_board_sees_each_domain_with_its_interval(teller):
    report = teller.report(teller.sheet("clinique-des-tilleuls-2026"))
    page = next(block for block in report.blocks if isinstance(block, OnePage))
    bars = next(block for block in page.blocks if isinstance(block, Bars))
    assert [bar.label for bar in bars.bars] == [
        "Gouvernance", "Sensibilisation", "Active Directory", "Exposition", "Identité",
    ]  # fmt: skip
    assert "Active Directory\u00a0: 1,7, intervalle 1,7\u00a0à\u00a01,9, Initial" in bars.alt


def test_without_a_weakness_the_board_is_told_so():
    report = told(a_questionnaire("care", a_question("C-1")), {"C-1": 5})
    said = part(report, "board")
    assert (
        "No answer points to a critical weakness among those that can stop care. Unknown and missing "
        "answers remain to be clarified."
    ) in said
    assert "The plan contains no action." in said


def test_an_answer_not_known_can_stop_care_as_well():
    question = replace(a_question("C-1").critical().built, scenarios=("ransomware",), tier="core")
    reference = replace(a_reference(), scenarios={"ransomware": replace(a_reference().levels[0])})
    care = a_questionnaire("care", replace(a_question("C-1"), built=question))
    said = part(told(care, {"C-1": UNKNOWN}, reference=reference), "board")
    assert "I don't know (C-1)" in said


def test_too_few_answers_give_an_interval_instead_of_a_level():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"), a_question("C-3"))
    said = part(told(care, {"C-1": 4}), "board")
    assert said[1] == (
        "No overall level yet: only 33% of the questionnaire is filled in, 60% is needed. The score lies "
        "between 1.3 and 4.7 out of 5. Weakest domain: care (en) (1.3\u00a0to\u00a04.7)."
    )


def test_nothing_to_ask_gives_no_score():
    care = a_questionnaire("care", a_question("C-1"))
    report = told(care, {"C-1": not_applicable("No computer at all")})
    assert "No question applies: there is no score." in part(report, "board")
    assert "No question of this domain applies to the establishment." in part(report, "domains")


# Figures and tables


def test_each_radar_stands_beside_the_table_of_its_values(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"), teller.sheet("ch-de-valmont-2025"))
    domains, topics = (block for block in report.blocks if isinstance(block, Beside))
    assert [axis.label for axis in topics.figure.axes] == [
        "Active Directory", "Exposition", "Exercices de crise", "Autoévaluation", "Budget numérique",
        "Pilotage GHT",
    ]  # fmt: skip
    assert [series.kind for series in domains.figure.series] == ["now", "previous", "target"]
    assert set(domains.figure.series[2].values) == {Fraction(3)}
    assert [column.title for column in domains.table.columns] == [
        "Domaine",
        "Niveau",
        "Score",
        "Avant",
    ]
    assert domains.table.rows[0][1:] == (
        Level(2, "Partiel"),
        ((domains.table.rows[0][2][0][0],),),
        ((domains.table.rows[0][3][0][0],),),
    )
    assert "Gouvernance\u00a0: 2,7" in domains.figure.alt


def test_without_a_previous_assessment_nothing_is_compared():
    report = told(a_questionnaire("care", a_question("C-1")), {"C-1": 3})
    besides = [block for block in report.blocks if isinstance(block, Beside)]
    assert [[series.kind for series in one.figure.series] for one in besides] == [
        ["now", "target"]
    ] * 2
    assert not any("Since" in text for text in texts(report))


def test_what_has_changed_is_counted():
    care = a_questionnaire("care", *(a_question(f"C-{n}") for n in range(4)))
    report = told(
        care,
        {"C-0": 3, "C-1": 2, "C-2": 2, "C-3": UNKNOWN},
        previous={"C-0": 1, "C-1": 4, "C-2": 2, "C-3": 1},
    )
    assert (
        "Since 23 Nov 2025, 2 answers have changed level: 1 up, 1 down. The target floor, level 3 (defined, "
        "applied, evidenced), is our proposal; no official text sets it."
    ) in texts(report)


def test_the_target_is_said_to_be_a_proposal(teller):
    said = texts(teller.report(teller.sheet("ch-de-valmont-2026")))
    assert (
        "Le plancher visé, niveau 3 (défini, appliqué, prouvé), est notre proposition\u00a0; il n'est fixé par "
        "aucun texte."
    ) in said


def test_a_cap_is_named_where_it_weighs_with_the_score_without_it():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2")).capped("C-1", 2)
    said = part(told(care, {"C-1": 2, "C-2": 5}), "domains")
    assert (
        "Capped at 2: “because of C-1 (en)” (C-1). Without a cap, the score would be 3.5."
    ) in said


def test_a_cap_that_an_unknown_holds_says_so():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2")).capped("C-1", 2)
    report = told(care, {"C-1": UNKNOWN, "C-2": 5})
    assert any(
        text.startswith(
            "Capped at 2 as long as the answer is unknown: “because of C-1 (en)” (C-1)."
        )
        for text in part(report, "domains")
    )
    assert ("As long as the answer is unknown, a cap applies: “because of C-1 (en)”.") in part(
        report, "clarify"
    )


def test_a_ladder_is_an_upper_bound_with_what_blocks_and_what_is_missing():
    care = a_questionnaire(
        "care",
        a_yes_no("C-1").carrying("vuln_a", 2).failing(2, option="no"),
        a_yes_no("C-2").carrying("vuln_b", 1).failing(1, option="no"),
    ).with_ladder("ads", start=1, rungs=(1, 2))
    blocked = part(told(care, {"C-1": "no", "C-2": "yes"}), "domains")
    assert any(
        text.startswith("ads (en): 2. One control point blocks the next level: vuln_a (C-1).")
        for text in blocked
    )
    open_still = part(told(care, {"C-1": "yes", "C-2": UNKNOWN}), "domains")
    assert any(
        text.startswith(
            "ads (en): at most 3. Assured by the answers: 1. One question remains to be checked to confirm "
            "this estimate."
        )
        for text in open_still
    )
    assert any(text.startswith("ads (en): no estimate") for text in part(told(care), "domains"))


def test_what_is_declared_not_applicable_is_weighed_once():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"))
    said = part(told(care, {"C-1": 4, "C-2": not_applicable()}), "domains")
    assert (
        "If the answer declared not applicable counted as not done, the score would be 2.0."
    ) in said


def test_a_section_that_concerns_nobody_has_no_score():
    care = (
        a_questionnaire("care")
        .with_section("one", a_question("C-1"))
        .with_section("two", a_question("C-2"))
    )
    report = told(care, {"C-1": 4, "C-2": not_applicable()})
    table = next(
        block
        for block in report.blocks
        if isinstance(block, Table) and block.columns[0].title == "Section"
    )
    _name, level, *rest = table.rows[1]
    assert level == Level(None, "Not concerned")
    assert [cell[0][0].text for cell in rest] == ["–", "–", "–", "–"]


# The plan


def test_the_plan_follows_the_topics_then_the_rest(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"))
    plan = [one.text for one in headings(report.blocks) if one.id.startswith("plan-")]
    assert plan == [
        "Active Directory",
        "Exposition sur internet",
        "Exercices de gestion de crise",
        "Autoévaluation du risque cyber",
        "Calcul de la quote-part du budget numérique",
        "Pilotage et suivi des objectifs pour tous les GHT",
        "Socle hors six sujets",
    ]


def test_an_action_says_why_what_it_brings_what_it_takes_and_who():
    care = a_questionnaire(
        "care",
        a_question("C-1").on("ad").solved_by("Fix it", days=3, resources=("kit", "doubtful")),
        a_question("C-2").on("ad").solved_by("Then this", requires=(QuestionId("C-1"),)),
    ).capped("C-1", 2)
    reference = a_reference(kit=True, doubtful=False)
    report = told(care, {"C-1": 1, "C-2": 0}, reference=reference)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    first, second = next(one.rows for one in tables if one.columns[0].title == "Rank")
    assert [list(text_of((Table(columns=(), rows=((cell,),)),))) for cell in first] == [
        ["1"],
        [
            "Fix it (en)",
            "Lifts the cap: “because of C-1 (en)”.",
            "Today: “level 1 (en)” (C-1).",
            "Help: kit (en) (ANS).",
        ],
        ["+2.00"],
        ["3 days", "quick"],
        ["CISO (en)", "control (en)"],
    ]
    assert "To be done after the action ranked 1." in list(
        text_of((Table(columns=(), rows=(second,)),))
    )


def test_a_resource_that_is_unsure_is_never_shown(teller):
    unsure = [one for one in teller.catalogue.reference.resources.values() if not one.shown]
    assert unsure
    for name in DEMO:
        said = "\n".join(texts(teller.report(teller.sheet(f"{name}-2026"))))
        assert [one.id for one in unsure if one.name.fr in said] == []


def test_a_gain_too_small_to_be_written_is_said_to_be_small():
    questions = [a_question("C-1").weighing(Fraction(1, 100))]
    questions += [a_question(f"C-{n}") for n in range(2, 9)]
    care = a_questionnaire("care", *questions)
    report = told(care, {"C-1": 0, **{f"C-{n}": 5 for n in range(2, 9)}})
    assert "< 0.01" in part(report, "plan")


def test_what_has_no_answer_is_listed_by_name():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"), a_question("C-3"))
    said = part(told(care, {"C-1": 3}), "clarify")
    assert "No question was answered “I don't know”." in said
    assert "2 questions that apply have no answer yet: C-2, C-3." in said


def test_evidence_is_listed_with_its_grade():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"))
    shown = Answer(kind="value", value="3", evidence=("a.pdf", "b.pdf"), grade="verified")
    said = part(told(care, {"C-1": shown, "C-2": 3}), "evidence")
    assert said[-5:] == ["C-1", "What of C-1? (en)", "a.pdf", "b.pdf", "verified"]
    assert part(told(care, {"C-2": 3}), "evidence")[-1] == "No document is named."


# The annex


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (a_question("C-1"), 3, "level 3 (en)"),
        (a_yes_no("C-1"), "partial", "partial (en)"),
        (a_multiple("C-1", one=2, two=3), ("one", "two"), "one (en); two (en)"),
        (an_information("C-1"), "Two sites", "Two sites"),
        (a_date("C-1"), "2026-03-01", "1 Mar 2026"),
        (a_question("C-1"), UNKNOWN, "I don't know"),
        (a_question("C-1"), not_applicable("No ward"), "Not applicable: No ward"),
        (a_question("C-1"), Answer(comment="later"), "No answer"),
    ],
)  # fmt: skip
def test_an_answer_is_said_in_words(question, value, words):
    said = part(told(a_questionnaire("care", question), {"C-1": value}), "annex")
    assert words in said


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("GOV-22", Fraction(14), "14\u00a0mois · 13 à 18\u00a0mois"),
        ("GOV-22", NEVER, "Jamais"),
        ("GOV-17", Fraction(78), "78\u00a0% · 75 à 89\u00a0%"),
        (
            "AD-03",
            Fraction(3),
            "Niveau 3\u00a0: sécurité de base, non affaiblie depuis l'installation",
        ),
        ("EXP-04", Fraction(1), "1 · Une seule"),
        ("IDN-09", Fraction(5, 2), "2,5\u00a0jours · Plus d'un jour, jusqu'à 7 jours"),
        ("IDN-09", Fraction(3), "3\u00a0jours · Plus d'un jour, jusqu'à 7 jours"),
        ("IDN-25", Fraction(0), "Aucun recueil (0\u00a0%)"),
        ("IDN-09", Fraction(1), "1 · Un jour ou moins"),
    ],
)
def test_a_number_is_said_with_its_unit_and_its_band(teller, question, value, words):
    sheet = teller.sheet("ch-de-valmont-2026")
    answers = {**sheet.answers, QuestionId(question): Answer(kind="value", value=value)}
    story = story_of(*teller.parts(replace(sheet, answers=answers)))
    assert story.said(story.questions[QuestionId(question)]) == words


def test_the_annex_holds_every_question_with_its_comment_and_evidence(teller):
    sheet = teller.with_comment("Une remarque, avec un point-virgule\u00a0; et <b>du balisage</b>.")
    said = part(teller.report(sheet), "annex")
    questions = [one for each in teller.catalogue.select(sheet.versions) for one in each.questions]
    assert len(questions) == 221
    assert {str(one.id) for one in questions} <= set(said)
    assert (
        "Commentaire\u00a0: Une remarque, avec un point-virgule\u00a0; et <b>du balisage</b>."
    ) in said


def test_a_core_assessment_tells_of_core_questions_alone(teller):
    sheet = replace(teller.sheet("ch-de-valmont-2026"), tier="core")
    report = teller.report(sheet)
    asked = re.compile(r"[A-Z]{2,3}-\d{2}")
    assert len({text for text in part(report, "annex") if asked.fullmatch(text)}) == 41
    facts = dict(report.cover.facts)
    assert facts["Questionnaire"] == (
        "Essentiel\u00a0: les questions auxquelles une direction peut répondre"
    )


def test_a_question_that_does_not_concern_the_establishment_says_so(teller):
    said = part(teller.report(teller.sheet("clinique-des-tilleuls-2026")), "annex")
    index = said.index("GOV-11")
    assert said[index + 2 : index + 4] == [
        "Sans objet pour l'établissement, d'après son profil ou une autre réponse.",
        "Non applicable",
    ]


# Method and languages


def test_the_report_says_what_it_is_not(teller):
    said = part(teller.report(teller.sheet("ch-de-valmont-2026")), "method")
    assert (
        "Ce rapport est déclaratif\u00a0: il reprend les réponses de l'établissement. Il ne remplace pas un "
        "audit, un test d'intrusion ni un avis de conformité, et n'engage aucune autorité."
    ) in said


def test_a_long_perimeter_is_cut_on_the_cover_and_whole_in_the_method():
    perimeter = "All sites. " + "word " * 400
    report = told(a_questionnaire("care", a_question("C-1")), {"C-1": 3}, perimeter=perimeter)
    assert report.cover.perimeter.endswith("word…")
    assert len(report.cover.perimeter) <= 420
    assert f"Perimeter assessed: {perimeter}" in part(report, "method")


@pytest.mark.parametrize("name", DEMO)
def test_an_english_report_has_no_french_sentence_of_ours(teller, name):
    said = "\n".join(texts(teller.report(teller.sheet(f"{name}-2026"), lang="en")))
    cover = teller.report(teller.sheet(f"{name}-2026"), lang="en").cover
    said += "\n".join((cover.title, cover.restriction_note, *(fact for fact, _ in cover.facts)))
    french = {
        piece.strip()
        for key, entry in catalogue().items()
        if key.startswith("report.")
        for form in (entry["fr"].values() if isinstance(entry["fr"], dict) else [entry["fr"]])
        for piece in re.split(r"\{\w+\}", form)
        if len(piece.strip()) > 11 and piece.strip() not in str(entry["en"])
    }
    assert len(french) > 100
    assert [piece for piece in french if piece in said] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_of_the_questionnaires_is_in_the_language_of_the_report(lang):
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2")).capped("C-1", 2)
    said = texts(told(care, {"C-1": 1, "C-2": UNKNOWN}, lang=lang))
    other = "(en)" if lang == "fr" else "(fr)"
    assert [text for text in said if other in text] == []
    assert any(f"({lang})" in text for text in said)


def test_french_signs_are_never_at_the_beginning_of_a_line(teller):
    """A no-break space stands before them, in the sentences and in the vocabulary alike."""
    loose = re.compile(r"\w [?!;:%»]|« ")
    report = teller.report(replace(teller.sheet("ch-de-valmont-2026"), answers={}))
    assert [text for text in texts(report) if loose.search(text)] == []


def test_a_long_name_is_cut_where_there_is_little_room():
    organisation = an_organisation(name="Hospital " * 60)
    report = told(a_questionnaire("care", a_question("C-1")), organisation=organisation)
    assert len(report.cover.establishment) <= 120
    assert len(report.running) <= 120
    assert len(report.title) <= 200


def test_words_keep_their_style(teller):
    report = teller.report(teller.sheet("clinique-des-tilleuls-2026"))
    callouts = [one for one in report.blocks if isinstance(one, Words) and one.style == "callout"]
    assert len(callouts) == 4  # three caps, one ladder

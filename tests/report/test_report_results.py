"""What the report says of the results: figures, tables, plan, annex."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from build import (
    a_date,
    a_multiple,
    a_question,
    a_questionnaire,
    a_reference,
    a_yes_no,
    an_information,
)
from filled import UNKNOWN, not_applicable
from reported import DEMO, part, texts, told
from reportlab.graphics.shapes import String

from care_assess.answers import NEVER, Answer
from care_assess.questionnaire import QuestionId
from care_assess.report.blocks import Beside, Level, Table, headings, text_of
from care_assess.report.content import story_of
from care_assess.report.front import beside_piece
from care_assess.report.pdf import WIDTH
from care_assess.report.typeset import width_of
from care_assess.text import NBSP

WORD = re.compile("[^ -]+")  # a line may end after a hyphen

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


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", DEMO)
def test_no_word_is_cut_in_the_table_beside_a_radar(teller, name, lang):
    sheet, former = teller.sheet(f"{name}-2026"), teller.sheet(f"{name}-2025")
    barely = replace(sheet, answers=dict([*sheet.answers.items()][:12]))
    for report in (
        teller.report(sheet, former, lang=lang),
        teller.report(barely, barely, lang=lang),  # intervals in place of scores
        teller.report(barely, lang=lang),
    ):
        for block in (block for block in report.blocks if isinstance(block, Beside)):
            grid = beside_piece(block, WIDTH).table
            cells = [cell for row in block.table.rows for cell in row]
            words = [column.title for column in block.table.columns]
            words += [cell.name if isinstance(cell, Level) else cell[0][0].text for cell in cells]
            boxes = [box.paragraphs[0] for row in grid.rows for box in row.boxes]
            lines = [line for paragraph in (*grid.titles, *boxes) for line in paragraph]
            printed = [word for line in lines for part in line for word in WORD.findall(part.text)]
            assert printed == WORD.findall(" ".join(words))


def test_the_legend_of_a_radar_stays_under_it(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"), teller.sheet("ch-de-valmont-2025"))
    for block in (block for block in report.blocks if isinstance(block, Beside)):
        drawing = beside_piece(block, WIDTH).figure.drawing
        words = [shape for shape in drawing.contents if isinstance(shape, String)]
        ends = [
            shape.x + width_of(shape.text, shape.fontSize)
            for shape in words
            if shape.textAnchor == "start"
        ]
        assert len(ends) >= 3
        assert max(ends) <= drawing.width


def test_too_few_domains_for_a_shape_leave_their_table_alone():
    report = told(a_questionnaire("care", a_question("C-1")), {"C-1": 3})
    (radar,) = (block.figure for block in report.blocks if isinstance(block, Beside))
    assert len(radar.axes) == 6  # the topics
    assert "care (en)" in part(report, "overview")


def test_without_a_previous_assessment_nothing_is_compared():
    report = told(a_questionnaire("care", a_question("C-1")), {"C-1": 3})
    (topics,) = (block for block in report.blocks if isinstance(block, Beside))
    assert [series.kind for series in topics.figure.series] == ["now", "target"]
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


def test_nothing_changed_is_said_in_words():
    care = a_questionnaire("care", a_question("C-1"))
    said = texts(told(care, {"C-1": 3}, previous={"C-1": 3}))
    assert any(text.startswith("Since 23 Nov 2025, no answer has changed level.") for text in said)


def test_one_answer_is_counted_without_a_plural():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"))
    said = texts(told(care, {"C-1": 3}, lang="fr"))
    assert "réponses\u00a0: 1 sur 2, dont 0 inconnue" in said


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


def test_a_cap_above_the_score_is_said_to_have_no_effect():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2")).capped("C-1", 2)
    care = care.capped("C-1", 2, topic="ad")
    report = told(care, {"C-1": 0, "C-2": 2})
    idle = "A cap at 2 is in force, without effect today: “because of C-1 (en)” (C-1)."
    assert any(text.startswith(idle) for text in part(report, "domains"))
    assert not any("Capped at" in text for text in texts(report))
    assert "back" not in part(report, "board")[1]


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
        text.startswith("ads (en): 2. Control point that blocks the next level: vuln_a (C-1).")
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


def test_the_score_of_a_domain_is_said_on_its_own_scale():
    care = a_questionnaire("care").with_section("one", a_question("C-1")).on_scale(0, 10)
    said = texts(told(care, {"C-1": "5"}))
    assert said.count("Score from 0 to 10") == 1
    assert any("5.0 / 10" in one.replace(NBSP, " ") for one in said)


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


def test_actions_that_are_one_piece_of_work_are_one_row_with_those_of_its_topic():
    care = a_questionnaire(
        "care",
        a_question("C-1").on("ad").solved_by("Fix it", days=3, resources=("kit",)),
        a_question("C-2").on("budget").solved_by("Pay it", days=4, resources=("kit",)),
        a_question("C-3").on("ad").solved_by("Plan it", days=5, resources=("kit",)),
        a_question("C-4").on("ght_steering").solved_by("Tell it"),
    ).capped("C-1", 2)
    reference = a_reference(kit={"rssi": "Play the kit"})
    report = told(care, {"C-1": 1, "C-2": 1, "C-3": 5, "C-4": 1}, reference=reference)
    said = "\n".join(part(report, "plan"))
    assert "gathered in a work package, at the rank of the first of them: 2 lines in all." in said
    assert (
        "1\nPlay the kit (en)\nLifts the cap: “because of C-1 (en)”.\n"
        "Work package of 2 actions, 1 of them for this topic:\n1. Fix it (en)\n"
        "+2.00\n7 days\nin all\nCISO (en)"
    ) in said
    assert "2. Pay it (en)" in said
    alone = told(care, {"C-1": 1, "C-2": 5, "C-3": 1, "C-4": 5}, reference=reference)
    assert "Work package of 2 actions:" in part(alone, "plan")


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

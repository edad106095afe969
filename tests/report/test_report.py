"""What the report says around its results: parts, cover, page for the board, method, languages."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date

import pytest
from build import a_question, a_questionnaire, a_reference, a_scenario
from filled import UNKNOWN, an_organisation, not_applicable
from reported import DEMO, part, texts, told

from care_assess.answers import Answer
from care_assess.questionnaire import QuestionId
from care_assess.report.blocks import Bars, Contents, OnePage, Table, Words, headings, text_of
from care_assess.report.digest import digest
from care_assess.text import LANGUAGES, catalogue


def test_the_parts_come_in_the_order_in_which_a_director_reads_them(teller):
    report = teller.report(teller.sheet("ch-de-valmont-2026"))
    assert [one.text for one in headings(report.blocks) if one.level == 1] == [
        "Sommaire",
        "L'essentiel pour la direction",
        "Vue d'ensemble",
        "Résultats par domaine",
        "Résultats par sujet et par axe",
        "Exposition aux crises les plus graves",
        "Plan d'action",
        "Points à clarifier",
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


def test_the_board_is_told_of_no_cap_that_holds_nothing_down(teller):
    assert part(teller.report(teller.sheet("clinique-des-tilleuls-2026")), "board")[1] == (
        "Niveau d'ensemble\u00a0: 1 sur 5, «\u00a0Initial\u00a0» (score 1,4). "
        "Selon ce qui reste inconnu, le score se situe entre 1,4 et 1,5. "
        "Domaine le plus faible\u00a0: Identité (1,1)."
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
    assert "The plan contains no action: no known answer is below the target floor." in said


def test_an_answer_not_known_can_stop_care_as_well():
    question = replace(a_question("C-1").critical().built, scenarios=("ransomware",), tier="core")
    reference = a_reference(a_scenario("ransomware"))
    care = a_questionnaire("care", replace(a_question("C-1"), built=question))
    said = part(told(care, {"C-1": UNKNOWN}, reference=reference), "board")
    assert "I don't know (C-1)" in said


def test_too_few_answers_give_an_interval_instead_of_a_level():
    care = a_questionnaire("care", a_question("C-1"), a_question("C-2"), a_question("C-3"))
    said = part(told(care, {"C-1": 4}), "board")
    assert said[1] == (
        "No overall level yet: only 33% of the questionnaire is filled in, 60% is needed. The score lies "
        "between 1.3 and 4.7 out of 5."
    )


def test_too_few_answers_name_the_weakest_domain_for_the_time_being(teller):
    sheet = teller.sheet("ch-de-valmont-2026")
    few = replace(sheet, answers=dict([*sheet.answers.items()][:12]))
    assert part(teller.report(few), "board")[1].endswith(
        "Domaine le plus faible à ce stade\u00a0: Gouvernance (0,8\u00a0à\u00a04,3)."
    )


def test_nothing_to_ask_gives_no_score():
    care = a_questionnaire("care", a_question("C-1"))
    report = told(care, {"C-1": not_applicable("No computer at all")})
    assert "No question applies: there is no score." in part(report, "board")
    assert "No question of this domain applies to the establishment." in part(report, "domains")


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

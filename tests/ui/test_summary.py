"""What the scores say in words: the sentence a director repeats, why a score, what changed, hard facts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from build import a_choice, a_group, a_number, a_question, a_questionnaire, a_reference
from filled import UNKNOWN, a_sheet, not_applicable, scored

from care_assess.answers import NEVER, applicability
from care_assess.text import translator
from care_assess.ui.changes import difference, lifted, steps
from care_assess.ui.files import file_name
from care_assess.ui.indicators import indicators
from care_assess.ui.summary import cap_lines, facts, figures, headline, without_capital
from care_assess.ui.why import names_of, why

FR = translator("fr")
REFERENCE = a_reference()


def two(*, capped: bool = False):
    """Domains "one" (A, B) and "two" (C), of the same weight."""
    one = a_questionnaire("one", a_question("A"), a_question("B"))
    if capped:
        one = one.capped("A", 2)
    return one, a_questionnaire("two", a_question("C"))


def built(builders):
    return [one.built for one in builders]


def told(builders, answers) -> str:
    return headline(scored(*builders, answers=answers), built(builders), REFERENCE, FR)


# The headline


def test_the_headline_gives_the_level_and_the_weakest_domain():
    assert told(two(), {"A": 3, "B": 2, "C": 4}) == (
        "**Niveau 3 sur 5, «\u00a0level 3 (fr)\u00a0».** Domaine le plus faible\u00a0: one (fr) (2,5)."
    )


def test_the_headline_names_the_caps_that_hold_the_score_down():
    assert told(two(capped=True), {"A": 0, "B": 5, "C": 5}) == (
        "**Niveau 3 sur 5, «\u00a0level 3 (fr)\u00a0».** Un plafond le retient\u00a0: because of A (fr). "
        "Domaine le plus faible\u00a0: one (fr) (2,0)."
    )


def test_a_cap_above_the_score_does_not_hold_it_down():
    scores = scored(*two(capped=True), answers={"A": 0, "B": 3, "C": 5})
    total = scores.domains["one"].total
    assert [cap.question for cap in total.caps] == ["A"]
    assert total.biting == ()
    assert cap_lines(total, FR) == (
        "Un plafond à 2 est en vigueur, sans effet aujourd'hui\u00a0: because of A (fr).",
    )


def test_while_too_little_is_answered_the_headline_gives_the_interval():
    assert told(two(), {"A": 3}) == (
        "**Résultats provisoires.** Avec 33\u00a0% des réponses données, le score se situe entre "
        "0,8 et 4,5 sur 5. Domaine le plus faible à ce stade\u00a0: one (fr) (3,0)."
    )


def test_what_others_wrote_is_not_markdown_in_the_headline():
    builder = a_questionnaire("*two*", a_question("C"))
    said = told((*two()[:1], builder), {"A": 3, "B": 3, "C": 1})
    assert said.endswith(r"\*two\* (fr) (1,0).")


def test_the_four_figures_say_what_is_known_and_evidenced():
    builders = two(capped=True)
    scores = scored(*builders, answers={"A": 0, "B": 5, "C": UNKNOWN})
    found = figures(scores, built(builders), REFERENCE, "+0,4", FR)
    assert [(one.label, one.value, one.caption, one.change) for one in found] == [
        ("Ensemble", "1,0 sur 5", "level 1 (fr) · entre 1,0 et 3,5", "+0,4"),
        ("Domaine le plus faible", "0,0 sur 5", "two (fr)", None),
        ("Réponses données", "100\u00a0%", "1 inconnue", None),
        ("Preuves montrées", "0\u00a0%", "part des réponses connues", None),
    ]


def test_beside_a_settled_score_stands_the_evidence_alone():
    total = scored(*two(), answers={"A": 3, "B": 3, "C": 3}).overall
    assert facts(total, FR) == "tout est connu · preuves montrées\u00a0: 0\u00a0%"


def test_beside_a_score_that_is_not_settled_stand_interval_answers_and_evidence():
    total = scored(*two(), answers={"A": 3, "B": UNKNOWN, "C": 3}).overall
    assert facts(total, FR) == (
        "entre 2,3 et 3,5 · réponses données\u00a0: 100\u00a0% · preuves montrées\u00a0: 0\u00a0%"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pas de copie", "pas de copie"),
        ("ADS inconnu", "ADS inconnu"),
        ("L'ADS", "L'ADS"),
        ("", ""),
    ],
)
def test_a_sentence_goes_on_without_a_capital_but_acronyms_keep_theirs(text, said):
    assert without_capital(text) == said


# Why


def explained(builders, answers, pick=lambda scores: scores.overall):
    return why(pick(scored(*builders, answers=answers)), names_of(built(builders), FR), FR)


def test_a_mean_is_told_with_its_sums_and_what_costs_most_comes_first():
    one = a_questionnaire("one", a_question("A").weighing(1), a_question("B").weighing(3))
    found = explained((one,), {"A": 0, "B": 2}, pick=lambda scores: scores.domains["one"].total)
    assert found.sentences == (
        "Moyenne\u00a0: on multiplie chaque niveau par son poids, on additionne (6 points pour 2 questions), puis on divise par la somme des poids (4). Résultat\u00a0: 1,50.",
    )
    assert found.header == ("Ce qui compte", "Niveau et poids")
    assert found.rows == (("What of B? (fr)", "2 · poids 3"), ("What of A? (fr)", "0 · poids 1"))


def test_what_is_left_out_is_told_with_its_reason():
    names = ("A", "B", "C", "D")
    one = a_questionnaire("one", *(a_question(name) for name in names))
    found = explained(
        (one,),
        {"A": 4, "B": UNKNOWN, "D": not_applicable("Pas de bloc")},
        pick=lambda scores: scores.domains["one"].total,
    )
    assert found.sentences[1:] == (
        "1 réponse «\u00a0Je ne sais pas\u00a0» compte zéro. 1 question sans réponse est laissée de côté. 1 question ne concerne pas l'établissement.",
        "Selon ce qui manque, le score peut aller de 1,3 (tout au plus bas) à 4,7 (tout au mieux).",
        "Si ce que vous avez déclaré «\u00a0non applicable\u00a0» comptait comme non fait, le score serait de 1,3.",
    )
    assert [row[1] for row in found.rows] == [
        "0, on ne sait pas · poids 1",
        "4 · poids 1",
        "sans réponse",
        "non applicable\u00a0: Pas de bloc",
    ]


def test_a_declared_exemption_that_changes_nothing_shown_says_so():
    one = a_questionnaire("one", a_question("A"), a_question("D"))
    answers = {"A": 0, "D": not_applicable("Pas de bloc")}
    assert explained((one,), answers).sentences[-1] == (
        "Si ce que vous avez déclaré «\u00a0non applicable\u00a0» comptait comme non fait, le score affiché ne changerait pas."
    )


def test_the_whole_tells_what_the_caps_of_its_parts_take():
    found = explained(two(capped=True), {"A": 0, "B": 5, "C": 5})
    assert found.sentences[1:] == ("Sans les plafonds des domaines, ce serait 3,8.",)
    assert list(found.rows) == [("one (fr)", "2 · poids 1"), ("two (fr)", "5 · poids 1")]


def of_one(scores):
    return scores.domains["one"].total


def test_a_sum_is_told_on_its_scale():
    choices = (a_choice(name, low=10, high=20).weighing(4) for name in "AB")
    one = a_questionnaire("one", *choices).on_scale(10, 20).scored_by("sum")
    found = explained((one,), {"A": "high", "B": UNKNOWN}, pick=of_one)
    assert found.sentences == (
        "Somme\u00a0: chaque réponse apporte son poids en entier au niveau 20, une part en dessous, et le total s'arrête à 20. 2 éléments, 120 points de niveau, poids total 8. Résultat\u00a0: 14,00.",
        "1 réponse «\u00a0Je ne sais pas\u00a0» compte 10.",
        "Selon ce qui manque, le score peut aller de 14,0 (tout au plus bas) à 18,0 (tout au mieux).",
    )


def test_policies_are_told_where_they_change_what_counts():
    one = a_questionnaire("one", a_question("A"), a_question("B"), a_question("C"))
    answers = {"A": 4, "B": UNKNOWN, "C": not_applicable("Pas de bloc")}
    found = explained((one.counting(unknown="exclude", na="target"),), answers, pick=of_one)
    assert found.sentences[1].startswith(
        "1 réponse «\u00a0Je ne sais pas\u00a0» est laissée de côté."
    )
    assert [row[1] for row in found.rows] == [
        "3, la cible, car non applicable\u00a0: Pas de bloc · poids 1",
        "4 · poids 1",
        "on ne sait pas, laissé de côté",
    ]


def test_groups_are_called_by_their_titles():
    one = a_questionnaire("one").with_section(
        "top",
        a_group("inner", a_group("deep", a_question("A"))),
        a_group("other", a_question("B")),
        method="sum_of_groups",
    )
    found = explained(
        (one,), {"A": 5, "B": 0}, pick=lambda scores: scores.domains["one"].sections["top"]
    )
    assert found.rows == (("other (fr)", "0 · poids 1"), ("inner (fr)", "5 · poids 1"))
    assert found.sentences == (
        "Somme\u00a0: chaque partie apporte son poids en entier quand son score est de 5, une part en dessous, et le total s'arrête à 5. 2 parties, poids total 2. Résultat\u00a0: 1,00.",
    )
    assert names_of(built((one,)), FR)["deep"] == "deep (fr)"


def test_a_score_of_nothing_says_so():
    found = explained(two(), {})
    assert found.sentences[0] == "Rien n'est encore compté ici\u00a0: il n'y a pas de score."


# Since last time


def test_the_answers_that_moved_most_by_weight_come_first():
    one = a_questionnaire(
        "one", a_question("A"), a_question("B").weighing(3), a_question("C"), a_question("D")
    )
    now = a_sheet({"A": 5, "B": 1, "C": 2, "D": 3})
    before = a_sheet({"A": 2, "B": 3, "C": 2})
    assert [(one.question.id, one.before, one.now) for one in steps([one.built], now, before)] == [
        ("B", 3, 1),
        ("A", 2, 5),
    ]


def test_a_difference_needs_both_scores():
    some = scored(*two(), answers={"A": 3, "B": 3, "C": 3}).overall
    more = scored(*two(), answers={"A": 4, "B": 4, "C": 4}).overall
    none = scored(*two(), answers={}).overall
    assert difference(more, some) == 1
    assert difference(none, some) is difference(more, None) is None


def test_a_cap_that_no_longer_holds_is_lifted():
    before = scored(*two(capped=True), answers={"A": 0, "B": 5, "C": 5})
    now = scored(*two(capped=True), answers={"A": 4, "B": 5, "C": 5})
    assert [cap.question for cap in lifted(now, before)] == ["A"]
    assert lifted(before, now) == ()


# Hard facts


def hard_facts(answers, *questions, tier="full"):
    builder = a_questionnaire("one", *questions)
    sheet = a_sheet(answers, tier=tier)
    found = indicators(
        "ad",
        questionnaires=[builder.built],
        sheet=sheet,
        applicable=applicability([builder.built], sheet, REFERENCE),
        reference=REFERENCE,
        tr=FR,
    )
    return [(one.question, one.said, one.known) for one in found]


def test_the_numbers_of_a_topic_are_told_core_first_and_two_at_most():
    questions = (
        a_number("A").on("ad"),
        a_number("B").on("ad").in_core(),
        a_number("C").on("ad"),
        a_question("D").on("ad"),
        a_number("E").on("exposure", "ad"),
    )
    answers = {name: Fraction(14) for name in "ABCE"}
    assert hard_facts(answers, *questions) == [
        ("What of B? (fr)", "14\u00a0months (fr)", True),
        ("What of A? (fr)", "14\u00a0months (fr)", True),
    ]


def test_what_is_not_known_is_said_and_what_does_not_apply_is_not():
    questions = [a_number(name).on("ad") for name in "ABC"]
    assert hard_facts({"A": not_applicable(), "B": UNKNOWN}, *questions) == [
        ("What of B? (fr)", "on ne sait pas", False),
        ("What of C? (fr)", "sans réponse", False),
    ]


def test_never_is_a_fact():
    assert hard_facts({"A": NEVER}, a_number("A").on("ad")) == [("What of A? (fr)", "jamais", True)]


# Files


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("CH de Valmont (fictif)", "plan-ch-de-valmont-fictif-2026-11-23.csv"),
        ("Hôpital Saint-Éloi / Sœurs", "plan-hopital-saint-eloi-soeurs-2026-11-23.csv"),
        ("../../etc\x00", "plan-etc-2026-11-23.csv"),
        ("病院", "plan-2026-11-23.csv"),
    ],
)
def test_the_name_of_a_file_is_one_that_every_system_takes(organisation, name):
    assert file_name("plan", organisation, date(2026, 11, 23), "csv") == name

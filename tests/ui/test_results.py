"""The results page on a real store: empty, provisional, complete, compared."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from pages import an_assessment, answered, button, open_page, opened, questions, running, seam
from test_scale_rules import SCALED

from care_assess.answers import Answer
from care_assess.questionnaire import QuestionId

VALMONT = "demo-ch-de-valmont-2026"
VALMONT_BEFORE = "demo-ch-de-valmont-2025"


@pytest.fixture
def demo():
    seam().load_demo()


def everything(assessment: str, value: str = "3") -> None:
    """Answer every question that takes a level from 0 to 5."""
    for domain in seam().questionnaires(opened(assessment)):
        for question in domain.questions:
            if question.kind == "level":
                answered(assessment, question.id, Answer(kind="value", value=value))


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("results", a=an_assessment())
    assert app.title[0].value == "Où en sommes-nous\u00a0?"
    assert "dira en une phrase où en est l'établissement" in words(app)
    assert len(app.get("plotly_chart")) == 0
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "Où en sommes-nous\u00a0?"


def test_with_few_answers_the_results_are_provisional_and_lead_back_to_the_questions():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="value", value="4"))
    app = open_page("results", a=assessment)
    assert words(app).count("**Résultats provisoires.** Avec 2\u00a0% des réponses données") == 1
    assert "60\u00a0%" in app.info[0].value
    assert app.metric[0].value == "0,1 à 5,0"
    button(app, "Reprendre le questionnaire").click()
    assert running(app).title[0].value != "Où en sommes-nous\u00a0?"


def test_the_page_goes_from_one_sentence_to_what_is_not_known(demo):
    app = open_page("results", a=VALMONT)
    assert [one.value for one in app.header] == [
        "Par domaine",
        "Par sujet prioritaire",
        "Les six sujets prioritaires",
        "Domaine par domaine",
        "Trois lectures des mêmes réponses",
        "Ce qui a changé depuis le 24/11/2025",
        "Ce que nous ne savons pas",
        "Et maintenant",
    ]
    assert [one.label for one in app.metric] == [
        "Ensemble",
        "Domaine le plus faible",
        "Réponses données",
        "Preuves montrées",
    ]
    assert words(app).startswith(
        "**Niveau 2 sur 5, «\u00a0partiel\u00a0».** Deux plafonds le retiennent\u00a0: "
    )


def test_figures_are_those_of_the_engine(demo):
    app = open_page("results", a=VALMONT)
    scores = seam().scores(opened(VALMONT))
    before = seam().scores(opened(VALMONT_BEFORE))
    overall = float(scores.overall.score)
    assert app.metric[0].value == f"{overall:.1f} sur 5".replace(".", ",")
    assert app.metric[0].delta == f"+{overall - float(before.overall.score):.1f}".replace(".", ",")
    shown = {row["Sujet"]: row["Score"] for row in rows(app, "Sujet")}
    assert shown["Active Directory"] == f"{float(scores.topics['ad'].score):.1f}".replace(".", ",")


def rows(app, first: str, place: int = 0):
    """The rows of a table whose first column is named so."""
    tables = [one.value for one in app.table if str(one.value.columns[0]) == first]
    return tables[place].to_dict("records")


def test_every_chart_is_named_and_followed_by_its_table(demo):
    app = open_page("results", a=VALMONT)
    charts = app.get("plotly_chart")
    assert len(charts) == 5  # two radars, topics, domains, the parts of a domain
    assert len({chart.proto.alt for chart in charts}) == 5
    assert all("Cible\u00a0: 3." in chart.proto.alt for chart in charts)
    tables = [one.proto.alt for one in app.table if one.proto.alt.startswith("Valeurs")]
    assert tables == [
        "Valeurs du graphique\u00a0: Domaine (cible\u00a0: 3)",
        "Valeurs du graphique\u00a0: Sujet (cible\u00a0: 3)",
        "Valeurs du graphique\u00a0: Sujet",
        "Valeurs du graphique\u00a0: Domaine",
        "Valeurs du graphique\u00a0: Partie",
    ]


def test_each_domain_is_read_three_ways_and_what_stops_a_ladder_is_named(demo):
    app = open_page("results", a=VALMONT)
    read = next(table for table in map(records, app.table) if "Moyenne plafonnée" in table[0])
    assert read[2] == {
        "Domaine": "Active Directory",
        "Moyenne": "2,7",
        "Moyenne plafonnée": "2,0",
        "Échelle": "1 · Niveau ADS estimé",
    }
    assert [row["Échelle"] for row in read if row["Domaine"] != "Active Directory"] == [
        "1", "1", "0", "0",
    ]  # fmt: skip
    said = words(app)
    assert "**Gouvernance\u00a0: niveau 1.** 4 questions l'arrêtent.\n- " in said
    assert "**Active Directory\u00a0: niveau 1.** 2 questions l'arrêtent.\n- " in said


def test_with_little_known_a_ladder_is_between_two_levels():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="value", value="4"))
    app = open_page("results", a=assessment)
    read = next(table for table in map(records, app.table) if "Moyenne plafonnée" in table[0])
    assert (read[0]["Moyenne"], read[0]["Échelle"]) == ("4,0 (0,3 à 4,9)", "0 à 4")
    assert read[1]["Échelle"] == "–"
    assert "réponses ne sont pas connues." in words(app)


def test_the_way_to_the_target_is_told_since_last_time(demo):
    app = open_page("results", a=VALMONT)
    assert (
        "**75\u00a0% du chemin vers la cible est parcouru.** Depuis le 24/11/2025, 49\u00a0% de ce qui "
        "manquait est acquis." in words(app)
    )
    way = next(table for table in map(records, app.table) if "Parcouru" in table[0])
    assert way[0] == {
        "Domaine": "Gouvernance et résilience",
        "Parcouru": "84\u00a0%",
        "Acquis depuis le 24/11/2025": "63\u00a0%",
    }


def test_a_questionnaire_on_its_own_scale_and_in_groups_is_shown_on_it(tmp_path, monkeypatch):
    folder = tmp_path / "mine" / "scaled"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(SCALED, "utf-8")
    monkeypatch.setenv("CARE_QUESTIONNAIRES", str(folder.parent))
    assessment = an_assessment(tier="full", versions={"scaled": "1.0.0"})
    for name, value in (("SCA-01", "0.25"), ("SCA-02", "someone"), ("SCA-03", Fraction(60))):
        answered(assessment, name, Answer(kind="value", value=value))
    app = open_page("results", a=assessment)
    assert "**1,1 sur l'échelle de 0 à 3, soit 1,9 sur 5**" in words(app)
    groups = next(table for table in map(records, app.table) if "›" in str(table[0].get("Partie")))
    assert [(row["Partie"], row["Score"]) for row in groups] == [
        ("Première partie › Les bases", "0,9"),
        ("Première partie › La suite", "2,5 (1,3 à 2,8)"),
        ("Première partie › La suite › Au fond", "2,5 (1,3 à 2,8)"),
    ]
    form = questions(assessment, "scaled")
    assert any("**0,25** · Un peu" in option for option in form.radio[0].options)


def records(table):
    return table.value.to_dict("records")


def test_headings_go_down_one_step_at_a_time(demo):
    app = open_page("results", a=VALMONT)
    steps = [int(one.tag[1]) for one in app.main if one.type in {"title", "header", "subheader"}]
    assert all(after - before <= 1 for before, after in pairwise(steps))
    assert len(app.title) == 1


def test_each_topic_has_its_hard_facts(demo):
    said = words(open_page("results", a=VALMONT))
    assert (
        "À combien de mois remonte le dernier exercice de crise cyber\u00a0? **14\u00a0mois**"
        in said
    )
    assert "Quel est le niveau ADS de l'annuaire le plus faible, de 1 à 5\u00a0? **1**" in said


def test_the_weakest_domain_is_looked_at_first_with_its_ladder(demo):
    app = open_page("results", a=VALMONT)
    weakest = seam().scores(opened(VALMONT)).weakest
    assert app.radio(key="results_domain").value == weakest == "active_directory"
    assert "**Niveau ADS estimé\u00a0: 1**" in words(app)
    assert "Ce qui bloque le palier suivant\u00a0:\n- " in words(app)


def test_another_domain_can_be_looked_at_with_its_parts(demo):
    app = open_page("results", a=VALMONT)
    app.radio(key="results_domain").set_value("awareness")
    running(app)
    domain = next(one for one in seam().questionnaires(opened(VALMONT)) if one.id == "awareness")
    assert "Sensibilisation" in [one.value for one in app.subheader]
    assert [row["Partie"] for row in rows(app, "Partie")] == [
        section.title("fr") for section in domain.sections
    ]


def test_why_a_score_opens_the_rule_its_numbers_and_every_question(demo):
    app = open_page("results", a=VALMONT)
    app.button(key="why_topic_crisis_exercises").click()
    running(app)
    said = words(app)
    assert "**Exercices de gestion de crise** · 2,2 sur 5" in said
    assert "Moyenne\u00a0: on multiplie chaque niveau par son poids" in said
    terms = seam().scores(opened(VALMONT)).topics["crisis_exercises"].terms
    assert len(rows(app, "Ce qui compte")) == len(terms)


def test_what_is_not_known_is_listed_with_who_may_know(demo):
    app = open_page("results", a=VALMONT_BEFORE)
    unknown = seam().plan(opened(VALMONT_BEFORE)).to_clarify
    listed = rows(app, "À savoir")
    assert len(listed) == len(unknown) == 3
    owners = seam().catalogue.reference.owners
    assert [row["Qui peut le savoir"] for row in listed] == [
        owners[one.owner]("fr") for one in unknown
    ]


def test_a_question_declared_not_applicable_has_its_line_of_sensitivity():
    assessment = an_assessment()
    everything(assessment)
    answered(assessment, "GOV-44", Answer(kind="not_applicable", reason="Pas de service de soins"))
    said = words(open_page("results", a=assessment))
    assert (
        "1 question a été déclarée non applicable. Comptée comme non faite, l'ensemble serait à 2,9 "
        "au lieu de 3,0." in said
    )


def test_without_a_former_assessment_nothing_is_compared():
    assessment = an_assessment()
    everything(assessment)
    app = open_page("results", a=assessment)
    assert not any(one.value.startswith("Ce qui a changé") for one in app.header)
    assert app.metric[0].delta == ""


def test_an_answer_is_seen_at_once_in_the_results():
    assessment = an_assessment()
    everything(assessment, "2")
    assert open_page("results", a=assessment).metric[0].value == "2,0 sur 5"
    everything(assessment, "4")
    assert open_page("results", a=assessment).metric[0].value == "4,0 sur 5"


def test_what_people_wrote_is_shown_letter_for_letter():
    assessment = an_assessment("**CH** [x](http://example.org) :red[y]")
    everything(assessment)
    app = open_page("results", a=assessment)
    cover = app.caption[0].value
    assert cover.startswith(r"\*\*CH\*\* \[x\](http:")
    assert ":red[" not in cover


def test_the_plan_and_the_report_are_one_press_away(demo):
    app = open_page("results", a=VALMONT)
    button(app, "Voir le plan d'action").click()
    assert running(app).title[0].value == "Que faire d'abord\u00a0?"


def test_the_page_is_in_english_too(demo):
    app = open_page("results", a=VALMONT, lang="en")
    assert app.title[0].value == "Where do we stand?"
    assert words(app).startswith("**Level 2 out of 5, “partial”.** Two caps hold it down: ")


def test_results_of_questions_left_out_by_the_tier_are_not_counted():
    assessment = an_assessment()
    everything(assessment)
    counted = seam().scores(opened(assessment)).overall.applicable
    assert counted < len(opened(assessment).events)
    assert QuestionId("GOV-03") in opened(assessment).events

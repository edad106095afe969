"""The risks page on a real store: the sentence to repeat, the chart and its table, one card a crisis."""

from __future__ import annotations

import pytest
from drafts import DRAFT
from pages import an_assessment, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.content import load_catalogue
from care_assess.paths import own_questionnaires
from care_assess.risks import Risk, build_risks, by_exposure
from care_assess.text import translator
from care_assess.ui.exposures import headline

VALMONT = "demo-ch-de-valmont-2026"
TILLEULS = "demo-clinique-des-tilleuls-2025"
FR = translator("fr")


def risks_in(assessment: str) -> tuple[Risk, ...]:
    """The most exposed first, as the page shows them."""
    here, found = seam(), opened(assessment)
    asked, reference = here.questionnaires(found), here.catalogue.reference
    return by_exposure(build_risks(asked, found.sheet, here.plan(found), reference))


@pytest.fixture
def shown():
    seam().load_demo()
    return open_page("risks", a=VALMONT)


def words(app) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption))


def hundredths(share) -> str:
    return FR.number(100 * share, 0)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("risks", a=an_assessment())
    assert "ce qui lui ouvre la voie, ce qui l'arrête" in words(app)
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "À quoi sommes-nous le plus exposés\u00a0?"


def test_a_director_reads_first_how_many_crises_which_one_and_what_to_do(shown):
    first = risks_in(VALMONT)[0]
    said = next(one.value for one in shown.markdown if "fortement exposé" in one.value)
    assert said.startswith("**L'établissement est fortement exposé à 5 crises sur 5.** En tête")
    assert f"«\u00a0{first.name('fr')}\u00a0», exposition forte" in said
    assert f"({hundredths(first.exposure.value)} sur 100)" in said
    assert f"({first.actions[0].action.days}\u00a0jours)." in said


def test_the_five_crises_come_from_the_most_exposed_to_the_least(shown):
    assert [one.value for one in shown.subheader] == [one.name("fr") for one in risks_in(VALMONT)]


def test_each_crisis_has_its_band_in_words_and_marks_and_its_value(shown):
    for risk in risks_in(VALMONT):
        line = f"{hundredths(risk.exposure.value)} sur 100"
        (band,) = {one.value for one in shown.markdown if "●" in one.value and line in one.value}
        assert "Forte ●●●○" in band


def test_the_way_says_which_step_holds_and_which_is_exposed(shown):
    said = words(shown)
    assert "1. Le fournisseur est touché\u00a0: **bien tenue**" in said
    assert "4. La liaison est coupée\u00a0: **à découvert** · étape décisive" in said


def test_the_worst_answer_and_the_best_are_told_in_their_words(shown):
    said = words(shown)
    assert "**Ce qui ouvre la voie**" in said
    assert "**Ce qui l'arrête**" in said
    ransomware = next(one for one in risks_in(VALMONT) if one.id == "ransomware")
    assert ransomware.opens[0].question == "AD-23"
    assert "dans un environnement isolé\u00a0? **Jamais" in said


def test_three_actions_say_their_days_and_how_far_they_bring_the_exposure(shown):
    said = words(shown)
    for risk in risks_in(VALMONT):
        for one in risk.actions:
            way = f"de {hundredths(risk.exposure.value)} à {hundredths(one.after)} sur 100."
            assert f"({one.action.days}\u00a0jours)\u00a0: {way}" in said


def test_the_chart_has_a_table_that_says_the_same(shown):
    table = shown.table[0].value
    assert list(table.columns) == ["Crise", "Exposition, de 0 à 100", "En un mot"]
    assert list(table["Crise"]) == [one.name("fr") for one in risks_in(VALMONT)]
    assert set(table["En un mot"]) == {"forte"}


def test_the_page_says_that_it_is_our_proposal_and_no_risk_analysis(shown):
    note = next(one.value for one in shown.caption if "EBIOS" in one.value)
    assert "une proposition de CaRE Assess" in note
    assert "Ce n'est pas une analyse de risques" in note


def test_what_nobody_knows_leaves_a_crisis_inconclusive_with_whom_to_ask():
    seam().load_demo()
    app = open_page("risks", a=TILLEULS)
    said = words(app)
    assert "Pour 1 crise, trop peu est connu pour conclure." in said
    assert "Non concluante" in said
    assert "L'exposition est entre «\u00a0forte\u00a0» et «\u00a0très forte\u00a0»." in said
    assert "**Personne ne le sait**\u00a0: à demander à «\u00a0" in said
    assert "Le trait fin va du meilleur au pire" in said


def test_all_the_answers_that_count_can_be_seen_with_their_step_role_and_strength(shown):
    risk = risks_in(VALMONT)[0]
    shown.get_by_key(f"all_{risk.id}").click()
    running(shown)
    table = shown.table[-1].value
    assert len(table) == len(risk.opens) + len(risk.stops) + len(risk.to_clarify)
    worst = risk.opens[0]
    assert worst.role == "opens"
    assert table["Ce qu'elle pèse"][0].startswith(f"Porte, force {worst.strength} sur 3\u00a0: ")
    assert any(line.startswith("Barrière, force ") for line in table["Ce qu'elle pèse"])


def test_with_little_answered_nothing_is_concluded_and_everything_is_to_clarify():
    assessment = an_assessment()
    answered(assessment, "GOV-44", Answer(kind="value", value="5"))
    app = open_page("risks", a=assessment)
    said = words(app)
    assert "Pour 5 crises, trop peu est connu pour conclure." in said
    assert "**Sans réponse**\u00a0: à demander à «\u00a0" in said
    assert "Aucune action du plan n'y changerait quelque chose." in said


def test_a_questionnaire_that_is_placed_nowhere_has_no_crisis():
    folder = own_questionnaires() / "draft"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(DRAFT, "utf-8")
    seam().use(load_catalogue())
    assessment = an_assessment(versions={"draft": "1.0.0"})
    answered(assessment, "DRA-01", Answer(kind="value", value="2"))
    app = open_page("risks", a=assessment)
    assert "ne disent rien de ces crises" in words(app)


def test_the_menu_leads_to_the_risks_and_the_risks_to_the_plan(shown):
    labels = [one.label for one in shown.button if (one.key or "").startswith("side_")]
    assert labels.index("Résultats") < labels.index("Risques") < labels.index("Plan d'action")
    shown.get_by_key("way_plan").click()
    assert running(shown).title[0].value == "Que faire d'abord\u00a0?"


def test_the_page_reads_in_english():
    seam().load_demo()
    app = open_page("risks", a=VALMONT, lang="en")
    assert app.title[0].value == "What are we most exposed to?"
    assert "The establishment is highly exposed to 5 crises of 5." in words(app)


def test_no_exposure_is_high_in_a_well_held_establishment():
    seam().load_demo()
    found = risks_in("demo-chu-de-grandval-2026")
    said = headline(found, FR)
    assert said.startswith("**L'établissement n'est fortement exposé à aucune de ces 5 crises.**")

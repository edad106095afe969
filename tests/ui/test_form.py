"""The questionnaire page: what is asked, in which words, and the ways through it."""

from __future__ import annotations

import pytest
from pages import (
    an_assessment,
    answer_of,
    answered,
    button,
    choose,
    open_page,
    opened,
    questions,
    running,
    state_of,
)

from care_assess.answers import Answer
from care_assess.content import load_catalogue
from care_assess.questionnaire import QuestionId
from care_assess.ui.paging import pages_of, places
from care_assess.ui.shell import assessments

FIRST = "La direction générale pilote-t-elle elle-même le risque de cyberattaque\u00a0?"


@pytest.fixture
def assessment() -> str:
    return an_assessment()


def labels(app):
    return [one.label for one in app.button]


def all_core(assessment: str, answer: Answer, *, but: str = "") -> None:
    """Answer every question of the tier, but one."""
    seam = assessments()
    for name, verdict in seam.applicability(opened(assessment)).items():
        if verdict.applies and name != but:
            answered(assessment, name, answer)


def test_without_an_assessment_the_page_says_what_will_be_here_and_the_way_home():
    app = open_page("form")
    assert [one.value for one in app.title] == ["Aucune évaluation ouverte"]
    button(app, "Aller à l'accueil").click()
    assert running(app).title[0].value.startswith("Où en est votre établissement")


def test_an_address_that_leads_to_no_assessment_says_so_and_the_way_home():
    app = open_page("form", a="parti")
    assert [one.value for one in app.title] == ["Évaluation introuvable"]
    button(app, "Aller à l'accueil").click()
    assert running(app).title[0].value.startswith("Où en est votre établissement")


def test_the_question_is_the_name_of_its_group_and_a_heading(assessment):
    app = questions(assessment)
    assert app.subheader[0].value == FIRST
    assert app.radio[0].label == FIRST


def test_every_level_is_worded_then_come_unknown_and_not_applicable(assessment):
    options = questions(assessment).radio[0].options
    assert [one[:5] for one in options[:6]] == [f"**{level}**" for level in range(6)]
    assert options[6:] == ["Je ne sais pas", "Non applicable à notre établissement"]


def test_a_number_shows_what_each_level_takes(assessment):
    app = questions(assessment)
    bands = [one.value for one in app.caption if one.value.startswith("Niveaux")]
    assert bands[0].startswith("Niveaux\u00a0: **0** Jamais · **1** Plus de 24")


def test_the_line_under_a_question_says_who_knows(assessment):
    assert state_of(questions(assessment), "GOV-01") == (
        "sans réponse · à demander à\u00a0: Direction générale"
    )


def test_nobody_has_to_be_asked_once_the_answer_is_known(assessment):
    app = choose(questions(assessment), "GOV-01", "Je ne sais pas")
    assert state_of(app, "GOV-01").endswith("à demander à\u00a0: Direction générale")
    app = choose(app, "GOV-01", "3")
    assert "demander" not in state_of(app, "GOV-01")


@pytest.mark.parametrize(("lang", "tier"), [("fr", "full"), ("en", "core")])
def test_every_page_of_every_domain_can_be_shown(lang, tier):
    assessment = an_assessment(tier=tier)
    catalogue = load_catalogue()
    seen = set()
    for domain in catalogue.select(catalogue.latest()):
        for number, _ in enumerate(
            pages_of(domain, assessments().applicability(opened(assessment))), 1
        ):
            app = questions(assessment, domain.id, number, lang=lang)
            seen |= {one.key.split(".")[1] for one in app.radio if one.key.endswith(".pick")}
            assert app.title[0].value == domain.title(lang)
    applies = assessments().applicability(opened(assessment))
    assert seen == {name for name, verdict in applies.items() if verdict.applies}


def test_progress_follows_the_answer_just_given(assessment):
    app = choose(questions(assessment), "GOV-01", "3")
    assert "Réponses\u00a0: 1 sur 2" in [one.value for one in app.caption]
    assert app.sidebar.progress[0].text == "Réponses\u00a0: 1 sur 41"
    assert "Gouvernance · 1/14" in labels(app)


def test_next_and_previous_go_through_all_domains(assessment):
    app = questions(assessment, page=2)
    button(app, "Suivant\u00a0: Sensibilisation").click()
    running(app)
    assert (app.query_params["q"], app.query_params["p"]) == ("awareness", "1")
    button(app, "Précédent").click()
    running(app)
    assert (app.title[0].value, app.query_params["q"]) == (
        "Gouvernance et résilience",
        "governance",
    )
    assert "Page 2 sur 2" in [one.value for one in app.caption]


def test_the_first_page_has_nothing_before_it_and_the_last_leads_to_the_results(assessment):
    assert button(questions(assessment), "Précédent").disabled
    last = questions(assessment, "identity")
    button(last, "Voir les résultats").click()
    assert running(last).query_params["a"] == assessment


def test_an_address_out_of_bounds_leads_to_a_page_that_is_there(assessment):
    assert questions(assessment, "governance", 99).title[0].value == "Gouvernance et résilience"
    assert questions(assessment, "nothing", 1).query_params["q"] == "governance"
    assert open_page("form", a=assessment, q="identity", p="deux").query_params["p"] == "1"


def test_coming_back_lands_on_the_next_question_without_an_answer(assessment):
    all_core(assessment, Answer(kind="unknown"), but="AWA-02")
    app = open_page("form", a=assessment)
    assert (app.query_params["q"], app.query_params["p"]) == ("awareness", "1")


def test_the_jump_goes_to_the_next_question_without_an_answer(assessment):
    all_core(assessment, Answer(kind="unknown"), but="AWA-02")
    app = questions(assessment, "identity")
    button(app, "Prochaine question sans réponse").click()
    assert running(app).query_params["q"] == "awareness"


def test_when_all_is_answered_the_jump_leads_to_the_results(assessment):
    all_core(assessment, Answer(kind="unknown"))
    app = questions(assessment)
    assert "Prochaine question sans réponse" not in labels(app)
    button(app, "Voir les résultats").click()
    assert running(app).title[0].value == "Où en sommes-nous\u00a0?"


def test_what_was_typed_is_saved_before_a_button_leads_away(assessment):
    app = questions(assessment)
    app.text_area(key=f"{assessment}.GOV-01.comment").set_value("à revoir")
    button(app, "Sensibilisation · 0/6").click()
    running(app)
    assert app.query_params["q"] == "awareness"
    assert answer_of(assessment, "GOV-01") == Answer(comment="à revoir")


def test_a_question_that_an_answer_takes_out_disappears_at_once():
    assessment = an_assessment(tier="full")
    applies = assessments().applicability(opened(assessment))
    page = next(
        place.page
        for place in places(assessments().questionnaires(opened(assessment)), applies)
        if place.question.id == "AWA-16"
    )
    app = questions(assessment, "awareness", page)
    choose(app, "AWA-16", "Jamais")
    assert not [one for one in app.radio if one.key.endswith("AWA-17.pick")]
    assert any("n'est pas posée" in one.value for one in app.caption)


def test_what_the_establishment_has_not_is_not_asked():
    assessment = an_assessment(profile={"has_dpi": False})
    assert opened(assessment).info.organisation.profile == {"has_dpi": False}
    app = questions(assessment)
    assert not [one for one in app.radio if one.key.endswith("GOV-43.pick")]


def test_the_review_lists_what_waits_and_leads_to_it(assessment):
    answered(assessment, "GOV-01", Answer(kind="unknown"))
    answered(assessment, "GOV-02", Answer(kind="not_applicable", reason="RSSI **partagé**"))
    app = open_page("form", a=assessment, q="review")
    assert app.radio[0].options == ["Sans réponse · 39", "Je ne sais pas · 1", "Non applicable · 1"]
    assert any("14 autres questions suivent" in one.value for one in app.caption)
    app.radio[0].set_value("Non applicable · 1")
    running(app)
    assert [one.value for one in app.text] == ["RSSI **partagé**"]
    app.radio[0].set_value("Je ne sais pas · 1")
    running(app)
    button(app, "Répondre à GOV-01").click()
    running(app)
    assert app.title[0].value == "Gouvernance et résilience"


def test_the_review_opens_on_the_first_list_that_holds_something(assessment):
    all_core(assessment, Answer(kind="not_applicable", reason="hors périmètre"), but="AWA-02")
    answered(assessment, "AWA-02", Answer(kind="unknown"))
    app = open_page("form", a=assessment, q="review")
    assert "Répondre à AWA-02" in labels(app)


def test_an_empty_review_list_says_so(assessment):
    app = open_page("form", a=assessment, q="review")
    app.radio[0].set_value("Je ne sais pas · 0")
    running(app)
    assert app.info[0].value == "Aucune question n'a reçu la réponse «\u00a0je ne sais pas\u00a0»."
    button(app, "Revenir au questionnaire").click()
    assert running(app).title[0].value == "Gouvernance et résilience"


def test_an_answer_deleted_meanwhile_is_said_in_one_sentence(assessment):
    app = questions(assessment)
    assessments().delete(assessment, "CH de Valmont")
    pick = app.radio[0]
    pick.set_value(pick.options[1])
    assert running(app).title[0].value == "Évaluation introuvable"


def test_the_parts_of_the_domain_are_listed_on_demand(assessment):
    app = questions(assessment)
    assert "S'entraîner à la crise · 0/2" not in labels(app)
    app.session_state["parts.governance.1"] = True
    running(app)
    button(app, "S'entraîner à la crise · 0/2").click()
    assert running(app).query_params["p"] == "2"


def test_the_answers_of_two_assessments_do_not_mix(assessment):
    other = an_assessment("Clinique des Tilleuls")
    choose(questions(assessment), "GOV-01", "2")
    app = questions(other)
    assert app.radio[0].value is None
    assert QuestionId("GOV-01") not in opened(other).events

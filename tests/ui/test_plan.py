"""The plan page on a real store: decisions, filters, detail, what to clarify, files."""

from __future__ import annotations

import pytest
from pages import an_assessment, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.plan import decisions
from care_assess.questionnaire import OUTSIDE, TOPICS

VALMONT = "demo-ch-de-valmont-2026"
VALMONT_BEFORE = "demo-ch-de-valmont-2025"


@pytest.fixture
def plan():
    seam().load_demo()
    return seam().plan(opened(VALMONT))


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown)


def topics_shown(app) -> list[str]:
    return [one.value for one in app.subheader]


def choose(app, name: str, *values: str):
    app.get_by_key(f"plan_{name}").set_value(list(values))
    return running(app)


def ranks_shown(app, topic: str) -> list[int]:
    prefix = f"open_{topic}_"
    keys = [one.key for one in app.button if (one.key or "").startswith(prefix)]
    return [int(key.removeprefix(prefix)) for key in keys]


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("plan", a=an_assessment())
    assert "Cette page proposera des actions classées" in words(app)
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "Que faire d'abord\u00a0?"


def test_when_nothing_is_known_yet_there_is_first_something_to_find_out():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="unknown"))
    app = open_page("plan", a=assessment)
    assert "aucune réponse n'est connue. Commencez par les points à clarifier." in words(app)
    assert "chaque réponse connue atteint" not in words(app)


def test_with_everything_at_the_target_there_is_nothing_to_do():
    assessment = an_assessment()
    for domain in seam().questionnaires(opened(assessment)):
        for question in domain.questions:
            if question.kind == "level":
                answered(assessment, question.id, Answer(kind="value", value="5"))
    app = open_page("plan", a=assessment)
    assert "Aucune action à proposer" in words(app)


def test_three_decisions_come_first_with_why_gain_effort_and_owner(plan):
    app = open_page("plan", a=VALMONT)
    assert [one.value for one in app.header][:2] == [
        "Trois décisions à prendre ce mois-ci",
        "Toutes les actions",
    ]
    first = decisions(plan, 3)[0]
    assert ranks_shown(app, "decide") == [one.rank for one in decisions(plan, 3)]
    said = words(app)
    assert f"**{first.text('fr')}**" in said
    assert "Lève un plafond\u00a0: aujourd'hui, " in said
    assert f"**{first.days} jours** · structurante" in said


def test_an_action_without_a_cap_says_what_is_answered_today_to_which_question(plan):
    said = words(choose(open_page("plan", a=VALMONT), "topic", "ad"))
    assert (
        "À combien de mois remonte le dernier test de reconstruction de l'annuaire dans un "
        "environnement isolé\u00a0? Aujourd'hui\u00a0: «\u00a0Jamais\u00a0»." in said
    )


def test_actions_are_listed_by_topic_then_outside_the_six(plan):
    app = open_page("plan", a=VALMONT)
    names = seam().catalogue.reference.topics
    wanted = [one for one in (*TOPICS, OUTSIDE) if any(one in each.topics for each in plan.actions)]
    assert topics_shown(app) == [names[one].name("fr") for one in wanted]


def test_the_first_actions_of_a_topic_are_shown_then_all_when_asked(plan):
    app = open_page("plan", a=VALMONT)
    mine = [one.rank for one in plan.packages if "ad" in one.topics]
    assert ranks_shown(app, "ad") == mine[:3]
    app.button(key="plan_all_ad_button").click()
    running(app)
    assert ranks_shown(app, "ad") == mine


def test_one_topic_alone_is_shown_whole(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "budget")
    assert topics_shown(app) == ["Calcul de la quote-part du budget numérique"]
    assert ranks_shown(app, "budget") == [
        one.rank for one in plan.packages if "budget" in one.topics
    ]


def test_filters_add_up_and_say_what_is_left(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "ad", "exposure")
    app = choose(app, "horizon", "quick")
    app = choose(app, "owner", "admin_ad")
    kept = [
        one
        for one in plan.actions
        if {"ad", "exposure"} & set(one.topics)
        and one.horizon == "quick"
        and one.owner == "admin_ad"
    ]
    assert kept
    assert f"{len(kept)} actions sur {len(plan.actions)}, environ " in "\n".join(
        one.value for one in app.caption
    )
    assert ranks_shown(app, "ad") == [
        one.rank
        for one in plan.packages
        if "ad" in one.topics and any(action in kept for action in one.actions)
    ]


def test_filters_that_let_nothing_through_say_so_and_can_be_cleared(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "budget")
    app = choose(app, "function", "rebuild")
    assert "Aucune action ne répond à tous ces filtres." in words(app)
    assert topics_shown(app) == []
    button(app, "Effacer les filtres").click()
    assert len(topics_shown(running(app))) > 1


def test_the_detail_tells_questions_gain_kits_and_what_comes_first(plan):
    app = open_page("plan", a=VALMONT)
    app.button(key="open_decide_2").click()
    running(app)
    action, said = plan.actions[1], words(app)
    assert "**Ce que cela change**" in said
    assert f"Environ {action.days} jours-personne" in said
    tables = {tuple(one.value.columns): one.value.to_dict("records") for one in app.table}
    asked = tables["Question", "Réponse d'aujourd'hui", "Repère"]
    assert [row["Repère"].replace("\\", "") for row in asked] == list(action.questions)
    gains = tables["Score", "Avant", "Après"]
    assert gains[0]["Score"] == "Ensemble"
    assert gains[0]["Avant"] < gains[0]["Après"]
    assert "Service Active Directory Security (ADS) (ANSSI), `https://cyber.gouv.fr`" in said
    sharing = [one for one in plan.actions if "service_ads" in one.resources]
    others = ", ".join(str(one.rank) for one in sharing if one.id != action.id)
    assert f"Sert aussi aux actions n° {others}." in said
    assert "**Pourquoi ce rang**" in said
    assert "Elle lève un plafond\u00a0: cela passe avant tout le reste." in said


def test_the_detail_tells_why_the_action_has_its_rank_when_it_lifts_no_cap(plan):
    action = next(
        one.head
        for one in plan.packages
        if one.alone and not one.lifts and one.head.freed != one.gain
    )
    app = choose(open_page("plan", a=VALMONT), "topic", action.topics[0])
    app.button(key=f"open_{action.topics[0]}_{action.rank}").click()
    said = words(running(app))
    assert (
        "**Enjeu critique.** À enjeu égal, ce qui rapporte le plus par jour passe d'abord" in said
    )
    assert "une fois les plafonds levés" in said


def test_an_action_names_those_that_come_before_it(plan):
    action = next(
        one.head for one in plan.packages if one.alone and one.requires and "ad" in one.topics
    )
    app = choose(open_page("plan", a=VALMONT), "topic", "ad")
    app.button(key=f"open_ad_{action.rank}").click()
    running(app)
    needed = [one for one in plan.actions if set(one.questions) & set(action.requires)]
    assert "**À faire avant**" in words(app)
    assert all(f"Action n° {one.rank}\u00a0: " in words(app) for one in needed)


def test_actions_that_are_one_piece_of_work_are_one_line(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "budget")
    package = next(one for one in plan.packages if not one.alone and "budget" in one.topics)
    said = words(app)
    assert f"**{len(plan.packages)} lignes** à lire au lieu de {len(plan.actions)}." in said
    assert f"**{package.rank}. {package.title('fr')}**" in said
    assert "4 actions en 3 lignes, environ " in "\n".join(one.value for one in app.caption)
    assert f"Chantier de {len(package.actions)} actions. La première\u00a0: " in said
    assert f"**{package.days} jours** · structurante" in said


def test_the_detail_of_a_package_lists_its_actions_then_tells_one_when_asked(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "budget")
    package = next(one for one in plan.packages if not one.alone and "budget" in one.topics)
    app.button(key=f"open_budget_{package.rank}").click()
    running(app)
    tables = {tuple(one.value.columns): one.value.to_dict("records") for one in app.table}
    listed = tables["N°", "Action", "Jours", "Gain"]
    assert [row["N°"] for row in listed] == [str(one.rank) for one in package.actions]
    gains = tables["Score", "Avant", "Après"]
    assert gains[0]["Avant"] < gains[0]["Après"]
    assert f"Environ {package.days} jours-personne en tout." in words(app)
    assert all(row["Gain"].strip("\\").startswith(("+", "retenu", "<")) for row in listed)
    assert "**Pourquoi ce rang**" not in words(app)
    app.session_state[f"member_{package.rank}"] = package.actions[-1].id
    app.button(key=f"open_budget_{package.rank}").click()
    told = words(running(app))
    assert "**Pourquoi ce rang**" in told
    assert f"**{package.actions[-1].text('fr')}**" in told


def test_the_detail_of_an_action_names_its_package(plan):
    app = open_page("plan", a=VALMONT)
    action = decisions(plan, 3)[1]
    app.button(key=f"open_decide_{action.rank}").click()
    title = plan.package_of(action).title("fr")
    said = [one.value for one in running(app).caption]
    assert f"Cette action fait partie d'un chantier\u00a0: {title}." in said


def test_what_is_unknown_is_to_be_clarified_in_full():
    seam().load_demo()
    app = open_page("plan", a=VALMONT_BEFORE)
    assert "À clarifier" in [one.value for one in app.header]
    listed = next(one.value for one in app.table if one.value.columns[0] == "À savoir")
    assert len(listed) == len(seam().plan(opened(VALMONT_BEFORE)).to_clarify)


def test_the_whole_plan_can_be_taken_away_whatever_is_filtered(plan):
    app = choose(open_page("plan", a=VALMONT), "topic", "budget")
    buttons = {one.key: one for one in app.get("download_button")}
    assert [one.label for one in buttons.values()] == [
        "Télécharger pour Excel (XLSX)",
        "Télécharger en texte (CSV)",
    ]


def test_the_page_is_in_english_too(plan):
    app = open_page("plan", a=VALMONT, lang="en")
    assert app.title[0].value == "What comes first?"
    assert app.header[0].value == "Three decisions to take this month"

"""The page of the path on a real store: what is asked, the sentence, the waves, the levels, what blocks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from pages import an_assessment, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.plan.following import Follow
from care_assess.plan.path import find_path
from care_assess.plan.request import Means, Request, Targets, best_of, floor_of
from care_assess.questionnaire import OUTSIDE
from care_assess.ui import shell

VALMONT = "demo-ch-de-valmont-2026"
STUCK = "demo-clinique-des-tilleuls-2025"
FOLLOWED = "demo-chu-de-grandval-2026"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """One store for all these tests, which write to none of its assessments twice."""
    folder = tmp_path_factory.mktemp("path")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CARE_DATA_DIR", str(folder))
        seam().load_demo()
    return folder


@pytest.fixture(autouse=True)
def one_store(own_environment, monkeypatch, data):
    monkeypatch.setenv("CARE_DATA_DIR", str(data))
    seam().choices.put(VALMONT, "path", lambda _: {})


def find(request: Request, assessment: str = VALMONT):
    """The path of an assessment for a request."""
    one, reference = opened(assessment), seam().catalogue.reference
    plan = seam().plan(one)
    return find_path(seam().questionnaires(one), one.sheet, reference, plan, request)


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")


def sentence(app) -> str:
    """The answer of the page, and what goes with it."""
    (said,) = [*app.warning, *app.success][:1]
    return spaced(said.value)


def headers(app) -> list[str]:
    return [one.value for one in app.header]


def waves(app) -> list[str]:
    return [spaced(one.value) for one in app.subheader]


def tables(app) -> list[list[dict[str, str]]]:
    return [one.value.to_dict("records") for one in app.table]


def levels(app) -> dict[str, tuple[str, str, str]]:
    """Score → today, after, target, as the table says."""
    (rows,) = [one for one in tables(app) if "Cible" in one[0]]
    return {row["Score de"]: (row["Aujourd'hui"], row["Après"], row["Cible"]) for row in rows}


def fill(app, **values: object):
    for name, value in values.items():
        app.get_by_key(f"path_{name}").set_value(value)
    return running(app)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("path", a=an_assessment())
    assert "Cette page cherchera le chemin le plus court" in app.markdown[0].value
    button(app, "Répondre aux questions").click()
    assert running(app).title[0].value != "Le chemin le plus court vers la cible"


def test_it_begins_with_the_path_of_the_six_topics_to_level_3_in_six_months():
    app, path = open_page("path", a=VALMONT), find(Request())
    assert sentence(app) == (
        f"**Avec {path.days} jours-personne sur six mois, les six sujets atteignent le niveau 3.**"
    )
    assert headers(app) == [
        "Les actions, par échéance",
        "Les niveaux, avant et après",
        "Emporter le plan et son chemin",
    ]
    names = {30: "D'ici un mois", 90: "D'ici trois mois", 180: "D'ici six mois"}
    assert waves(app) == [
        f"{names[one.by]} : {len(one.actions)} action{'s' * (len(one.actions) > 1)}, "
        f"{one.days} jours-personne"
        for one in path.waves
    ]


def test_each_wave_lists_its_actions_with_their_rank_owner_and_days():
    app, path = open_page("path", a=VALMONT), find(Request())
    found = [rows for rows in tables(app) if "Action" in rows[0]]
    listed = [
        [int(row["Action"].replace("\\", "").split(".")[0]) for row in rows] for rows in found
    ]
    assert listed == [[one.rank for one in wave.actions] for wave in path.waves]
    first, row = path.waves[0].actions[0], found[0][0]
    words = first.text("fr").rstrip(" .")
    assert spaced(row["Action"]) == spaced(f"{first.rank}. {words}")
    assert row["Responsable"] == seam().catalogue.reference.owners[first.owner]("fr")
    assert row["Jours"] == str(first.days)


def test_the_levels_are_shown_before_and_after_with_their_target():
    app, path = open_page("path", a=VALMONT), find(Request())
    shown = levels(app)
    assert shown["Active Directory"] == ("2,0", "3,0", "3")
    assert shown["Ensemble"][2] == "–"
    assert len(shown) == 8
    assert path.after.topics["ad"] >= 3
    (chart,) = app.get("plotly_chart")
    assert "Cible\u00a0: 3" in chart.proto.alt


def test_the_target_may_be_the_best_of_the_group_topic_by_topic():
    app = open_page("path", a=VALMONT)
    floor = app.get_by_key("path_floor")
    floor.set_value(-3)
    app = running(app)
    member = opened("demo-chu-de-grandval-2026")  # the last one of the only other member
    best = best_of([seam().scores(member)])
    aimed = {name: one for name, one in best.topics.items() if name != OUTSIDE}
    path = find(Request(targets=Targets(topics=aimed)))
    words = seam().catalogue.reference.topics
    targets = {name: levels(app)[words[name].name("fr")][2] for name in aimed}
    assert targets == {name: str(one) for name, one in aimed.items()}
    assert f"{path.days} jours-personne" in sentence(app)
    assert len(set(aimed.values())) > 1


def test_a_domain_may_have_its_target_and_each_date_its_days():
    app = fill(open_page("path", a=VALMONT), domain_governance=3, days_90=40)
    targets = Targets(topics=floor_of().topics, domains={"governance": Fraction(3)})
    path = find(Request(targets=targets, means=Means(days={90: 40})))
    assert f"{path.days} jours-personne" in sentence(app)
    assert path.days > find(Request()).days
    assert sum(one.days for one in path.waves if one.by <= 90) <= 40


def test_an_establishment_without_a_group_has_nobody_to_follow():
    app = open_page("path", a=STUCK)
    assert "Le meilleur du GHT, sujet par sujet" not in app.get_by_key("path_floor").options


@pytest.mark.parametrize("days", [10, 60])
def test_with_too_few_days_it_says_how_many_are_missing_and_the_path_they_would_open(days):
    app = fill(open_page("path", a=VALMONT), days=days)
    path = find(Request(means=Means(days={180: days})))
    (relief,) = path.blocking.reliefs
    missing = relief.needed - days
    assert sentence(app).startswith(
        f"**Il manque {missing} jours-personne sur six mois : avec eux, les six sujets"
    )
    assert f"{days} donnés, {relief.needed} suffisent, soit {missing} de plus." in sentence(app)
    assert headers(app)[0] == "Le chemin qui s'ouvrirait"
    assert f"Avec {relief.needed} jours-personne" in app.success[0].value
    assert waves(app)


def test_a_target_out_of_reach_names_what_holds_it_and_shows_the_best_path():
    app = open_page("path", a=STUCK)
    said = sentence(app)
    assert (
        "Cette cible reste hors d'atteinte, même en menant toutes les actions qui restent à faire."
        in said
    )
    assert "Exposition : au mieux 2,0, pour une cible de 3. Un plafond le tient : «" in said
    assert "à clarifier d'abord" in said
    assert any("le mieux possible avec les réponses" in one.value for one in app.markdown)
    assert "chaque cible est atteinte" in app.success[0].value


def test_a_later_horizon_a_higher_level_and_targets_of_their_own_are_followed():
    chosen = {"floor": 4, "topic_ght_steering": -2, "topic_budget": 2, "overall": 3}
    app = fill(open_page("path", a=VALMONT), horizon=365, **chosen)
    topics = dict(floor_of(Fraction(4)).topics) | {"budget": Fraction(2)}
    del topics["ght_steering"]
    targets = Targets(topics=topics, overall=Fraction(3))
    path = find(Request(targets=targets, horizon=365))
    assert sentence(app) == (
        f"**Avec {path.days} jours-personne sur un an, chaque cible est atteinte.**"
    )
    shown = levels(app)
    assert [shown[name][2] for name in ("Active Directory", "Ensemble")] == ["4", "3"]
    assert shown["Pilotage et suivi des objectifs pour tous les GHT"][2] == "–"
    (chart,) = app.get("plotly_chart")
    assert "Cible\u00a0: 2 – 4" in chart.proto.alt


def test_days_have_the_price_that_is_given_and_a_budget_without_it_is_refused():
    app = fill(open_page("path", a=VALMONT), budget=80_000)
    assert "Un budget en euros demande le prix d'une journée de travail" in app.error[0].value
    assert app.success == app.warning == []
    app = fill(app, rate=450)
    path = find(Request())
    cost = f"{path.days * 450:,}".replace(",", " ")
    assert any(f"Coût : {cost} €" in spaced(one.value) for one in app.caption)
    app = fill(app, rate=1000)
    assert f"Budget : 80 000 € donnés, {path.days} 000 € suffisent" in sentence(app)


def test_the_limit_of_an_owner_is_kept():
    app = fill(open_page("path", a=VALMONT), owner_dsi=0)
    path = find(Request(means=Means(owners={"dsi": 0})))
    (relief,) = path.blocking.reliefs
    assert f"0 jours-personne donnés, {relief.needed} suffisent" in sentence(app)


def test_what_was_chosen_is_still_there_on_coming_back_and_in_a_new_session():
    app = fill(open_page("path", a=VALMONT), days=60, horizon=90, floor=2, topic_budget=4)
    button(app, "Plan d'action").click()
    running(app)
    assert app.title[0].value == "Que faire d'abord\u00a0?"
    button(app, "Chemin vers la cible").click()
    for again in (running(app), open_page("path", a=VALMONT)):
        kept = {name: again.get_by_key(f"path_{name}").value for name in ("days", "floor")}
        assert kept == {"days": 60, "floor": 2}
        assert again.get_by_key("path_horizon").value == 90
        assert again.get_by_key("path_topic_budget").value == 4
        assert "trois mois" in sentence(again)
    cleared = fill(again, days=None)
    assert cleared.get_by_key("path_days").value is None
    assert open_page("path", a=VALMONT).get_by_key("path_days").value is None


@pytest.mark.parametrize("stored", [{"days": -3, "floor": 9, "horizon": "x"}, [1], "x"])
def test_what_was_stored_by_something_else_is_not_taken(stored):
    seam().choices.put(VALMONT, "path", lambda _: stored)
    app = open_page("path", a=VALMONT)
    assert app.get_by_key("path_days").value is None
    assert "sur six mois, les six sujets atteignent le niveau 3" in sentence(app)


def test_what_is_done_or_dropped_on_the_road_map_is_not_asked_again():
    one = opened(FOLLOWED)
    before = sentence(open_page("path", a=FOLLOWED))
    (wanted,) = find(Request(), FOLLOWED).actions
    saved = {wanted.id: Follow(status="done")}
    shell.follows().save(one, saved, after={}, author="")
    app = open_page("path", a=FOLLOWED)
    assert f"Avec {wanted.days} jours-personne" in before
    assert "Aucune action n'est nécessaire" in sentence(app)
    assert "1 action déjà faite compte comme acquise." in [spaced(x.value) for x in app.caption]
    seq = shell.follows().latest(FOLLOWED)[wanted.id].seq
    saved = {wanted.id: Follow(status="dropped", reason="Trop cher")}
    shell.follows().save(one, saved, after={wanted.id: seq}, author="")
    app = open_page("path", a=FOLLOWED)
    assert "Cette cible reste hors d'atteinte" in sentence(app)
    assert "1 action abandonnée est laissée de côté." in [spaced(x.value) for x in app.caption]


def test_with_everything_at_the_target_nothing_is_to_be_done():
    assessment = an_assessment()
    for domain in seam().questionnaires(opened(assessment)):
        for question in domain.questions:
            if question.kind == "level":
                answered(assessment, question.id, Answer(kind="value", value="5"))
    app = open_page("path", a=assessment)
    assert "Aucune action n'est nécessaire : aujourd'hui, " in sentence(app)
    assert headers(app) == ["Emporter le plan et son chemin"]


def test_without_a_score_there_is_first_something_to_answer():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="not_applicable", reason="Pas de direction ici"))
    app = open_page("path", a=assessment)
    assert "Il n'y a pas encore de score à faire monter" in sentence(app)


def test_the_plan_can_be_taken_away_with_its_path():
    app = open_page("path", a=VALMONT)
    assert [one.label for one in app.get("download_button")] == [
        "Télécharger pour Excel (XLSX)",
        "Télécharger en texte (CSV)",
    ]


def test_the_page_is_in_english_too():
    app = open_page("path", a=VALMONT, lang="en")
    assert app.title[0].value == "The shortest path to the target"
    assert "person-days over six months, the six topics reach level 3." in sentence(app)

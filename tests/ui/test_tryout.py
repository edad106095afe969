"""The page of scenarios on a real store: ticked actions move the scores, and are still there later."""

from __future__ import annotations

import itertools
from contextlib import suppress
from pathlib import Path

import pytest
from pages import an_assessment, answered, button, open_page, opened, reloaded, running, seam
from stored import limit_pages

import care_assess.demo
from care_assess.answers import Answer
from care_assess.errors import StoreUnavailable
from care_assess.paths import data_dir
from care_assess.plan.tryout import fitting, quick_wins, try_out
from care_assess.scoring.engine import mark
from care_assess.sheet import read_sheet
from care_assess.store import open_store
from care_assess.text import NBSP, translator

VALMONT = "valmont"
SHEET = Path(care_assess.demo.__file__).with_name("ch-de-valmont-2026.yaml")


@pytest.fixture
def plan():
    """That of the example, alone in the store."""
    work = seam()
    sheet = read_sheet(VALMONT, SHEET.read_bytes(), work.catalogue)
    work._import(VALMONT, sheet)
    return work.plan(opened(VALMONT))


def scores_with(plan, chosen):
    work, sheet = seam(), opened(VALMONT)
    marking = mark(work.questionnaires(sheet), sheet.sheet, work.catalogue.reference)
    return try_out(marking, work.scores(sheet), plan, chosen)


def figure(value) -> str:
    return translator("fr").number(value, 2)


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown).replace(NBSP, " ")


def metrics(app) -> list[tuple[str, str]]:
    """The score and the days of each scenario."""
    said = [one.value for one in app.metric]
    return list(zip(said[::2], said[1::2], strict=True))


def moved(plan, chosen) -> tuple[str, str]:
    """What the figures of a scenario must be."""
    tried = scores_with(plan, chosen)
    now = seam().scores(opened(VALMONT)).overall.score
    return f"{figure(now)} → {figure(tried.scores.overall.score)}", str(tried.days)


def fold(app, slot: str, topic: str = "ad"):
    """Open a list of actions."""
    app.session_state[f"tryout_{slot}_{topic}"] = True
    return running(app)


def box(app, slot: str, action: str):
    return app.checkbox(key=f"tryout_{slot}_do_{action}")


def pressed(app, key: str):
    app.button(key=key).click()
    return running(app)


def emptied(app):
    """Both scenarios without any action."""
    return pressed(pressed(app, "tryout_a_clear"), "tryout_b_clear")


def first_of(plan, topic: str = "ad"):
    return next(one for one in plan.actions if one.topics[0] == topic)


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("tryout", a=an_assessment())
    assert "Cette page montrera ce que chaque choix d'actions changerait" in words(app)
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != f"Et si ces actions étaient faites{NBSP}?"


def test_without_any_action_there_is_nothing_to_try():
    assessment = an_assessment()
    answered(assessment, "GOV-01", Answer(kind="value", value="5"))
    assert "Rien à essayer pour l'instant" in words(open_page("tryout", a=assessment))


def test_one_scenario_begins_with_what_is_quick_and_the_other_with_what_fits_in_sixty_days(plan):
    app = open_page("tryout", a=VALMONT)
    assert [one.value for one in app.subheader] == ["A · Sans budget", "B · Avec 60 jours"]
    assert metrics(app) == [moved(plan, quick_wins(plan)), moved(plan, fitting(plan, 60))]


def test_looking_writes_nothing(plan):
    open_page("tryout", a=VALMONT)
    assert [seam().choices.get(VALMONT, f"tryout.{slot}") for slot in "ab"] == [None, None]


def test_ticking_an_action_moves_its_scenario_alone_and_is_still_there_in_another_browser(plan):
    action = first_of(plan)
    app = fold(emptied(open_page("tryout", a=VALMONT)), "a")
    assert metrics(app) == [moved(plan, ())] * 2
    box(app, "a", action.id).check()
    running(app)
    assert metrics(app) == [moved(plan, {action.id}), moved(plan, ())]
    for later in (reloaded(app), open_page("tryout", a=VALMONT)):
        assert metrics(later) == [moved(plan, {action.id}), moved(plan, ())]
        assert box(fold(later, "a"), "a", action.id).value is True


def test_an_action_can_be_unticked(plan):
    action = first_of(plan)
    app = fold(emptied(open_page("tryout", a=VALMONT)), "a")
    box(app, "a", action.id).check()
    box(running(app), "a", action.id).uncheck()
    assert metrics(running(app))[0] == moved(plan, ())


def test_two_people_at_once_lose_nothing_of_each_other(plan):
    one, two = [action.id for action in plan.actions if action.topics[0] == "ad"][:2]
    mine = fold(emptied(open_page("tryout", a=VALMONT)), "a")
    theirs = fold(open_page("tryout", a=VALMONT), "a")
    box(mine, "a", one).check()
    running(mine)
    box(theirs, "a", two).check()
    running(theirs)
    assert metrics(theirs)[0] == moved(plan, {one, two})
    assert box(theirs, "a", one).value is True


def test_the_presets_replace_what_is_ticked(plan):
    app = pressed(open_page("tryout", a=VALMONT), "tryout_b_quick")
    assert metrics(app)[1] == moved(plan, quick_wins(plan))
    app.number_input(key="tryout_b_days").set_value(25)
    app = pressed(running(app), "tryout_b_fill")
    assert metrics(app)[1] == moved(plan, fitting(plan, 25))
    assert "Cocher ce qui tient en 25 jours" in [one.label for one in reloaded(app).button]


def test_names_can_be_changed_and_an_empty_one_gives_the_first_name_back(plan):
    app = open_page("tryout", a=VALMONT)
    app.text_input(key="tryout_a_name").set_value("  Avec  l'ARS [x](http://y) ")
    running(app)
    again = open_page("tryout", a=VALMONT)
    assert again.text_input(key="tryout_a_name").value == "Avec l'ARS [x](http://y)"
    assert r"\[x\]" in again.subheader[0].value
    again.text_input(key="tryout_a_name").set_value(" ")
    assert running(again).subheader[0].value == "A · Sans budget"


def test_a_first_name_follows_the_language_and_a_given_one_does_not(plan):
    app = open_page("tryout", a=VALMONT)
    app.text_input(key="tryout_a_name").set_value("Plan du COPIL")
    running(app)
    english = open_page("tryout", a=VALMONT, lang="en")
    assert english.title[0].value == "What if these actions were done?"
    assert [one.value for one in english.subheader] == ["A · Plan du COPIL", "B · With 60 days"]


def test_what_should_come_before_is_told_and_can_be_added(plan):
    action = next(one for one in plan.actions if one.requires)
    topic = action.topics[0]
    app = fold(emptied(open_page("tryout", a=VALMONT)), "a", topic)
    box(app, "a", action.id).check()
    missing = scores_with(plan, {action.id}).missing
    ranks = ", ".join(str(one.rank) for one in missing)
    assert "à faire avant" in words(running(app))
    assert f"n° {ranks}." in words(app)
    pressed(app, "tryout_a_missing")
    assert "à faire avant" not in words(app)
    assert metrics(app)[0] == moved(plan, {action.id, *(one.id for one in missing)})


def test_the_caps_that_are_lifted_are_told_with_their_reason(plan):
    action = next(one for one in plan.actions if one.lifts)
    app = fold(emptied(open_page("tryout", a=VALMONT)), "b", action.topics[0])
    assert words(app).count("Aucun plafond levé.") == 2
    box(app, "b", action.id).check()
    said = words(running(app))
    assert said.count("Aucun plafond levé.") == 1
    assert "plafond levé**" in said or "plafonds levés**" in said
    assert action.lifts[0].reason("fr")[2:].rstrip(".") in said.replace("\\", "")


def test_the_table_says_every_score_today_and_in_both_scenarios(plan):
    app = open_page("tryout", a=VALMONT)
    table = app.table[-1].value
    assert list(table.columns) == [
        "Score, de 0 à 5", "Aujourd'hui", "A · Sans budget", "B · Avec 60 jours",
    ]  # fmt: skip
    now = seam().scores(opened(VALMONT))
    quick, sixty = scores_with(plan, quick_wins(plan)), scores_with(plan, fitting(plan, 60))
    several = (now, quick.scores, sixty.scores)
    assert list(table.iloc[0]) == ["Ensemble", *(figure(one.overall.score) for one in several)]
    said = {row[0].replace(NBSP, " "): row[1:] for row in table.to_numpy().tolist()}
    assert said["Sujet : Active Directory"] == [figure(one.topics["ad"].score) for one in several]
    exposure = "internet_exposure"
    assert said["Domaine : Exposition"] == [
        figure(one.domains[exposure].total.score) for one in several
    ]
    assert len(said) == 1 + len(now.domains) + len(now.topics)


def test_a_change_that_cannot_be_kept_is_told_and_not_shown_as_done(plan):
    action = first_of(plan)
    app = fold(emptied(open_page("tryout", a=VALMONT)), "a")
    store = open_store(data_dir())
    limit_pages(store, 0)
    for size in (3900, 9):  # the pages that are still free, then what is left of the last one
        with suppress(StoreUnavailable):
            for number in itertools.count():
                seam().choices.put(VALMONT, "filler", lambda _, n=number, s=size: f"{n:0>{s}}")
    box(app, "a", action.id).check()
    running(app)
    assert app.error[0].value.startswith("Le disque est plein")
    assert metrics(app)[0] == moved(plan, ())
    assert box(app, "a", action.id).value is False
    limit_pages(store, None)
    box(app, "a", action.id).check()
    assert metrics(running(app))[0] == moved(plan, {action.id})
    assert not app.error

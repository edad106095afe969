"""The obligations page on a real store: what is late first, how sure it is, the dates to take away."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from pages import an_assessment, answered, button, open_page, opened, running, seam

from care_assess.answers import Answer
from care_assess.exercises import Exercise, Register
from care_assess.exercises.keeping import to_json
from care_assess.obligations import Agenda, build_agenda
from care_assess.report.content import story_of
from care_assess.takeout.obligations import obligations_calendar
from care_assess.text import translator
from care_assess.ui.duties import headline

VALMONT = "demo-ch-de-valmont-2026"
TODAY = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
FR = translator("fr")


def agenda_of(assessment: str, today: date = TODAY) -> Agenda:
    here, found = seam(), opened(assessment)
    asked = here.questionnaires(found)
    return build_agenda(asked, found.sheet, here.plan(found), here.catalogue.reference, today)


def story(assessment: str):
    here, found = seam(), opened(assessment)
    asked, plan = here.questionnaires(found), here.plan(found)
    facts = (found.sheet, asked, here.catalogue.reference, here.scores(found), plan)
    return story_of(*facts, lang="fr")


def calendar(assessment: str) -> str:
    told = obligations_calendar(assessment, story(assessment), agenda_of(assessment), TODAY, AT)
    return told.decode("utf-8").replace("\r\n ", "")


@pytest.fixture
def shown():
    seam().load_demo()
    return open_page("obligations", a=VALMONT)


def words(app) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption))


def column(app, title: str) -> str:
    """All that the tables say in a column of that title."""
    tables = [one.value for one in app.table if title in one.value.columns]
    return "\n".join(cell for one in tables for cell in one[title]).replace("\u200b", "")


def test_before_the_first_answer_the_page_says_what_will_be_here_and_where_to_begin():
    app = open_page("obligations", a=an_assessment())
    assert "ce qui est en retard et ce qui arrive à échéance" in words(app)
    button(app, "Répondre aux premières questions").click()
    assert running(app).title[0].value != "Qu'est-ce qui arrive à échéance\u00a0?"


def test_the_late_ones_come_first_then_what_is_to_check_then_the_dates_to_come(shown):
    titles = [one.value for one in shown.header]
    assert titles[0] == "En retard"
    wanted = ["En retard", "À vérifier", "Plus tard", "En permanence, ou sans date connue", "Quand cela arrive"]  # fmt: skip
    assert [one for one in titles if one in wanted] == wanted
    late = shown.table[0].value
    assert list(late.columns) == ["Ce qui est demandé", "Échéance", "Rythme et origine"]
    assert "dépassée de" in " ".join(late["Échéance"])


def test_each_obligation_says_its_force_its_text_and_how_sure_it_is(shown):
    sources = column(shown, "Rythme et origine") + column(shown, "D'où cela vient")
    assert "Loi ou instruction (source publique)\u00a0: Instruction DNS/2025/12" in sources
    assert "(connaissance générale, à confirmer sur le texte)" in sources
    assert "Mesure d'un référentiel (source publique)" in sources


def test_a_rhythm_of_ours_is_told_from_that_of_a_text(shown):
    rhythms = column(shown, "Rythme et origine")
    assert "Tous les 12 mois, d'après le texte" in rhythms
    assert "Tous les 12 mois, proposition de CaRE Assess" in rhythms


def test_the_headline_counts_what_is_late_to_check_and_soon():
    seam().load_demo()
    found = agenda_of(VALMONT)
    said = headline(found, FR)
    assert said.startswith(f"**{len(found.of('late'))} obligations sont en retard.**")
    assert "restent à vérifier" in said
    assert "dans les 90 jours" in said
    assert headline(Agenda(entries=(), outside=()), FR).startswith(
        "**D'après ce qui est noté et répondu, aucune"
    )


def test_an_exercise_never_held_is_late_and_one_nobody_knows_of_is_to_check():
    never, unknown = an_assessment(), an_assessment("CH de Lourmel")
    answered(never, "GOV-22", Answer(kind="value", value="never"))
    answered(unknown, "GOV-22", Answer(kind="unknown"))
    late = open_page("obligations", a=never).table[0].value
    row = next(n for n, one in enumerate(late["Ce qui est demandé"]) if "exercice de crise" in one)
    assert late["Échéance"][row] == "Dès maintenant · jamais fait · d'après la réponse à GOV-22"
    said = column(open_page("obligations", a=unknown), "Échéance")
    assert "À retrouver\u00a0: personne ne sait quand (GOV-22)" in said


def test_what_is_noted_gives_the_date_says_so_and_tells_when_the_answer_says_something_else():
    name = an_assessment()
    held = Exercise(
        id=1,
        title="Nuit noire",
        day=date(2025, 3, 10),
        form="crisis",
        care=True,
        functions=("management", "care"),
    )
    seam().choices.put(name, "exercises", lambda _: to_json(Register(exercises=(held,))))
    said = column(open_page("obligations", a=name), "Échéance")
    assert "dernière fois le 10/03/2025 (Nuit noire) · d'après le registre des exercices" in said
    assert "n'a pas encore de RETEX écrit et repris dans le plan qualité · d'après" in said
    assert "dit autre chose" not in said
    answered(name, "GOV-22", Answer(kind="value", value=Fraction(3)))
    app = open_page("obligations", a=name)
    assert "La réponse à GOV-22 dit autre chose (dernière fois vers" in column(app, "Échéance")
    topic = open_page("topic", a=name, t="crisis_exercises")
    assert "d'après le registre des exercices" in topic.table[0].value.to_string()


def test_the_calendar_has_one_event_for_each_date_and_late_ones_are_today():
    seam().load_demo()
    found, told = agenda_of(VALMONT), calendar(VALMONT)
    dated = found.of("late", "soon", "later")
    assert told.count("BEGIN:VEVENT") == len(dated)
    assert told.count("DTSTART;VALUE=DATE:20261126") == len(found.of("late"))
    assert told.count("SUMMARY:En retard\u00a0: ") == len(found.of("late"))
    assert told.rindex("SUMMARY:En retard") < told.index("SUMMARY:Échéance")
    assert f"UID:exercise_yearly.{VALMONT}@care-assess" in told
    assert told == calendar(VALMONT)


def test_the_calendar_tells_no_answer():
    seam().load_demo()
    told, here = calendar(VALMONT), story(VALMONT)
    for one in agenda_of(VALMONT).entries:
        if one.obligation.since:
            assert here.said(here.questions[one.obligation.since]) not in told


def test_the_page_offers_the_calendar_and_the_ways_to_the_other_pages(shown):
    assert shown.get_by_key("obligations_calendar") is not None
    shown.get_by_key("way_readiness").click()
    assert running(shown).title[0].value == "Où en sommes-nous face aux référentiels\u00a0?"


def test_the_page_reads_in_english():
    seam().load_demo()
    app = open_page("obligations", a=VALMONT, lang="en")
    assert app.title[0].value == "What falls due, and when?"
    assert "Late" in [one.value for one in app.header]

"""The page of the group on a real store: the fictitious group, its weakest, its objectives, its files."""

from __future__ import annotations

import pytest
from pages import an_assessment, button, open_page, running

from care_assess.ui import shell


def said(app) -> str:
    """Every sentence of the page, with plain spaces."""
    some = (*app.markdown, *app.caption, *app.success, *app.info, *app.error, *app.text)
    return (
        " ".join(one.value for one in some)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("\\", "")
    )


@pytest.fixture
def group():
    """The fictitious group, loaded."""
    work = shell.campaigns()
    work.load_demo()
    return work


def test_a_press_shows_the_fictitious_group_and_another_takes_it_out():
    app = open_page("ght")
    assert "GHT fictif de douze établissements" in said(app)
    button(app, "Voir un GHT fictif").click()
    running(app)
    assert "11 établissements sur 12 ont répondu pour la campagne 2026 : 94,0 %" in said(app)
    assert "Ce groupement est fictif" in said(app)
    button(app, "Retirer l'exemple").click()
    running(app)
    assert "Voir un GHT fictif" in [one.label for one in app.button]


def test_the_page_names_the_weakest_the_late_and_who_can_help(group):
    app = open_page("ght")
    tables = " ".join(one.value.to_string() for one in app.table)
    assert "Hôpital de Pierrefontaine" in said(app)
    assert "En retard de" in tables
    assert "CH de Montclar" in tables


def test_the_portfolio_shows_the_weakest_first_and_publishes_quartiles(group):
    app = open_page("portfolio")
    assert "11 établissements" in said(app)
    app.button(key="portfolio_publish").click()
    running(app)
    assert "Les quartiles sont publiés." in said(app)
    app.button(key="portfolio_make").click()
    running(app)


def test_an_open_assessment_is_sent(group):
    app = open_page("ght", a=an_assessment())
    assert "CH de Valmont" in said(app)

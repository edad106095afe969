"""A power cut, a reload, a second tab and a second person: nothing confirmed is lost, nothing overwritten."""

from __future__ import annotations

import re
import time
from fractions import Fraction

import pytest
from playwright.sync_api import expect
from walking import (
    PRESS,
    begun,
    card,
    choose,
    expect_saved,
    kept,
    param,
    press,
    settle,
    unfold,
    write,
)

from care_assess.answers import Answer

RECONNECT = 60_000

NOT_APPLICABLE = "Non applicable à notre établissement"
REASON = "Pourquoi cette question ne concerne pas votre établissement"


def wait_for(found, wanted):
    """The store holds what is wanted, soon."""
    deadline = time.monotonic() + 15
    while found() != wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found() == wanted


def power_cut(server, page):
    """The server dies without a word and comes back; the page finds it again."""
    radio = page.get_by_role("radio").first
    server.kill()
    expect(radio).to_be_disabled(timeout=RECONNECT)
    server.start()
    expect(radio).to_be_enabled(timeout=RECONNECT)


@pytest.mark.slow
def test_the_first_answer_after_a_power_cut_is_saved_whatever_the_field(start_server, open_page):
    server, page = start_server(), open_page()
    assessment = begun(page, server)
    choose(page, "GOV-01", "2 · La direction en parle de temps en temps en comité de direction")
    expect_saved(page, "GOV-01")
    unfold(page, "GOV-01")

    power_cut(server, page)
    choose(page, "GOV-01", "1 · La direction est informée seulement après un incident")
    wait_for(lambda: kept(server.data, assessment, "GOV-01"), Answer(kind="value", value="1"))

    power_cut(server, page)
    write(page, "GOV-01", "Commentaire", "été")
    wait_for(lambda: kept(server.data, assessment, "GOV-01").comment, "été")

    write(page, "GOV-01", "Noms des preuves, un par ligne", "PSSI.pdf\nCR du 12/10")
    wait_for(lambda: kept(server.data, assessment, "GOV-01").evidence, ("PSSI.pdf", "CR du 12/10"))

    power_cut(server, page)
    card(page, "GOV-01").get_by_text("montrée", exact=True).click(delay=PRESS)
    wait_for(lambda: kept(server.data, assessment, "GOV-01").grade, "shown")

    power_cut(server, page)
    write(page, "GOV-35", "Nombre (mois)", "14")
    wait_for(
        lambda: kept(server.data, assessment, "GOV-35"),
        Answer(kind="value", value=Fraction(14)),
    )

    choose(page, "GOV-02", NOT_APPLICABLE)
    expect(page.get_by_text("Pas encore enregistré.")).to_be_visible()
    power_cut(server, page)
    write(page, "GOV-02", REASON, "RSSI mutualisé")
    wait_for(
        lambda: kept(server.data, assessment, "GOV-02"),
        Answer(kind="not_applicable", reason="RSSI mutualisé"),
    )
    assert kept(server.data, assessment, "GOV-01") == Answer(
        kind="value",
        value="1",
        comment="été",
        evidence=("PSSI.pdf", "CR du 12/10"),
        grade="shown",
    )


def test_a_reload_shows_what_was_saved(server, open_page):
    page = open_page()
    begun(page, server)
    choose(page, "GOV-01", "1 · La direction est informée seulement après un incident")
    write(page, "GOV-35", "Nombre (mois)", "14")
    expect_saved(page, "GOV-01")
    expect_saved(page, "GOV-35")
    page.reload()
    expect_saved(page, "GOV-35")
    expect(card(page, "GOV-01").get_by_role("radio").nth(1)).to_be_checked()
    expect(card(page, "GOV-35").get_by_label("Nombre (mois)", exact=True)).to_have_value("14")


def test_what_is_typed_is_saved_by_the_button_that_leads_away(server, open_page):
    page = open_page()
    assessment = begun(page, server)
    unfold(page, "GOV-01")
    card(page, "GOV-01").get_by_label("Commentaire", exact=True).fill("vu en comité")
    page.get_by_role("button", name="Sensibilisation · 0/6").click()  # a tap: no time between
    expect(page.get_by_role("heading", name="Sensibilisation", level=1)).to_be_visible()
    assert kept(server.data, assessment, "GOV-01") == Answer(comment="vu en comité")


def test_two_people_are_told_of_each_others_answers(server, open_page):
    first, second = open_page(), open_page()
    assessment = begun(first, server)
    second.goto(first.url)
    expect(second.get_by_text("Page 1 sur")).to_be_visible(timeout=20_000)
    wait_for(lambda: param(second, "tab") != param(first, "tab"), True)

    second.get_by_role("textbox", name="Qui répond ? (facultatif)").fill("M. Durand")
    second.get_by_role("textbox", name="Qui répond ? (facultatif)").blur()
    choose(
        second,
        "GOV-01",
        "3 · Responsabilité de la direction écrite, et un point en comité de direction au moins une fois par an",
    )
    expect_saved(second, "GOV-01")

    choose(first, "GOV-01", "1 · La direction est informée seulement après un incident")
    expect(first.get_by_text("M. Durand a répondu à cette question")).to_be_visible()
    assert kept(server.data, assessment, "GOV-01") == Answer(kind="value", value="3")
    expect(card(first, "GOV-01").get_by_role("radio").nth(3)).to_be_checked()

    press(first, "Garder la mienne")
    wait_for(lambda: kept(server.data, assessment, "GOV-01"), Answer(kind="value", value="1"))
    expect(first.get_by_text("M. Durand a répondu à cette question")).to_have_count(0)
    expect(card(first, "GOV-01").get_by_role("radio").nth(1)).to_be_checked()


def test_the_next_page_begins_at_its_top(server, open_page):
    page = open_page()
    begun(page, server)
    tops = []
    for _ in range(3):
        press(page, re.compile("^Suivant"))
        page.wait_for_timeout(300)
        settle(page)
        tops.append(page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))
    # A browser too busy to draw the empty page keeps its place; without that page, none begins at its top.
    assert 0 in tops


def test_a_change_of_language_loses_nothing(server, open_page):
    page = open_page()
    assessment = begun(page, server)
    choose(page, "GOV-01", "1 · La direction est informée seulement après un incident")
    choose(page, "GOV-02", NOT_APPLICABLE)
    expect(page.get_by_text("Pas encore enregistré.")).to_be_visible()
    press(page, "English")
    expect(page.get_by_role("heading", name="Governance and resilience")).to_be_visible()
    expect(card(page, "GOV-01").get_by_role("radio").nth(1)).to_be_checked()
    expect(card(page, "GOV-02").get_by_role("radio").nth(7)).to_be_checked()
    assert kept(server.data, assessment, "GOV-01") == Answer(kind="value", value="1")


def test_hostile_names_are_shown_letter_for_letter(server, open_page):
    page = open_page()
    name = ":material/home: <b>CH</b> [x](http://mal.example) $x^2$ www.mal.example :red[a]"
    begun(page, server, name)
    shown = page.get_by_test_id("stSidebar").get_by_role("heading").first
    wait_for(lambda: shown.inner_text().replace("\u2060", ""), name)
    expect(page.get_by_test_id("stSidebar").get_by_role("link")).to_have_count(0)

"""On a phone: the menu folds itself after a choice, and nothing is wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from walking import PHONE, begun, choose, expect_saved, param, press, settle

from care_assess.questionnaire import QuestionId
from care_assess.store import open_store

OUTSIDE = (370, 820)


@pytest.fixture
def phone(server, open_page):
    page = open_page(**PHONE)
    begun(page, server, "CH de poche")
    return page


def unfold_menu(page) -> None:
    settle(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Menu").tap()
    expect(page.get_by_role("button", name="Exposition · 0/8")).to_be_visible()


def test_the_menu_leads_to_every_page_and_folds_itself(phone):
    for choice, title in (
        ("Sensibilisation · 0/6", "Sensibilisation"),
        ("Identité · 0/5", "Identité électronique et HospiConnect"),
        ("Résultats", "Où en sommes-nous"),
        ("Accueil", "Où en est votre établissement"),
    ):
        unfold_menu(phone)
        phone.get_by_role("button", name=choice, exact=True).tap()
        expect(phone.get_by_role("heading", name=title, level=1)).to_be_visible()
        settle(phone)
        expect(phone.get_by_role("button", name="Exposition · 0/8")).to_have_count(0)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_name_given_in_the_menu_signs_the_answers(server, phone):
    unfold_menu(phone)
    phone.get_by_role("textbox", name="Qui répond ? (facultatif)").fill("Cadre de nuit")
    phone.touchscreen.tap(*OUTSIDE)
    expect(phone.get_by_role("button", name="Exposition · 0/8")).to_have_count(0)
    choose(phone, "GOV-01", "Je ne sais pas")
    expect_saved(phone, "GOV-01")
    events = open_store(server.data).open(param(phone, "a")).events
    assert events[QuestionId("GOV-01")].author == "Cadre de nuit"


def test_the_page_can_be_gone_through_without_the_menu(phone):
    press(phone, "Suivant")
    expect(phone.get_by_role("heading", name="S'entraîner à la crise")).to_be_visible()

"""A tab keeps its identifier over sessions; a copied address gets one of its own."""

from __future__ import annotations

from pages import an_assessment, questions

from care_assess.ui.identity import TabRegistry


def live(*sessions: str):
    return lambda session: session in sessions


def test_a_tab_keeps_its_identifier():
    registry = TabRegistry()
    assert registry.claim("t1", "session-1", live("session-1")) == "t1"
    assert registry.claim("t1", "session-1", live("session-1")) == "t1"


def test_a_tab_without_an_identifier_gets_one():
    registry = TabRegistry()
    first, second = (registry.claim("", name, live()) for name in ("session-1", "session-2"))
    assert len({first, second, ""}) == 3


def test_a_copied_address_gets_an_identifier_of_its_own_while_the_first_tab_lives():
    registry = TabRegistry()
    registry.claim("t1", "session-1", live("session-1"))
    copied = registry.claim("t1", "session-2", live("session-1", "session-2"))
    assert copied != "t1"
    assert registry.claim(copied, "session-2", live("session-1", "session-2")) == copied


def test_a_new_session_takes_up_the_identifier_of_one_that_has_gone():
    registry = TabRegistry()
    registry.claim("t1", "session-1", live("session-1"))
    assert registry.claim("t1", "session-2", live("session-2")) == "t1"


def test_tabs_that_have_gone_are_forgotten_in_the_end(monkeypatch):
    monkeypatch.setattr("care_assess.ui.identity.FORGET_ABOVE", 2)
    registry = TabRegistry()
    for number in range(9):
        registry.claim(f"t{number}", f"session-{number}", live("session-8"))
    assert set(registry.holders) == {"t6", "t7", "t8"}


def test_two_visitors_are_two_tabs():
    assessment = an_assessment()
    tabs = {questions(assessment).query_params["tab"] for _ in range(2)}
    assert len(tabs) == 2

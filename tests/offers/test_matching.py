"""Which offers serve an action, why, in which order; and what to ask of each buying body."""

from __future__ import annotations

import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from care_assess.content import load_catalogue
from care_assess.offers import BODIES, Offer
from care_assess.offers.matching import Match, Matcher, by_body
from care_assess.offers.purchases import MOST, purchases
from care_assess.offers.words import fold, significant
from care_assess.plan import PlannedAction
from care_assess.questionnaire import QuestionId
from care_assess.report.purchases import purchase_xlsx
from care_assess.text import NBSP, Text, translator

REFERENCE = load_catalogue().reference
STOP_WORDS = frozenset({"les", "des", "the", "action"})
DAY = date(2026, 11, 23)


def an_action(text: str = "Sauvegarder les annuaires", en: str = "", **facts) -> PlannedAction:
    values = {
        "id": "AD-01",
        "rank": 1,
        "questions": (QuestionId("AD-01"),),
        "topics": ("ad",),
        "effort": "S",
        "days": 3,
        "owner": "rssi",
        "function": "rebuild",
        "resources": (),
        "requires": (),
        "overlaps": (),
        "gain": Fraction(1),
        "freed": Fraction(1),
        "topic_gains": {},
        "lifts": (),
        "criticality": "high",
        "tier": "core",
    }
    return PlannedAction(text=Text(text, en), **{**values, **facts})


def an_offer(title: str = "Coffre", key: str = "1", body: str = "UGAP", **facts) -> Offer:
    return Offer(id=key, title=Text(title), body=body, **facts)


def matched(*offers: Offer, action: PlannedAction | None = None) -> tuple[Match, ...]:
    return Matcher(offers, STOP_WORDS).matches(action or an_action())


def ids(matches) -> list[str]:
    return [one.offer.id for one in matches]


# ---- words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Évaluer  l’Œuvre", "evaluer l’oeuvre"), ("e\u0301TE\u0301", "ete"), ("ß", "ss"), ("", "")],
)
def test_case_accents_and_spaces_make_no_difference(text, folded):
    assert fold(text) == folded


def test_words_that_say_nothing_are_left_out_and_plurals_are_one_word():
    found = significant("Les Réseaux, un réseau ; des accès AD (actions) e\u0301cran", STOP_WORDS)
    assert found == {"reseau": "Réseaux", "acce": "accès", "ecran": "écran"}


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_folding_again_changes_nothing_and_words_are_folded(text):
    assert fold(fold(text)) == fold(text)
    assert all(word == fold(word) for word in significant(text, STOP_WORDS))


# ---- what serves


@pytest.mark.parametrize(
    ("facts", "serves"),
    [
        ({}, False),
        ({"function": "rebuild"}, False),
        ({"topics": ("ad",)}, False),
        ({"words": ("annuaire",)}, False),
        ({"words": ("annuaire",), "function": "rebuild"}, True),
        ({"words": ("annuaire",), "function": "detect"}, False),
        ({"words": ("annuaire",), "topics": ("exposure", "ad")}, True),
        ({"words": ("ANNUAIRES à sauvegarder",)}, True),
        ({"words": ("annuaire", "annuaires")}, False),
        ({"function": "rebuild", "topics": ("ad",)}, True),
        ({"function": "rebuild", "topics": ("ad",), "words": ("pare-feu",)}, False),
    ],
)
def test_an_offer_serves_by_a_word_and_one_more_reason(facts, serves):
    assert bool(matched(an_offer(**facts))) is serves


def test_the_list_outside_the_six_topics_is_no_reason():
    action = an_action(topics=("outside",))
    assert matched(an_offer(words=("annuaire",), topics=("outside",)), action=action) == ()


def test_words_are_compared_in_the_language_that_has_most_in_common():
    action = an_action("Sauvegarder", "Back up the whole directory")
    offer = an_offer("Sauvegarder", words=("directory", "whole"), function="rebuild")
    assert matched(offer, action=action)[0].words == ("directory", "whole")


def test_the_reasons_are_told_as_the_offer_writes_them():
    (match,) = matched(
        an_offer("Annuaires", words=("Sauvegarder",), topics=("ad",), function="detect")
    )
    assert (match.function, match.topics, match.words) == (
        False,
        ("ad",),
        ("Annuaires", "Sauvegarder"),
    )


# ---- in which order


def test_most_reasons_come_first_then_words_then_topics_then_title_then_reference():
    both = {"topics": ("ad", "exposure"), "words": ("annuaire",)}
    offers = [
        an_offer("b", "1", **both),
        an_offer("É", "9", **both),
        an_offer("e", "8", **both),
        an_offer("z", "2", topics=("ad",), words=("annuaire",)),
        an_offer("z", "3", words=("annuaire", "sauvegarder"), topics=("ad",)),
        an_offer("z", "4", words=("annuaire",), topics=("ad",), function="rebuild"),
    ]
    action = an_action(topics=("ad", "exposure"))
    assert ids(matched(*offers, action=action)) == ["4", "3", "1", "8", "9", "2"]


words = st.lists(st.sampled_from(["annuaire", "sauvegarder", "coffre", "audit"]), max_size=3)
offers = st.lists(
    st.builds(
        an_offer,
        st.sampled_from(["Coffre", "Audit d'annuaires", "Veille"]),
        st.integers(0, 99).map(str),
        st.sampled_from([*BODIES, "Autre", "autre"]),
        words=words.map(tuple),
        function=st.sampled_from(["", "rebuild", "detect"]),
        topics=st.sampled_from([(), ("ad",), ("outside",)]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(offers, st.randoms(use_true_random=False))
def test_the_order_is_total_and_that_of_the_file_changes_nothing(some, random):
    found = matched(*some)
    orders = [one.order for one in found]
    assert orders == sorted(set(orders))
    shuffled = list(some)
    random.shuffle(shuffled)
    assert matched(*shuffled) == found
    assert all(one.enough for one in found)


@given(offers)
def test_every_offer_that_serves_is_found(some):
    """What the index of words finds is what looking at each offer alone finds."""
    assert set(ids(matched(*some))) == {one.id for one in some if matched(one)}


# ---- buying


def test_the_bodies_that_hospitals_use_most_come_first_then_the_others_by_name():
    names = ["Zèbre", "UGAP", "élan", "CAIH", "Dune"]
    found = by_body(an_offer(key=str(n), body=name) for n, name in enumerate(names))
    assert list(found) == ["CAIH", "UGAP", "Dune", "élan", "Zèbre"]


def test_a_sheet_has_the_offers_of_one_body_with_all_the_actions_they_serve():
    actions = [
        an_action(),
        an_action("Annuaires", id="AD-02", rank=2),
        an_action("Rien", id="X", rank=3),
    ]
    vault = an_offer("Coffre d'annuaires", "1", "CAIH", function="rebuild")
    other = an_offer("Annuaires", "2", "UGAP", function="rebuild")
    matcher = Matcher([vault, other], STOP_WORDS)
    found = {one.id: matcher.matches(one) for one in actions}
    bought = purchases(actions, found)
    assert list(bought) == ["CAIH", "UGAP"]
    (line,) = bought["CAIH"]
    assert line.offer == vault
    assert [action.id for action, _ in line.serves] == ["AD-01", "AD-02"]
    assert purchases(actions[2:], found) == {}


def test_only_the_best_offers_of_an_action_are_bought():
    some = [an_offer("Annuaires", str(n), function="rebuild") for n in range(MOST + 3)]
    matches = matched(*some)
    lines = purchases([an_action()], {"AD-01": matches})["UGAP"]
    assert [line.offer.id for line in lines] == ids(matches[:MOST])


HOSTILE = ("=1+1", "+33 1", "-2", "@SUM(A1)", "\t=2", '=HYPERLINK("http://x")', "https://x.fr")


def test_nothing_in_a_purchase_sheet_computes_nor_opens():
    offers_of = [
        an_offer(text, str(n), "=cmd|' /C calc'!A0", provider=text, price=text, url=text,
                 words=("annuaire", "sauvegarder"))
        for n, text in enumerate(HOSTILE)
    ]  # fmt: skip
    lines = purchases([an_action()], {"AD-01": matched(*offers_of[:MOST])})
    ((body, found),) = lines.items()
    data = purchase_xlsx(body, found, REFERENCE, DAY, translator("fr"))
    page = load_workbook(io.BytesIO(data)).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []
    assert page.cell(5, 3).value == found[0].offer.provider


def test_a_purchase_sheet_says_what_serves_what_and_why_and_is_the_same_each_time():
    (match,) = matched(an_offer("Annuaires", "R1", "CAIH", function="rebuild", topics=("ad",)))
    lines = purchases([an_action()], {"AD-01": (match,)})["CAIH"]
    data = purchase_xlsx("CAIH", lines, REFERENCE, DAY, translator("fr"))
    assert data == purchase_xlsx("CAIH", lines, REFERENCE, DAY, translator("fr"))
    rows = list(load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True))
    assert rows[0][0] == f"Fiche d'achat{NBSP}: CAIH"
    assert rows[3][0] == "Référence"
    assert rows[4][0] == "R1"
    assert rows[4][5] == f"1.{NBSP}Sauvegarder les annuaires"
    assert rows[4][6].replace(NBSP, " ") == (
        "1. même fonction : Reconstruire ; même sujet : Active Directory ; mot commun : Annuaires"
    )
    assert rows[4][7:] == (None, None)

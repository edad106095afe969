"""What is said of a budget: the sentence for the board, the text to paste, the answers proposed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from budgets import MILLION, an_entry

from care_assess.budget import Line, Subsidy
from care_assess.budget.book import Book
from care_assess.budget.comparing import SHIPPED, Reference, trend
from care_assess.budget.doubts import doubts, doubts_among
from care_assess.budget.proposing import CALCULATED, CYBER_SHARE, propose
from care_assess.budget.ratios import ratios
from care_assess.budget.telling import Teller
from care_assess.content import load_catalogue
from care_assess.text import translator
from care_assess.topics import fitting


def teller(*entries, lang: str = "fr", **facts) -> Teller:
    years = tuple(sorted({one.year for one in entries}, reverse=True)) or (2025,)
    book = Book(years=years, **facts).with_entries(replace(one, entity="") for one in entries)
    return Teller(book=book, name="CH de Valmont", tr=translator(lang))


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_sentence_for_the_board_gives_the_share_the_amounts_and_the_source():
    said = [spaced(one) for one in teller().headline(an_entry())]
    assert said == [
        (
            "En 2025 (comptes clos), CH de Valmont consacre **1,7 %** de ses charges de fonctionnement au "
            "numérique, soit 1 700 000 € sur 100 000 000 €."
        ),
        "La cybersécurité représente **5,0 %** des dépenses numériques, hors amortissements.",
    ]


def test_the_sentence_tells_the_change_since_the_year_before():
    former, latter = an_entry(year=2024, operating=110 * MILLION), an_entry()
    steps = trend([former, latter], "r1", annexes=False)
    said = list(teller().headline(latter, steps))
    assert spaced(said[-1]) == "Depuis 2024, la part du numérique a évolué de +0,15 point."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"operating": None}, "pas encore calculable. Il manque : charges de fonctionnement."),
        ({"operating": 0}, "n'est pas calculable : ses charges de fonctionnement sont nulles."),
    ],
)
def test_what_cannot_be_computed_says_why(facts, said):
    (sentence,) = teller().headline(an_entry(**facts))
    assert spaced(sentence).endswith(said)


def test_a_reference_is_always_named_with_its_source():
    low = an_entry(operating=120 * MILLION)
    assert spaced(teller().compared(low, SHIPPED[0])) == (
        "R1 · Part du fonctionnement : 1,42 %, sous le repère « 1,7 %, moyenne nationale (Cour des comptes, "
        "janvier 2025) ». Pour l'atteindre, à total égal, il manque 340 000 €."
    )
    own = Reference(
        ratio="r4", low=Fraction(1, 100), high=Fraction(2, 100), source="Club RSSI", date="2026"
    )
    assert "« 1,0 % à 2,0 %, Club RSSI, 2026 »" in spaced(teller().compared(an_entry(), own))


def test_no_share_is_called_a_target():
    everything = " ".join(
        str(form)
        for key, entry in teller().tr.entries.items()
        if key.startswith(("budget.", "budget_page."))
        for form in entry.values()
    )
    assert "cible" not in everything.replace("aucune cible officielle", "")


def test_the_text_to_paste_holds_every_ratio_and_every_convention():
    entry = an_entry(
        lines=(
            *an_entry().lines,
            Line(kind="other", cents=500_000, label="Moniteurs", left_out="logiciel embarqué"),
        ),
        subsidies=(Subsidy(fund="care", total="operating", cents=20 * MILLION // 100),),
    )
    said = spaced(teller(entry).paste(entry)).splitlines()
    assert said[0].startswith(
        "Part du budget consacrée au numérique : CH de Valmont, exercice 2025"
    )
    assert "R1 · Part du fonctionnement : 1,7 % (1 700 000 € ÷ 100 000 000 €)" in said
    assert (
        "R1 · Part du fonctionnement, aides déduites : 1,5 % (1 500 000 € ÷ 100 000 000 €)" in said
    )
    assert any(one.startswith("R6 · Personnel informatique : non calculable") for one in said)
    assert "- Ligne écartée : Moniteurs (5 000 €), logiciel embarqué." in said
    assert "- Budgets annexes exclus, en haut et en bas." in said
    assert any("proposition de CaRE Assess" in one for one in said)


def test_what_the_convention_leaves_out_is_said_with_its_reason_and_so_is_another_choice():
    book = replace(teller(an_entry()).book, counted=("paper",))
    said = "\n".join(Teller(book=book, name="CH", tr=translator("fr")).conventions(2025))
    assert "Laissé de côté\u00a0: les logiciels embarqués des dispositifs médicaux" in said
    named = Teller(book=book, name="CH", tr=translator("fr"), finess="750000001")
    assert "CH (FINESS 750000001), entité juridique" in next(named.conventions(2025))
    assert "Compté par choix de l'établissement\u00a0: le papier" in said


def test_a_group_says_what_was_billed_within_it():
    bill = Line(kind="services", cents=MILLION, internal=True)
    member = an_entry(entity="CH du Lac", lines=(*an_entry().lines, bill))
    book = Book(years=(2025,), members=("CH du Lac",)).with_entries([an_entry(entity=""), member])
    said = [
        spaced(one) for one in Teller(book=book, name="GHT", tr=translator("fr")).conventions(2025)
    ]
    assert said[0].startswith("Périmètre : GHT, 2 établissements.")
    assert "(1 000 000 €)" in said[0]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_doubt_and_every_term_has_its_words(lang):
    odd = an_entry(
        operating=1,
        amortisation=2,
        basis="forecast",
        lines=(
            Line(kind="staff", cents=5, cyber=Fraction(1, 1000), annex=True),
            Line(kind="staff", cents=5),
            Line(kind="licences", cents=5, cyber=Fraction(1, 1000)),
            Line(kind="amortisation", cents=5, left_out="double"),
        ),
    )
    one = teller(odd, lang=lang)
    found = (*doubts(odd, annexes=False, closed=2024), *doubts_among([odd, an_entry()]))
    assert all(one.doubt(each) for each in found)
    for annexes in (False, True):
        for found in ratios(odd, annexes=annexes):
            assert all(term and amount for _, term, amount in one.terms(found))


# ---- proposed answers

QUESTIONS = {
    question.id: question
    for questionnaire in load_catalogue().select({"governance": "1.1.0"})
    for question in questionnaire.questions
}


def proposed(*entries, year: int = 2026, written: bool = False, presented: bool = False):
    found = propose(entries, year, annexes=False, written=written, presented=presented)
    assert fitting(found, QUESTIONS) == found
    return {one.question: one.value for one in found}


def test_a_closed_year_proposes_the_share_of_cybersecurity():
    assert proposed(an_entry())[CYBER_SHARE] == 5


@pytest.mark.parametrize(
    ("years", "facts", "level"),
    [
        ({2021: {}}, {}, "1"),
        ({2025: {}}, {}, "2"),
        ({2024: {"reported": True}}, {}, "3"),
        ({2025: {"reported": True}}, {}, "3"),
        ({2025: {"reported": True}}, {"written": True}, "4"),
        ({2025: {"reported": True}}, {"written": True, "presented": True}, "4"),
        ({2025: {"reported": True}, 2024: {}}, {"written": True, "presented": True}, "5"),
        ({2024: {"reported": True}, 2025: {}}, {"written": True, "presented": True}, "3"),
        ({2025: {"basis": "forecast"}, 2024: {"reported": True}}, {"written": True}, "4"),
    ],
)
def test_the_level_proposed_is_that_of_the_words_of_the_question(years, facts, level):
    entries = [an_entry(year=year, **about) for year, about in years.items()]
    assert proposed(*entries, **facts)[CALCULATED] == level


def test_a_forecast_alone_proposes_nothing():
    assert proposed(an_entry(basis="forecast")) == {}


def test_what_cannot_be_computed_proposes_nothing():
    assert proposed(an_entry(operating=None, lines=())) == {}


def test_a_questionnaire_that_asks_none_of_these_gets_no_proposal():
    found = propose([an_entry()], 2026, annexes=False, written=False, presented=False)
    assert fitting(found, {}) == ()


def test_a_year_that_is_not_over_is_not_closed_whatever_is_said_of_it():
    assert proposed(an_entry(year=2026)) == {}


def test_the_share_answered_is_cut_and_never_says_more_than_it_is():
    line = Line(kind="services", cents=1_000_000, cyber=Fraction(7999, 100_000))
    none = Line(kind="investment", cents=0)
    assert proposed(an_entry(lines=(line, none)))[CYBER_SHARE] == Fraction(79, 10)

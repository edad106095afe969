"""The edited workbook brought back: exactly what was changed, conflicts told, nothing applied on a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from strategies import texts
from taken import NAMES, Case, a_case, column, edited, faults

from care_assess.answers import clean_text
from care_assess.errors import ContentError
from care_assess.exchange.texts import clean
from care_assess.plan.following import STATUSES, WITH_REASON, Follow, check_follow
from care_assess.takeout.bringing import Change, Conflict
from care_assess.takeout.model import FIELDS, title_key
from care_assess.takeout.workbook import READ_ONLY, STAMP
from care_assess.text import LANGUAGES, format_number, translator

FREE = tuple(one for one in STATUSES if one not in WITH_REASON)
lines = st.lists(texts, max_size=3).map("\n".join)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
euros = st.decimals(0, 10**9, places=2)


@st.composite
def follows(draw: Any) -> Follow:
    """Anything that can be kept."""
    status = draw(st.sampled_from(STATUSES))
    pair = sorted(draw(st.tuples(days, days)))
    follow = Follow(
        owner=draw(texts),
        status=status,
        reason=clean_text(draw(lines)) or "why" if status in WITH_REASON else "",
        start=draw(st.sampled_from([None, pair[0]])),
        due=draw(st.sampled_from([None, pair[1]])),
        build=draw(st.none() | euros),
        run=draw(st.none() | euros),
        funding=draw(texts),
        comment=draw(lines),
        evidence=tuple(draw(st.lists(texts, max_size=3))),
    )
    return check_follow("A-1", follow, NAMES)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def french(amount: Decimal) -> str:
    return format_number(amount, "fr", 2)


words = st.text("abcéœÀ '’/:-_0123456789", max_size=20).map(str.strip)
typed_days = st.one_of(
    days.map(lambda day: (midnight(day), day)),
    days.map(lambda day: (f"{day:%d/%m/%Y}", day)),
    days.map(lambda day: (f"{day.day}-{day.month}-{day.year}", day)),
    days.map(lambda day: (day.isoformat(), day)),
    st.just((None, None)),
)
typed_euros = st.one_of(
    euros.map(lambda one: (float(one), one)),
    euros.map(lambda one: (french(one), one)),
    euros.map(lambda one: (f"{french(one)}\u00a0€", one)),
    euros.map(lambda one: (str(one), one)),
    st.just((None, None)),
)
typed_words = words.map(lambda one: (one, " ".join(one.split())))
names = st.lists(words.filter(bool).map(lambda one: " ".join(one.split())), max_size=3, unique=True)
TYPED: Mapping[str, st.SearchStrategy[tuple[Any, Any]]] = {
    "owner": typed_words,
    "funding": typed_words,
    "comment": words.map(lambda one: (one, one)),
    "start": typed_days,
    "due": typed_days,
    "build": typed_euros,
    "run": typed_euros,
    "evidence": st.one_of(
        names.map(lambda one: ("\n".join(one), tuple(one))),
        names.map(lambda one: (" ; ".join(one), tuple(one))),
    ),
    "status": st.one_of(
        st.sampled_from(FREE).map(lambda one: (translator("fr")(f"roadmap.status.{one}"), one)),
        st.sampled_from(FREE).map(lambda one: (f" {one.upper()} ", one)),
    ),
}


def twice(lang: str, first: Follow, last: Follow) -> Case:
    return Case(lang=lang).following("A-1", first).following("A-1", last)


cases = st.builds(twice, st.sampled_from(LANGUAGES), follows(), follows())


def only(field: str, before: object, after: object) -> tuple[Change, ...]:
    return (Change(action="A-1", field=field, before=before, after=after),)


# Laws


@settings(max_examples=30)
@given(cases)
def test_what_comes_back_untouched_changes_nothing(case):
    back = case.back(case.workbook())
    assert (back.changes, back.conflicts, back.ignored, back.said()) == ((), (), (), {})


@settings(max_examples=25)
@given(follows(), st.sampled_from(sorted(TYPED)), st.data())
def test_one_edited_cell_is_exactly_one_change(follow, field, data):
    if field in {"start", "due"}:
        follow = replace(follow, start=None, due=None)
    if field == "status":
        follow = replace(follow, status="to_do", reason="")
    typed, value = data.draw(TYPED[field])
    back = a_case(A_1=follow).after(("A-1", field, typed))
    before = getattr(follow, field)
    assert back.conflicts == ()
    if value in (before, clean(before) if isinstance(before, str) else before):
        assert (back.changes, back.said()) == ((), {})
    else:
        assert back.changes == only(field, before, value)
        assert back.said() == {"A-1": replace(follow, **{field: value})}
        assert back.after == {"A-1": 1}


@settings(max_examples=8)
@given(follows(), follows(), follows())
def test_what_two_sides_changed_each_alone_is_kept_of_both_and_never_lost_unseen(
    base, theirs, mine
):
    """Whatever is not a conflict is the change of the one side that made it."""
    case = a_case(A_1=base)
    sheet = case.following("A-1", mine).workbook()
    wanted = cells_of(sheet)
    mark = cells_of(case.workbook())[STAMP]
    data = edited(sheet, ("A-1", STAMP, mark))
    assert wanted[STAMP] != mark
    now = case.following("A-1", theirs)
    try:
        back = now.back(data)
    except ContentError:  # the two together may not hold: then nothing is kept
        return
    fought = {one.field for one in back.conflicts}
    kept = back.said().get("A-1", theirs)
    for field in set(FIELDS) - {"reason", "evidence"}:
        before, there, here = (getattr(one, field) for one in (base, theirs, mine))
        if field in fought or reads_the_same(before, here):
            assert getattr(kept, field) == there
        else:
            assert reads_the_same(getattr(kept, field), here)


def reads_the_same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(clean(one).split()) == " ".join(clean(other).split())
    return one == other


def cells_of(data: bytes) -> dict[str, object]:
    sheet = load_workbook(BytesIO(data))["Feuille de route"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "A-1")
    return {name: row[column(sheet, name) - 1].value for name in (*FIELDS, STAMP)}


@pytest.mark.parametrize(
    "text", ["_x0041_", "_x005F_", "_x000D_", "a\x80b", "\x80", "a\tb", "x\ny"]
)
def test_signs_that_workbooks_treat_in_a_way_of_their_own_change_nothing(text):
    case = a_case(A_1=Follow(owner=text, comment=text, evidence=(text, "b ; c")))
    assert case.back(case.workbook()).changes == ()


# What is read


def test_lines_pasted_from_another_program_are_lines():
    back = a_case().after(("A-1", "comment", "un_x000D_\ndeux"), ("A-1", "evidence", "a_x000D_\nb"))
    assert [one.after for one in back.changes] == ["un\ndeux", ("a", "b")]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12/03/2027", date(2027, 3, 12)),
        ("1.3.2027", date(2027, 3, 1)),
        ("2027-03-12", date(2027, 3, 12)),
        (46458, date(2027, 3, 12)),
        (date(2027, 3, 12), date(2027, 3, 12)),
    ],
)
def test_days_are_read_as_people_and_spreadsheets_write_them(typed, day):
    assert a_case().after(("A-1", "due", typed)).changes == only("due", None, day)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1 200,50", "1200.50"),
        ("1\u202f200,5 €", "1200.50"),
        ("1\u00a0200", "1200"),
        ("1200.5", "1200.50"),
        (1200.5, "1200.50"),
        (0, "0"),
    ],
)
def test_euros_are_read_as_people_and_spreadsheets_write_them(typed, amount):
    (change,) = a_case().after(("A-1", "build", typed)).changes
    assert change.after == Decimal(amount)


def test_a_status_left_behind_takes_its_reason_with_it():
    case = a_case(A_1=Follow(status="blocked", reason="no money"))
    assert case.after(("A-1", "status", "en cours")).changes == (
        Change(action="A-1", field="status", before="blocked", after="in_progress"),
        Change(action="A-1", field="reason", before="no money", after=""),
    )


def test_a_workbook_in_one_language_may_be_filled_in_in_the_other():
    back = a_case("en").after(("A-1", "status", "en cours"))
    assert back.changes == only("status", "to_do", "in_progress")


def test_rows_may_be_sorted_or_deleted_and_columns_to_be_read_may_go():
    def change(sheet):
        sheet.delete_rows(2)
        sheet.delete_cols(2, 3)
        sheet.move_range("A2:P2", rows=5, cols=0)

    case = a_case(A_1=Follow(owner="M. Ba"))
    back = case.back(edited(case.workbook(), ("A-1", "owner", "Mme Li"), change=change))
    assert back.changes == only("owner", "M. Ba", "Mme Li")


def test_columns_that_people_add_are_told_and_left_aside():
    def change(sheet):
        sheet.cell(1, 30).value = "Mes notes"
        sheet.cell(2, 30).value = "à revoir"

    back = a_case().back(edited(a_case().workbook(), change=change))
    assert (back.changes, back.ignored) == ((), ("mes notes",))


def test_a_formula_in_a_sheet_that_is_not_brought_back_does_no_harm():
    def change(sheet):
        sheet.parent["Charge"].cell(9, 9).value = "=SUM(A1:A3)"

    assert a_case().back(edited(a_case().workbook(), change=change)).changes == ()


# What both sides have changed


def test_what_was_said_since_is_a_conflict_and_stays_unless_the_file_is_chosen():
    case = a_case(A_1=Follow(owner="M. Ba", comment="x"))
    data = edited(case.workbook(), ("A-1", "owner", "Mme Li"), ("A-1", "comment", "y"))
    now = case.saying("A-1", owner="M. Roy")
    back = now.back(data)
    assert back.changes == only("comment", "x", "y")
    assert back.conflicts == (
        Conflict(action="A-1", field="owner", exported="M. Ba", kept="M. Roy", file="Mme Li"),
    )
    assert back.said() == {"A-1": Follow(owner="M. Roy", comment="y")}
    assert back.said(forced=True) == {"A-1": Follow(owner="Mme Li", comment="y")}
    assert back.after == {"A-1": 2}


def test_a_conflict_alone_saves_nothing_unless_the_file_is_chosen():
    case = a_case(A_1=Follow(owner="M. Ba"))
    data = edited(case.workbook(), ("A-1", "owner", "Mme Li"))
    back = case.saying("A-1", owner="M. Roy").back(data)
    assert (back.changes, back.said()) == ((), {})
    assert back.said(forced=True) == {"A-1": Follow(owner="Mme Li")}


def test_the_same_change_on_both_sides_is_no_conflict():
    case = a_case()
    data = edited(case.workbook(), ("A-1", "owner", "Mme Li"))
    back = case.saying("A-1", owner="Mme Li").back(data)
    assert (back.changes, back.conflicts) == ((), ())


def test_what_was_said_since_of_another_field_stays():
    case = a_case()
    data = edited(case.workbook(), ("A-1", "owner", "Mme Li"))
    back = case.saying("A-1", comment="seen").back(data)
    assert back.said() == {"A-1": Follow(owner="Mme Li", comment="seen")}


# What is wrong


def refusals(*cells, change: Callable | None = None, case: Case | None = None) -> list[str]:
    case = case or a_case()
    return faults(lambda: case.back(edited(case.workbook(), *cells, change=change)))


DATE = "Cette date ne peut pas être lue\u00a0: écrivez-la ainsi\u00a0: 12/03/2027."
AMOUNT = (
    "Ce montant ne peut pas être lu\u00a0: écrivez un nombre d'euros, deux décimales au plus, par "
    "exemple 1\u202f200,50."
)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("due", "31/02/2027", f"M4: {DATE}"),
        ("due", "mars 2027", f"M4: {DATE}"),
        ("due", "12/03/27", f"M4: {DATE}"),
        ("start", "12/03/1999", "L4: Cette date est hors du calendrier du plan\u00a0: écrivez une date entre 2000 et 2099."),
        ("build", "1.200", f"N4: {AMOUNT}"),
        ("build", 1481.472, f"N4: {AMOUNT}"),
        ("build", "beaucoup", f"N4: {AMOUNT}"),
        ("run", -5, "O4: Un coût ne peut pas être négatif\u00a0: écrivez 0 ou un montant en euros."),
        ("run", "- 5", f"O4: {AMOUNT}"),
        ("status", "presque", "J4: Cet état n'existe pas\u00a0: choisissez à faire, en cours, bloquée, faite ou abandonnée."),
        ("status", None, "J4: Cet état n'existe pas\u00a0: choisissez à faire, en cours, bloquée, faite ou abandonnée."),
        ("status", "bloquée", "K4: Une action bloquée demande une raison\u00a0: écrivez en une phrase ce qui la bloque."),
        ("reason", "trop tard", "K4: Une raison ne se donne qu'à une action bloquée ou abandonnée\u00a0: changez son état, ou écrivez plutôt un commentaire."),
        ("owner", "x" * 201, "I4: Ce texte compte 201 caractères\u00a0; il en faut 200 au plus."),
        ("owner", "=1+1", "I4: la cellule contient une formule\u00a0: remplacez-la par sa valeur."),
        ("id", "Z-9", "A4: L'action Z-9 n'est pas dans les questionnaires de cette évaluation\u00a0: gardez les repères du plan tels quels."),
        ("id", None, "A4: Cette ligne n'a pas de repère\u00a0: supprimez-la, ou remettez le repère de l'action."),
        ("id", "B-1", "A4: L'action B-1 est déjà sur une ligne plus haut\u00a0: gardez une seule ligne."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_or_kept_is_said_with_its_row_and_column(field, typed, sentence):
    assert refusals(("A-1", field, typed)) == [f"Feuille de route!{sentence}"]


def test_all_the_faults_are_told_at_once_and_nothing_comes_back():
    told = refusals(("A-1", "due", "x"), ("B-1", "run", "x"), ("C-1", "owner", "Mme Li"))
    assert [one.partition(":")[0] for one in told] == ["Feuille de route!O2", "Feuille de route!M4"]


@pytest.mark.parametrize("mark", ["", "x", "0-0123456789abcdef", "7-0123456789abcdef", "²-1"])
def test_a_row_whose_mark_was_changed_or_comes_from_elsewhere_is_refused(mark):
    (told,) = refusals(("A-1", STAMP, mark))
    assert told.startswith("Feuille de route!S4: La marque de reprise de l'action A-1")


def test_a_column_that_is_missing_is_told_with_the_place_where_it_was():
    assert refusals(change=lambda sheet: sheet.delete_cols(13)) == [
        "Feuille de route!M1: La colonne «\u00a0Échéance\u00a0» manque\u00a0: remettez-la avec son titre."
    ]


def test_a_column_whose_title_has_changed_is_told_with_the_titles_that_are_not_known():
    def change(sheet):
        sheet.cell(1, 13).value = "Date limite"

    (told,) = refusals(change=change)
    assert told == (
        "Feuille de route!M1: La colonne «\u00a0Échéance\u00a0» manque ou a changé de titre\u00a0: "
        "rendez-lui le sien. Titres inconnus\u00a0: date limite."
    )


def test_a_column_that_is_there_twice_is_told_as_nobody_knows_which_one_counts():
    def change(sheet):
        sheet.cell(1, 21).value = " échéance "

    assert refusals(change=change) == [
        "Feuille de route!U1: La colonne «\u00a0Échéance\u00a0» est là deux fois\u00a0: gardez-en une seule."
    ]


def test_without_its_header_the_sheet_cannot_be_read():
    (told,) = refusals(change=lambda sheet: sheet.delete_rows(1))
    assert told.startswith("Feuille de route!A1: La première ligne ne porte plus les titres")


def test_without_its_sheet_the_workbook_cannot_be_read():
    def change(sheet):
        sheet.title = "Autre"

    (told,) = refusals(change=change)
    assert told == (
        ": La feuille «\u00a0Feuille de route\u00a0» manque\u00a0: remettez-la, ou rendez-lui son nom."
    )


def test_titles_differ_from_each_other_in_every_language():
    titles = [
        translator(lang)(title_key(name)).lower()
        for name in (*READ_ONLY, *FIELDS, STAMP)
        for lang in LANGUAGES
    ]
    names = [name for name in (*READ_ONLY, *FIELDS, STAMP) for _ in LANGUAGES]
    assert len({*zip(titles, names, strict=True)}) == len({*titles})

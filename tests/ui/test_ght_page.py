"""The page of the group and the portfolio on a real store: the weakest, the objectives, what comes and goes."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from openpyxl import load_workbook
from pages import DAY, an_assessment, button, open_page, opened, running
from pypdf import PdfReader
from steered import THEIRS, VERSIONS, a_member, a_summary, a_tree, campaigns, told

from care_assess.content import load_catalogue
from care_assess.errors import ContentError
from care_assess.paths import data_dir
from care_assess.report.ght import Told, board_pdf
from care_assess.report.ght_tables import group_xlsx, rows_of, stream_group, tree_csv
from care_assess.report.portfolio import BLOCK, portfolio_csv, release_csv
from care_assess.showcase import load_group
from care_assess.steering.checking import as_tree
from care_assess.steering.document import write_sealed
from care_assess.steering.facts import FACTS, Facts
from care_assess.steering.many import Row, portfolio_of, vector_of
from care_assess.steering.objectives import Objective, standings
from care_assess.steering.overview import overview
from care_assess.store import open_store
from care_assess.store.copies import keep_copy
from care_assess.text import translator
from care_assess.ui import shell
from care_assess.ui.ght_objectives import Wrong, typed_objectives
from care_assess.ui.heat import heat_map, row_of_line
from care_assess.ui.trends import group_trend


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\\", "")


def said(app) -> str:
    """Every sentence of the page, with plain spaces."""
    some = (*app.markdown, *app.caption, *app.success, *app.info, *app.error, *app.text)
    return plain(" ".join(one.value for one in some))


def shown(app) -> str:
    """Every cell of every table."""
    return plain(" ".join(one.value.to_string() for one in app.table))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """A folder of answers with the fictitious group in it."""
    store = open_store(tmp_path_factory.mktemp("group") / "data")
    work = campaigns(store, load_catalogue())
    load_group(work, load_catalogue())
    yield store.snapshot()
    store.close()


@pytest.fixture
def group(loaded):
    """The fictitious group, in the folder of this test."""
    data_dir().mkdir()
    keep_copy(data_dir(), loaded)
    return shell.campaigns()


# ---- the page


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


def test_the_page_names_the_weakest_the_late_who_can_help_and_who_is_missing(group):
    app = open_page("ght")
    assert "La règle des 66 % est respectée." in said(app)
    assert "Budget numérique, 0,1 sur 5, chez « Hôpital de Pierrefontaine (fictif) »" in said(app)
    assert "EPSM de la Garenne (fictif) (1,2)" in shown(app)
    assert "En retard de" in shown(app)
    assert "sur 6 sont en retard." in said(app)
    assert "CH des Deux Ponts (fictif)" in app.table[0].value.to_string()


def test_a_former_campaign_and_another_establishment_can_be_looked_at(group):
    app = open_page("ght")
    app.selectbox(key="ght_campaign").set_value("2025")
    app.selectbox(key="ght_one").set_value("990000006")
    running(app)
    assert "9 établissements sur 12 ont répondu pour la campagne 2025" in said(app)
    assert "résumé non reçu" in said(app)


def test_a_region_is_shown_whole_then_one_of_its_groups_then_a_site():
    work = shell.campaigns()
    names = [f"CH {number}" for number in range(24)]
    ghts = [a_member(name, "ght", parent="R", share="0.5") for name in ("GHT Nord", "GHT Sud")]
    members = [
        a_member(name, parent=f"GHT {'Nord' if at < 21 else 'Sud'}", share=Fraction(1, 21 if at < 21 else 3))
        for at, name in enumerate(names)
    ]  # fmt: skip
    site = a_member("Site 23", "site", parent="CH 23")
    work.set_tree(as_tree([a_member("R", "region", parent=""), *ghts, *members, site]))
    batch = [
        a_summary(name, Fraction(at % 40, 8)) for at, name in enumerate([*names[:-1], "Site 23"])
    ]
    work.take([work.sealed(one) for one in batch])
    app = open_page("ght")
    assert "24 établissements sur 24 ont répondu" in said(app)
    assert "Lignes 1 à 20 sur 24, les plus faibles d'abord." in said(app)
    assert "CH 21 (2,6)" in shown(app), "the weakest of the second group"
    app.selectbox(key="ght_part").set_value("GHT Sud")
    app.selectbox(key="ght_one").set_value("CH 23")
    running(app)
    app.selectbox(key="ght_site.CH 23").set_value("Site 23")
    running(app)
    assert "Faits communiqués" in said(app)
    app.button(key="ght_part_open").click()
    running(app)
    assert "3 établissements sur 3 ont répondu" in said(app)
    assert "GHT par GHT" not in [one.value for one in app.header]


def test_an_erasure_asks_to_be_confirmed(group):
    app = open_page("ght")
    assert app.button(key="ght_erase").disabled
    app.checkbox(key="ght_sure.990000001").set_value(True)
    running(app)
    app.button(key="ght_erase").click()
    running(app)
    assert "2 résumés ont été effacés." in said(app)
    assert "10 établissements sur 12" in said(app)


def test_the_assessment_that_is_open_is_sent_signed(group):
    app = open_page("ght", a=an_assessment())
    assert "Un petit fichier signé avec les scores de « CH de Valmont »" in said(app)
    assert app.code[-1].value.count(" ") == 7, "the fingerprint to read aloud"
    next(one for one in app.checkbox if one.key.startswith("ght_send_facts")).check()
    running(app)
    *_, told_facts = (one.value for one in app.table if len(one.value) == len(FACTS))
    assert set(told_facts.iloc[:, 1]) == {"non communiqué"}, "what would go is shown before it goes"
    assert "Plan d'action" in [one.label for one in app.button]


def test_a_tree_from_a_file_replaces_the_former_one_whole_or_not_at_all():
    app = open_page("ght")
    rows = (
        "Niveau;Nom;Rattaché à;Part d'activité\nGHT;G;;\nÉtablissement;A;G;60\nÉtablissement;B;G;"
    )
    app.file_uploader[0].set_value(("arbre.csv", f"{rows}30".encode(), "text/csv"))
    running(app)
    assert "les 2 parts d'activité sous « G » font 90 %, au lieu de 100 %." in said(app)
    assert not shell.campaigns().tree()
    app.file_uploader[0].set_value(("arbre.csv", f"{rows}40".encode(), "text/csv"))
    running(app)
    app.button(key="ght_tree_keep").click()
    running(app)
    assert [one.name for one in shell.campaigns().tree().members] == ["G", "A", "B"]
    assert "Aucun résumé n'a encore été reçu." in said(app)


def test_files_dropped_are_refused_by_name_then_taken_once_their_key_is_compared():
    work = shell.campaigns()
    work.set_tree(a_tree(60, 40))
    good = write_sealed(a_summary("A", 3, versions=VERSIONS), THEIRS)
    app = open_page("ght")
    app.file_uploader[0].set_value(
        [("a.json", good, "application/json"), ("b.json", b"{}", "application/json")]
    )
    running(app)
    assert "b.json: ce n'est pas un résumé fait par CaRE Assess." in said(app)
    app.file_uploader[0].set_value([("a.json", good, "application/json")])
    running(app)
    assert "a.json: la clé qui signe pour « A » n'est pas encore acceptée" in said(app)
    button(app, "L'empreinte est la même\u00a0: accepter «\u00a0A\u00a0»").click()
    running(app)
    app.button(key="ght_take").click()
    running(app)
    assert "1 résumé est reçu." in said(app)
    assert "1 établissement sur 2 a répondu pour la campagne 2026 : 60,0 %" in said(app)
    assert "La règle des 66 % n'est pas respectée." in said(app)
    button(app, "Ne plus accepter «\u00a0A\u00a0»").click()
    running(app)
    assert not any(shell.campaigns().keys().values())


def test_the_assessments_made_here_are_taken(group):
    work = shell.campaigns()
    an_assessment(
        "CH des Deux Ponts (fictif)",
        tier="full",
        versions=dict(opened(an_assessment()).info.versions),
    )
    with pytest.raises(ContentError) as error:
        work.take_own("2026")
    assert "se fait avec" in told(error.value.faults)[0]
    assert work.take_own("2027") == 1


# ---- objectives, as they are typed


KEPT = Objective(
    topic="ad", indicator="score", target=Fraction(3), due=date(2026, 6, 30), owner="RSSI", scope="A"
)  # fmt: skip
ROW = {
    "topic": "whole",
    "scope": "B",
    "indicator": "evidence",
    "target": 50,
    "due": "2027-01-31",
    "owner": " DSI ",
}


def test_what_is_typed_changes_adds_and_takes_out_objectives():
    edits = {
        "edited_rows": {0: {"target": 3.5, "due": "2026-07-01T00:00:00"}},
        "added_rows": [ROW, {}],
    }
    first, second = typed_objectives([KEPT], edits, ["A", "B"])
    assert (first.target, first.due) == (Fraction(7, 2), date(2026, 7, 1))
    assert (second.topic, second.target, second.owner) == ("", Fraction(1, 2), "DSI")
    assert typed_objectives([KEPT], {"deleted_rows": [0]}, ["A"]) == ()
    share = {**ROW, "topic": None, "indicator": "digital_share", "target": 1.7}
    (hard,) = typed_objectives([], {"added_rows": [share]}, ["B"])
    assert (hard.topic, hard.target) == ("budget", Fraction(17, 1000)), "a fact says its topic"


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ({"topic": None}, "topic"),
        ({"scope": "Z"}, "scope"),
        ({"indicator": "x"}, "indicator"),
        ({"target": None}, "target"),
        ({"target": 101}, "target"),
        ({"target": "nan"}, "target"),
        ({"due": None}, "due"),
        ({"topic": "budget", "indicator": "ads_level", "target": 3}, "other_topic"),
        ({"topic": None, "indicator": "exercise", "target": 1.5}, "target"),
    ],
)
def test_a_cell_that_is_not_right_is_named_with_its_row(cells, cell):
    with pytest.raises(Wrong) as wrong:
        typed_objectives([KEPT], {"added_rows": [{**ROW, **cells}]}, ["A", "B"])
    assert (wrong.value.row, wrong.value.cell) == (2, cell)


def editor(app) -> str:
    """The key of the table of the objectives."""
    (one,) = app.data_editor
    return one.key


def saved(app, **edits):
    """What is typed into the table is kept by the press of its button."""
    given = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[editor(app)] = {**given, **edits}
    app.button(key="ght_objectives_save").click()
    return running(app)


def test_objectives_are_set_on_the_page_whole_or_not_at_all(group):
    before = group.objectives()
    row = {**ROW, "scope": "990000002"}
    app = saved(open_page("ght"), added_rows=[{**row, "due": None}])
    assert "Rien n'a été enregistré. Ligne 7 : donnez une échéance." in said(app)
    assert group.objectives() == before
    app = saved(open_page("ght"), added_rows=[row], deleted_rows=[0])
    assert "6 objectifs sont enregistrés." in said(app)
    assert group.objectives()[:5] == before[1:]
    assert group.objectives()[5].scope == "990000002"


def test_objectives_that_someone_else_has_changed_meanwhile_are_not_written_over(group):
    app = open_page("ght")
    group.set_objectives(group.objectives()[:1])
    app = saved(app, deleted_rows=[0])
    assert "Quelqu'un d'autre vient de modifier les objectifs" in said(app)
    assert len(group.objectives()) == 1


# ---- files to take away


@pytest.fixture(scope="module")
def sheets():
    """A group of two of which one name would be a formula."""
    tree = a_tree(70, 30)
    facts = Facts(day=DAY, values={"ads_level": Fraction(3)})
    known = {"A": a_summary("A", 3, facts=facts), "B": a_summary("B", 1, budget=0)}
    objectives = [
        KEPT,
        Objective(
            topic="",
            indicator="coverage",
            target=Fraction(1, 2),
            due=DAY,
            owner="=1+1",
            scope="GHT",
        ),
    ]
    return Told(
        seen=overview(tree, "GHT", "2026", known),
        standings=standings(objectives, tree, known, DAY),
        trend=(overview(tree, "GHT", "2025", {}), overview(tree, "GHT", "2026", known)),
        parts=(),
        received=known,
        tree=tree,
        reference=load_catalogue().reference,
        tr=translator("fr"),
    )


def test_the_page_for_the_board_is_one_page_that_names_the_weakest(sheets):
    data = board_pdf(sheets, DAY)
    assert board_pdf(sheets, DAY) == data
    pages = PdfReader(io.BytesIO(data)).pages
    assert len(pages) == 1
    text = plain(" ".join(pages[0].extract_text().split()))
    assert "Budget numérique, 0,0 sur 5, chez « B »" in text
    assert "La moyenne est de 2,4 sur 5 ; l'établissement le plus faible, « B », est à 1,0." in text


def test_the_workbook_has_a_sheet_for_each_table_and_no_formula(sheets):
    data = group_xlsx(sheets, DAY)
    assert group_xlsx(sheets, DAY) == data
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [
        "Établissements",
        "Sujets",
        "Objectifs",
        "Objectifs en détail",
        "Faits",
        "Entraide",
        "Campagnes",
        "Arbre",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert "=1+1" in [cell.value for cell in cells]
    assert [row[0].value for row in book["Établissements"].iter_rows(min_row=2)] == ["A", "B"]
    facts = {row[0].value: row for row in book["Faits"].iter_rows(min_row=2)}
    assert [one.value for one in facts["A"]][3:5] == [3, "non communiqué"]
    assert {one.value for one in facts["B"][3:]} == {"non communiqué"}
    assert sum(sheet.max_row - 1 for sheet in book) == rows_of(sheets)


def test_the_workbook_of_a_large_group_grows_row_by_row_and_is_given_whole(sheets):
    many = replace(sheets, received={}, trend=sheets.trend * 40)
    *steps, (last, data) = stream_group(many, DAY)
    assert [done for done, _ in steps] == [500]
    assert not any(part for _, part in steps)
    assert last == rows_of(many)
    assert load_workbook(io.BytesIO(data))["Campagnes"].max_row == 1 + 80 * 8


def test_the_tree_that_is_taken_away_can_be_brought_back(sheets):
    from care_assess.offers.reading import guess_columns
    from care_assess.offers.table import read_table
    from care_assess.steering.reading import FIELDS, known_as, read_tree

    table = read_table("arbre.csv", tree_csv(sheets.tree, sheets.tr))
    columns = guess_columns(table.columns, {one: known_as(one) for one in FIELDS})
    read = read_tree("arbre.csv", table, columns)
    assert [(one.name, one.share) for one in read.members] == [
        ("GHT", 1),
        ("A", Fraction(7, 10)),
        ("B", Fraction(3, 10)),
    ]


# ---- charts


def test_the_map_says_the_same_in_its_table_and_names_the_weakest(sheets):
    rows = [row_of_line(line, sheets.teller) for line in sheets.seen.lines]
    chart = heat_map(rows, ("a", "b", "c"), "said", sheets.teller, "light")
    assert [row[0] for row in chart.rows] == ["A", "B"]
    assert "Budget numérique 0,0" in chart.rows[1][2]
    drawn = [one.text for one in chart.figure.layout.annotations]
    assert drawn.count("<b>3,0</b>") == 8, "the whole and the seven lists of A"
    assert "<b>0,0</b>" in drawn


def test_the_trend_draws_the_weakest_beside_each_mean(sheets):
    chart = group_trend(sheets.trend, "budget", sheets.teller, "dark")
    mean, weakest = chart.figure.data
    assert (tuple(mean.x), tuple(weakest.x)) == ((1,), (1,)), "nothing was received in 2025"
    assert weakest.y[0] == 0 < mean.y[0]
    assert [row[2] for row in chart.rows] == ["–", "B (0,0)"]


# ---- the portfolio


def rows(*summaries) -> list[Row]:
    return [
        Row(one.name, one.kind, one.size, one.campaign, one.day, vector_of(one), one.key)
        for one in summaries
    ]


def test_an_empty_portfolio_says_what_will_be_there():
    assert "dès que des résumés auront été reçus" in said(open_page("portfolio"))


def test_the_portfolio_shows_the_weakest_first_publishes_quartiles_and_gives_its_file(group):
    app = open_page("portfolio")
    assert (
        "11 établissements. Ensemble : le plus faible, « EPSM de la Garenne (fictif) », est à 1,2"
        in said(app)
    )
    assert app.table[0].value.iloc[0, 0].startswith("EPSM")
    app.text_input(key="portfolio_words").set_value("montclar")
    app.button(key="portfolio_publish").click()
    running(app)
    assert "Les quartiles sont publiés." in said(app)
    assert len(app.table[0].value) == 1
    app.button(key="portfolio_csv_make").click()
    running(app)
    taking = "Télécharger le fichier (CSV)"
    assert taking in [one.label for one in app.get("download_button")]
    group.erase([group.tree().find("990000001")])
    running(app)
    assert taking not in [one.label for one in app.get("download_button")], (
        "it still holds the erased"
    )


def test_the_portfolio_keeps_the_change_since_the_campaign_before():
    held = portfolio_of(
        rows(
            a_summary("A", 1, campaign="2025", day=date(2025, 1, 1)),
            a_summary("A", 3),
            a_summary("B", None),
        )
    )
    assert held.campaigns == ("2025", "2026")
    first, second = held.seen(held.of("2026"))
    assert (first.row.name, first.change) == ("A", 2.0)
    assert second.row.name == "B", "without a score, last"
    assert held.of("2026", words=" b ") == [2]
    assert held.of("2026", kind="private_forprofit") == []


def test_the_file_of_the_portfolio_comes_in_blocks_and_computes_nothing():
    names = ["=A1", *(f"CH {number}" for number in range(BLOCK + 1))]
    held = portfolio_of(rows(*(a_summary(name, 2) for name in names)))
    tr = translator("fr")
    blocks = list(portfolio_csv(held, held.of("2026"), lambda one: one or "Ensemble", tr))
    assert len(blocks) == 3
    lines = b"".join(blocks).decode("utf-8-sig").splitlines()
    assert len(lines) == len(names) + 1
    assert lines[1].startswith("2026;'=A1;Public;")
    assert ";2,00;" in lines[1]


def test_the_published_file_names_no_establishment(group):
    made = group.publish("2026")
    text = plain(
        release_csv(made, lambda one: one or "Ensemble", translator("fr")).decode("utf-8-sig")
    )
    assert "Tous les établissements;11;Ensemble;1,3;2,0;2,4" in text
    assert not any(one.name in text for one in group.tree().members)

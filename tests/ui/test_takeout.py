"""Files taken away and brought back, on a real store: nothing before one agrees, nobody written over unseen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pages import an_assessment, answered, button, opened, running, seam
from streamlit.testing.v1 import AppTest
from taken import edited

from care_assess.answers import Answer
from care_assess.plan.following import Follow
from care_assess.report.content import story_of
from care_assess.takeout.model import Takeout
from care_assess.takeout.workbook import roadmap_workbook
from care_assess.ui import shell


def page() -> None:
    """The end of the page of the road map, alone."""
    from care_assess.report.content import story_of
    from care_assess.ui import shell, takeout
    from care_assess.ui.board import board

    shell.begin("roadmap")
    seen, follows = board(), shell.follows()
    latest = follows.latest(seen.opened.info.id)
    lines = follows.lines(seen.opened, latest)
    plan = seen.seam.plan(seen.opened)
    story = story_of(
        seen.sheet, seen.questionnaires, seen.reference, seen.scores, plan, lang=seen.tr.lang
    )
    takeout.downloads(seen, story, lines, latest)
    takeout.bring_back(seen, lines)


class Desk:
    """An assessment of two actions, its workbook, and what is kept of them."""

    def __init__(self) -> None:
        newest = seam().catalogue.latest()["governance"]
        self.id = an_assessment(versions={"governance": newest})
        for question in ("GOV-01", "GOV-02"):
            answered(self.id, question, Answer(kind="value", value="0"))
        self.actions = [one.id for one in seam().plan(opened(self.id)).actions]

    def told(self, action: str, follow: Follow) -> None:
        """Someone says it on the page."""
        follows = shell.follows()
        after = {name: event.seq for name, event in follows.latest(self.id).items()}
        follows.save(opened(self.id), {action: follow}, after=after, author="M. Durand")

    def kept(self, action: str) -> Follow | None:
        event = shell.follows().latest(self.id).get(action)
        return event.follow if event else None

    def workbook(self) -> bytes:
        one, work, follows = opened(self.id), seam(), shell.follows()
        latest = follows.latest(self.id)
        facts = (one.sheet, work.questionnaires(one), work.catalogue.reference, work.scores(one))
        return roadmap_workbook(
            Takeout(
                assessment=self.id,
                story=story_of(*facts, work.plan(one), lang="fr"),
                lines=follows.lines(one, latest),
                latest=latest,
            )
        )

    def page(self, **params: str) -> AppTest:
        app = AppTest.from_function(page, default_timeout=30)
        app.context = {"timezone": "Europe/Paris"}
        for name, value in {"a": self.id, **params}.items():
            app.query_params[name] = value
        return running(app)

    def dropped(self, data: bytes, name: str = "retour.xlsx") -> AppTest:
        """The page once a file has been dropped on it."""
        app = self.page()
        app.file_uploader[0].upload(name, data)
        return running(app)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def rows(app: AppTest, at: int = 0) -> list[list[str]]:
    return app.table[at].value.astype(str).to_numpy().tolist()


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def test_five_files_can_be_taken_away(desk):
    app = desk.page()
    assert [one.label for one in app.get("download_button")] == [
        "Télécharger pour Excel (XLSX)",
        "Échéances pour l'agenda (ICS)",
        "Compte rendu de réunion (Markdown)",
        "Tâches pour GLPI (CSV)",
        "Tickets pour Jira (CSV)",
    ]


def test_what_the_workbook_changes_is_shown_and_saved_only_when_one_agrees(desk):
    first, second = desk.actions[:2]
    data = edited(
        desk.workbook(),
        (first, "owner", "Mme Li"),
        (first, "due", "12/03/2027"),
        (second, "build", "1 200,50"),
    )
    app = desk.dropped(data)
    assert [row[1:] for row in rows(app)] == [
        ["Responsable", "–", "Mme Li"],
        ["Échéance", "–", "12/03/2027"],
        ["Coût d'achat", "–", "1\u202f200,50\u00a0€"],
    ]
    assert desk.kept(first) is None
    button(app, "Appliquer ces 3 changements").click()
    running(app)
    assert desk.kept(first) == Follow(owner="Mme Li", due=date(2027, 3, 12))
    assert desk.kept(second) == Follow(build=Decimal("1200.50"))
    assert [one.value for one in app.success] == ["3 changements sont enregistrés."]
    assert app.file_uploader[0].value is None
    assert not app.table


def test_a_workbook_that_changes_nothing_says_so_and_offers_nothing_to_press(desk):
    app = desk.dropped(desk.workbook())
    assert app.info[0].value.startswith("Ce classeur ne change rien")
    assert labels(app) == []


def test_faults_are_told_cell_by_cell_and_nothing_can_be_applied(desk):
    app = desk.dropped(edited(desk.workbook(), (desk.actions[0], "run", "-5")))
    assert app.error[0].value.startswith("«\u00a0retour.xlsx\u00a0» n'est pas repris")
    ((cell, why),) = rows(app)
    assert cell == "Feuille de route!O2"
    assert why.startswith("Un coût ne peut pas être négatif")
    assert labels(app) == []


def test_bytes_that_are_no_workbook_are_told_as_such(desk):
    app = desk.dropped(b"not a workbook")
    ((cell, why),) = rows(app)
    assert cell == "–"
    assert why.startswith("ce n'est pas un classeur .xlsx lisible")


@pytest.mark.parametrize(("choice", "owner"), [("kept", "M. Ba"), ("file", "Mme Li")])
def test_what_both_sides_changed_is_told_and_stays_unless_the_workbook_is_chosen(
    desk, choice, owner
):
    first = desk.actions[0]
    data = edited(desk.workbook(), (first, "owner", "Mme Li"), (first, "comment", "vu"))
    desk.told(first, Follow(owner="M. Ba"))
    app = desk.dropped(data)
    assert [row[1:] for row in rows(app, 1)] == [["Responsable", "–", "M. Ba", "Mme Li"]]
    assert labels(app) == ["Appliquer ce changement"]
    app.radio[0].set_value(choice)
    running(app)
    app.button(key="takeout_apply").click()
    running(app)
    assert desk.kept(first) == Follow(owner=owner, comment="vu")


def test_a_conflict_alone_has_a_button_only_once_the_workbook_is_chosen(desk):
    first = desk.actions[0]
    data = edited(desk.workbook(), (first, "owner", "Mme Li"))
    desk.told(first, Follow(owner="M. Ba"))
    app = desk.dropped(data)
    assert labels(app) == []
    app.radio[0].set_value("file")
    assert labels(running(app)) == ["Appliquer ce changement"]


def test_what_someone_says_between_the_look_and_the_press_is_not_written_over(desk):
    first = desk.actions[0]
    app = desk.dropped(edited(desk.workbook(), (first, "owner", "Mme Li")))
    desk.told(first, Follow(owner="M. Ba"))
    app.button(key="takeout_apply").click()
    running(app)
    assert desk.kept(first) == Follow(owner="M. Ba")
    assert app.error[0].value.startswith("Quelqu'un d'autre vient de modifier")
    assert [row[1:] for row in rows(app)] == [["Responsable", "–", "M. Ba", "Mme Li"]]


def test_columns_that_people_added_are_told(desk):
    def add(sheet) -> None:
        sheet.cell(1, 30).value = "Mes *notes*"

    app = desk.dropped(edited(desk.workbook(), change=add))
    assert "n'est pas reprise\u00a0: mes \\*notes\\*." in app.info[0].value


def test_the_workbook_of_the_page_is_the_one_that_comes_back(desk):
    sheet = load_workbook(BytesIO(desk.workbook()))["Feuille de route"]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == desk.actions


def test_the_parts_are_in_english_too(desk):
    app = desk.page(lang="en")
    assert [one.value for one in app.header] == [
        "Take the road map away",
        "Bring the filled-in workbook back",
    ]

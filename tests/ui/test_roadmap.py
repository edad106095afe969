"""The road map page on a real store: what is typed is kept whole or not at all, and nobody is written over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pages import an_assessment, answered, button, open_page, opened, running, seam
from roomful import a_room, the_work
from stored import limit_pages

from care_assess.answers import Answer, Organisation, Sheet
from care_assess.paths import data_dir
from care_assess.plan import PlannedAction
from care_assess.plan.following import Follow
from care_assess.plan.roadmap import load
from care_assess.store import open_store
from care_assess.ui import shell

DAY = date(2026, 11, 23)


class Road:
    """An assessment whose worded questions are all answered at the lowest level, and what is said of its actions."""

    def __init__(self) -> None:
        organisation = Organisation(name="CH de Valmont", kind="public")
        newest = {"governance": seam().catalogue.latest()["governance"]}
        (asked,) = seam().catalogue.select(newest)
        lowest = Answer(kind="value", value="0")
        answers = {one.id: lowest for one in asked.questions if one.kind == "level"}
        sheet = Sheet(organisation=organisation, date=DAY, versions=newest, answers=answers)
        self.id = seam().import_sheet(sheet).id
        self.plan = seam().plan(opened(self.id))

    def page(self, **params: str):
        return open_page("roadmap", a=self.id, **params)

    def said(self, action: str) -> Follow | None:
        """What is kept of an action."""
        event = shell.follows().latest(self.id).get(action)
        return event.follow if event else None

    def told(self, action: str, follow: Follow, *, by: str = "M. Durand") -> None:
        """Someone says it from elsewhere."""
        follows = shell.follows()
        after = {name: event.seq for name, event in follows.latest(self.id).items()}
        follows.save(opened(self.id), {action: follow}, after=after, author=by)

    def solved(self, action: PlannedAction) -> None:
        """Someone raises its answers to the best elsewhere: it leaves the plan."""
        for question in action.questions:
            answered(self.id, question, Answer(kind="value", value="5"))


@pytest.fixture
def road() -> Road:
    return Road()


def words(app) -> str:
    return "\n".join(one.value for one in app.markdown)


def editor(app):
    (found,) = app.data_editor
    return found


def typed(app, edits: dict[int, dict[str, object]]):
    """What the browser holds of the table, from now on: as the other cells, until a button is pressed."""
    app.session_state[editor(app).key] = {
        "edited_rows": edits,
        "added_rows": [],
        "deleted_rows": [],
    }
    return app


def saved(app, edits: dict[int, dict[str, object]] | None = None):
    if edits is not None:
        typed(app, edits)
    app.button(key="road_save").click()
    return running(app)


def table(app, *columns: str) -> list[dict[str, str]]:
    """The rows of the table of words that has those columns, as they are written."""
    found = next(one.value for one in app.table if tuple(one.value.columns) == columns)
    return [
        {key: text.replace("\\", "") for key, text in row.items()}
        for row in found.to_dict("records")
    ]


def figures(app) -> dict[str, str]:
    return {one.label: one.value for one in app.metric}


def test_before_the_first_answer_the_page_says_what_will_be_here():
    app = open_page("roadmap", a=an_assessment())
    assert "Cette page suivra les actions du plan jusqu'à ce qu'elles soient faites" in words(app)
    button(app, "Répondre aux questions").click()
    assert "Cette page suivra" not in words(running(app))


def test_every_action_of_the_plan_has_its_row_with_proposed_dates(road):
    rows = editor(road.page()).value
    assert list(rows["rank"]) == [one.rank for one in road.plan.actions]
    assert rows["action"][0] == road.plan.actions[0].text("fr")
    assert rows["status"].unique().tolist() == ["to_do"]
    assert rows["proposed"][0] == "du 24/11/2026 au 23/11/2027 (proposition)"
    assert rows[["start", "due", "build", "run"]].isna().all().all()


def test_what_is_typed_is_kept_before_the_page_says_so(road):
    first, second = road.plan.actions[0].id, road.plan.actions[1].id
    app = saved(
        road.page(),
        {
            0: {"owner": "Mme Roy", "status": "in_progress", "due": "2027-01-15", "build": 12000},
            1: {"status": "blocked", "reason": "Marché en attente"},
        },
    )
    assert road.said(first) == Follow(
        owner="Mme Roy", status="in_progress", due=date(2027, 1, 15), build=Decimal(12000)
    )
    assert road.said(second) == Follow(status="blocked", reason="Marché en attente")
    assert [one.value for one in app.success] == ["2 actions enregistrées."]
    assert (figures(app)["En cours"], figures(app)["Bloquées"]) == ("1", "1")
    assert editor(app).value["owner"][0] == "Mme Roy"
    assert [one.value for one in app.warning] == []


def test_a_wrong_cell_is_named_by_row_and_column_and_nothing_is_kept(road):
    app = saved(
        road.page(),
        {0: {"owner": "Mme Roy"}, 2: {"status": "dropped", "build": -5}},
    )
    assert shell.follows().history(road.id) == ()
    assert app.error[0].value == "Rien n'a été enregistré\u00a0: 2 cases sont à corriger."
    row = f"Action n° 3\u00a0: {road.plan.actions[2].text('fr')}"
    assert table(app, "Action", "Colonne", "À corriger") == [
        {
            "Action": row,
            "Colonne": "Raison",
            "À corriger": (
                "Une action abandonnée demande une raison\u00a0: écrivez en une phrase pourquoi."
            ),
        },
        {
            "Action": row,
            "Colonne": "Coût d'achat",
            "À corriger": (
                "Un coût ne peut pas être négatif\u00a0: écrivez 0 ou un montant en euros."
            ),
        },
    ]


def test_once_corrected_all_that_was_typed_is_kept(road):
    app = saved(road.page(), {0: {"owner": "Mme Roy"}, 1: {"build": -5}})
    app = saved(app, {0: {"owner": "Mme Roy"}, 1: {"build": 5}})
    assert [one.value for one in app.success] == ["2 actions enregistrées."]
    assert road.said(road.plan.actions[1].id) == Follow(build=Decimal(5))


def test_nobody_leaves_with_something_typed_and_not_kept(road):
    app = typed(road.page(), {0: {"owner": "Mme Roy"}})
    app.button(key="way_plan").click()
    running(app)
    assert app.title[0].value == "Qui fait quoi, et pour quand\u00a0?"
    assert app.warning[0].value.startswith(
        "Une action est modifiée et n'est pas encore enregistrée."
    )
    app.button(key="side_home").click()
    assert running(app).title[0].value == "Qui fait quoi, et pour quand\u00a0?"
    saved(app)
    app.button(key="way_plan").click()
    assert running(app).title[0].value == "Que faire d'abord\u00a0?"


def test_what_is_typed_can_be_let_go_of(road):
    app = typed(road.page(), {0: {"owner": "Mme Roy"}})
    before = editor(app).key
    button(app, "Abandonner les modifications").click()
    running(app)
    assert editor(app).key != before
    assert [one.value for one in app.warning] == []
    assert shell.follows().history(road.id) == ()


def test_nothing_typed_is_nothing_to_save(road):
    app = saved(road.page())
    assert app.success[0].value == "Rien à enregistrer\u00a0: aucune case n'a changé."


def test_what_someone_else_wrote_meanwhile_is_told_and_not_written_over(road):
    name = road.plan.actions[0].id
    app = road.page()
    road.told(name, Follow(owner="M. Ba", comment="Vu avec la DSI"))
    saved(app, {0: {"owner": "Mme Roy"}})
    assert road.said(name) == Follow(owner="M. Ba", comment="Vu avec la DSI")
    assert app.error[0].value.startswith(f"Quelqu'un d'autre vient de modifier l'action {name}")
    rows = table(app, "Action", "Colonne", "Avant", "Valeur", "Par")
    assert [(row["Colonne"], row["Avant"], row["Valeur"], row["Par"]) for row in rows] == [
        ("Responsable", "–", "M. Ba", "M. Durand"),
        ("Commentaire", "–", "Vu avec la DSI", "M. Durand"),
    ]
    assert editor(app).value["comment"][0] == "Vu avec la DSI"
    saved(app)  # knowingly: what is typed goes over theirs, and the cells not typed stay
    assert road.said(name) == Follow(owner="Mme Roy", comment="Vu avec la DSI")


def test_two_people_on_two_actions_do_not_disturb_each_other(road):
    app = road.page()
    road.told(road.plan.actions[1].id, Follow(owner="M. Ba"))
    app = saved(app, {0: {"owner": "Mme Roy"}})
    assert [one.value for one in app.success] == ["Une action enregistrée."]
    assert list(editor(app).value["owner"][:2]) == ["Mme Roy", "M. Ba"]


def test_rows_stay_where_they_are_while_one_types_whatever_is_answered_meanwhile(road):
    """The first action leaves the plan elsewhere: what is typed in the second row is of the second action."""
    app = typed(road.page(), {1: {"owner": "Mme Roy"}})
    running(app)
    first, second = road.plan.actions[0], road.plan.actions[1]
    road.solved(first)
    assert seam().plan(opened(road.id)).actions[0].id == second.id
    saved(app)
    assert (road.said(first.id), road.said(second.id)) == (None, Follow(owner="Mme Roy"))


def test_when_the_disk_is_full_the_page_says_so_and_what_is_typed_stays(road):
    app = road.page()
    store = open_store(data_dir())
    limit_pages(store, 0)
    edits = {row: {"comment": "x" * 3900} for row in range(9)}
    saved(app, edits)
    limit_pages(store, None)
    assert app.error[0].value.startswith("Le disque est plein")
    assert app.success == []
    assert app.warning[0].value.startswith("9 actions sont modifiées")
    assert shell.follows().history(road.id) == ()
    saved(app)
    assert [one.value for one in app.success] == ["9 actions enregistrées."]


def test_late_and_blocked_actions_are_counted(road):
    yesterday = date(2026, 11, 1)
    road.told(road.plan.actions[0].id, Follow(due=yesterday))
    road.told(road.plan.actions[1].id, Follow(status="blocked", reason="Marché", due=yesterday))
    road.told(road.plan.actions[2].id, Follow(status="done", due=yesterday))
    found = figures(road.page())
    assert found == {
        "À faire": str(len(road.plan.actions) - 2),
        "En cours": "0",
        "Bloquées": "1",
        "Faites": "1",
        "Abandonnées": "0",
        "En retard": "2",
    }


def test_an_action_done_whose_answer_has_not_changed_is_questioned(road):
    action = road.plan.actions[2]
    road.told(action.id, Follow(status="done"))
    app = road.page()
    assert app.subheader[0].value == "Une action faite est à vérifier"
    assert f"Action n° 3\u00a0: {action.text('fr')}" in app.warning[0].value
    doubt = f"Faite, mais la réponse n'a pas changé\u00a0: {action.questions[0]}, «\u00a0"
    assert doubt in app.warning[0].value


def test_an_action_that_has_left_the_plan_keeps_its_row_at_the_end(road):
    first = road.plan.actions[0]
    road.told(first.id, Follow(owner="Mme Roy", status="in_progress"))
    road.solved(first)
    app = road.page()
    last = editor(app).value.iloc[-1]
    assert (last["action"], last["owner"]) == (first.text("fr"), "Mme Roy")
    rows = len(editor(app).value)
    saved(app, {rows - 1: {"status": "done"}})
    assert road.said(first.id).status == "done"
    assert app.subheader == []


def test_the_calendar_the_work_and_the_score_are_drawn_with_the_tables_that_say_the_same(road):
    app = road.page()
    calendar = table(app, "Action", "Responsable, état et dates")
    assert len(calendar) == 15
    assert calendar[0]["Responsable, état et dates"].endswith(
        " · à faire · du 24/11/2026 au 23/12/2026 (proposition)"
    )
    months = table(app, "Mois", "Jours-personne", "Par fonction")
    follows = shell.follows()
    lines = follows.lines(opened(road.id), {})
    work = load(road.plan, lines)
    assert [row["Mois"] for row in months] == [
        f"{month:%m/%Y}" for month in sorted({one for mine in work.values() for one in mine})
    ]
    points = table(app, "Date", "Actions terminées", "Score d'ensemble")
    assert points[0]["Date"] == "23/11/2026"
    assert sum(int(row["Actions terminées"]) for row in points) == len(road.plan.actions)
    button(app, f"Afficher les {len(road.plan.actions) - 15} autres actions").click()
    assert len(table(running(app), "Action", "Responsable, état et dates")) == len(
        road.plan.actions
    )


def test_the_work_of_one_role_can_be_seen_alone(road):
    app = road.page()
    app.selectbox(key="road_role").set_value("directeur")
    months = table(running(app), "Mois", "Jours-personne", "Par fonction")
    name = seam().catalogue.reference.owners["directeur"]("fr")
    assert all(row["Par fonction"].startswith(name) for row in months)


def test_the_history_of_an_action_says_who_wrote_what(road):
    name = road.plan.actions[0].id
    road.told(name, Follow(owner="M. Ba"))
    road.told(name, Follow(owner="Mme Roy", status="in_progress"), by="Mme Li")
    app = road.page()
    (choice,) = app.selectbox(key="road_history").options
    assert choice == f"Action n° 1\u00a0: {road.plan.actions[0].text('fr')}"
    rows = table(app, "Le", "Par", "Colonne", "Valeur")
    assert [(row["Par"], row["Colonne"], row["Valeur"]) for row in rows] == [
        ("Mme Li", "État", "en cours"),
        ("Mme Li", "Responsable", "Mme Roy"),
        ("M. Durand", "Responsable", "M. Ba"),
    ]


def test_the_page_of_an_earlier_assessment_says_where_its_actions_are_followed_now(road):
    road.told(road.plan.actions[0].id, Follow(owner="M. Ba"))
    following = seam().duplicate(road.id, date(2027, 11, 23))
    app = road.page()
    assert app.info[0].value.startswith("Ces actions sont suivies dans l'évaluation du 23/11/2027")
    app = open_page("roadmap", a=following.id)
    assert (len(app.info), editor(app).value["owner"][0]) == (0, "M. Ba")


def test_hostile_words_are_only_words(road):
    evil = "<b>x</b> [a](http://b) :smile: $x$"
    road.told(road.plan.actions[0].id, Follow(owner=evil, status="done", comment=evil), by=evil)
    app = road.page()
    assert editor(app).value["owner"][0] == evil
    assert "http://b" not in words(app)


def test_the_page_is_in_english_too(road):
    app = road.page(lang="en")
    assert app.title[0].value == "Who does what, and by when?"
    assert editor(app).value["proposed"][0] == "24 Nov 2026 to 23 Nov 2027 (proposed)"


def test_dates_and_amounts_keep_their_kind_whatever_the_table_holds(road):
    """With others, what is typed would be lost at the first date that someone gives."""
    before = editor(road.page()).value.dtypes
    given = Follow(start=DAY, due=DAY, build=Decimal("1.5"), run=Decimal(2), owner="Mme Roy")
    road.told(road.plan.actions[0].id, given)
    assert (editor(road.page()).value.dtypes == before).all()


def test_evidence_promised_in_a_workshop_is_a_task_that_can_be_ticked_off(road):
    store = open_store(data_dir())
    work, (workshop, _) = the_work(store, seam()), a_room(store, seam(), road.id)
    room = work.open(road.id, workshop)
    work.promise(
        road.id, room, room.question, what="PSSI signée", who="RSSI", due=DAY, author="Chef"
    )
    app = road.page()
    owed = next(one.value for one in app.table if "Preuve" in one.value.columns)
    assert owed.iloc[0].tolist()[1:] == ["PSSI signée", "RSSI", "23/11/2026", "en retard"]
    button(app, "Noter qu'elle a été montrée").click()
    owed = next(one.value for one in running(app).table if "Preuve" in one.value.columns)
    assert owed.iloc[0].tolist()[-1] == "montrée"
    assert not [one for one in app.button if one.label == "Noter qu'elle a été montrée"]

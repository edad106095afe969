"""The clients page on real folders: open one, copy, carry in a file, delete; and names hidden."""

from __future__ import annotations

import pytest
from pages import an_assessment, answered, open_page, questions, running
from stored import said

from care_assess.answers import Answer
from care_assess.clients import Client, sealing
from care_assess.store import open_store
from care_assess.ui import worlds

LABELS = {
    "copy": "Enregistrer sous un autre nom",
    "export": "Exporter dans un fichier chiffré",
    "delete": "Supprimer définitivement",
}
PHRASE = "un cheval vert au galop"
THREE = Answer(kind="value", value="3", comment="dit par Mme Roy")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """A password at a cost that a test can afford."""
    real = worlds.Clients
    monkeypatch.setattr(worlds, "Clients", lambda *args, **options: real(*args, cost=12, **options))


@pytest.fixture
def valmont() -> Client:
    return worlds.clients().new("CH de Valmont")


def words(app) -> str:
    kinds = (app.markdown, app.caption, app.text, app.error, app.success, app.title, app.subheader)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def act(app, key: str, name: str):
    """Choose one of the other actions of a client."""
    app.menu_button(key=f"clients_actions.{key}").set_value(LABELS[name])
    return running(app)


def pressed(app, key: str, name: str, **typed: str) -> str:
    """Open a dialog, type, press its button: what prevented it, in words."""
    act(app, key, name)
    for field, text in typed.items():
        app.text_input(key=f"clients_{field}").set_value(text)
    app.button(key=f"clients_do_{name}").click()
    running(app)
    if "clients_problem" not in app.session_state:
        return ""
    problem = app.session_state["clients_problem"]
    return said(problem) if problem else ""


def names() -> list[str]:
    return [one.name for one in worlds.clients().list()]


def test_a_client_is_created_opened_and_holds_its_own_assessments(valmont):
    an_assessment("Clinique des Tilleuls")
    app = open_page("clients")
    app.text_input(key="clients_name.0").set_value("CH de Bonneval")
    app.button(key="clients_new").click()
    running(app)
    assert names() == ["CH de Bonneval", "CH de Valmont"]
    app.button(key=f"open.{valmont.key}").click()
    running(app)
    assert app.query_params["c"] == valmont.key
    assert "Client\u00a0: CH de Valmont" in words(app)
    assert "Clinique des Tilleuls" not in words(app)


def test_what_is_answered_in_a_client_stays_in_it(valmont):
    app = open_page("home", c=valmont.key, new="1")
    app.text_input(key="cover.new.name").set_value("CH de Valmont")
    app.button(key="create").click()
    running(app)
    assessment = app.query_params["a"]
    key = f"{assessment}.{valmont.key}.GOV-01.pick"
    app.radio(key=key).set_value("3")
    running(app)
    assert open_store(worlds.clients().folder(valmont.key)).open(assessment).top_seq > 0
    assert "Évaluation introuvable" in words(open_page("results", a=assessment))


def test_a_client_that_is_not_there_is_said_and_the_way_home_leads_out(valmont):
    app = open_page("home", c="zzzzzzzz")
    assert app.error[0].value.startswith("Ce client n'est pas ici")
    app.button(key="error_go_home").click()
    assert "c" not in running(app).query_params


def test_a_client_is_copied_under_another_name(valmont):
    app = open_page("clients")
    refusal = pressed(app, valmont.key, "copy", copy_name="ch de valmont")
    assert refusal.startswith("Un client s'appelle déjà")
    assert pressed(app, valmont.key, "copy", copy_name="Copie") == ""
    assert names() == ["CH de Valmont", "Copie"]


def test_a_client_is_exported_and_brought_back_under_another_name(valmont):
    app = open_page("clients")
    refusal = pressed(app, valmont.key, "export", password=PHRASE, again="autre chose encore")
    assert refusal.startswith("Les deux mots de passe diffèrent")
    assert pressed(app, valmont.key, "export", password=PHRASE, again=PHRASE) == ""
    data = app.session_state["clients_sealed"]
    assert sealing.unseal(data, PHRASE).facts["name"] == "CH de Valmont"

    page = open_page("clients")
    page.file_uploader[0].upload("valmont.care", data)
    running(page)
    page.text_input(key="clients_file_password.0").set_value(PHRASE)
    page.button(key="clients_bring").click()
    assert "Un client s'appelle déjà" in words(running(page))
    page.text_input(key="clients_file_name.0").set_value("Valmont bis")
    page.button(key="clients_bring").click()
    running(page)
    assert names() == ["CH de Valmont", "Valmont bis"]


def test_the_open_client_is_deleted_once_its_name_is_typed_and_certified(valmont):
    app = open_page("clients", c=valmont.key)
    refusal = pressed(app, valmont.key, "delete", delete_name="Valmont")
    assert refusal.startswith("Rien n'a été supprimé")
    assert pressed(app, valmont.key, "delete", delete_name="CH de Valmont") == ""
    assert names() == []
    assert "« CH de Valmont » est supprimé".replace("« ", "«\u00a0").replace(
        " »", "\u00a0»"
    ) in words(app)
    assert "CERTIFICAT DE SUPPRESSION" in app.session_state["care.certificate"][1]
    assert "c" not in app.query_params


def test_names_are_hidden_on_screen_and_nothing_can_be_changed(valmont):
    assessment = an_assessment("CH de Valmont")
    answered(assessment, "GOV-01", THREE, by="Mme Roy")
    app = open_page("clients")
    app.button(key="clients_mask").click()
    running(app)
    assert app.query_params["mask"] == "1"
    for page in ("home", "journal", "results"):
        shown = words(open_page(page, a=assessment, mask="1"))
        assert "Valmont" not in shown
        assert "Roy" not in shown
        assert "Noms cachés" in shown
    form = questions(assessment, mask="1")
    form.radio(key=f"{assessment}.masked.GOV-01.pick").set_value("1")
    running(form)
    assert "Les noms sont cachés" in words(form)
    assert open_page("journal", a=assessment).table[0].value.shape[0] == 1


def test_names_shown_again_bring_back_what_is_stored_and_save_nothing_hidden(valmont):
    assessment = an_assessment()
    answered(assessment, "GOV-01", THREE, by="Mme Roy")
    app = questions(assessment, mask="1")
    assert app.text_area(key=f"{assessment}.masked.GOV-01.comment").value == "(texte caché)"
    del app.query_params["mask"]
    running(app)
    assert app.text_area(key=f"{assessment}.GOV-01.comment").value == "dit par Mme Roy"
    assert open_page("journal", a=assessment).table[0].value.shape[0] == 1

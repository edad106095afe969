"""The page of questionnaires: add one, look at it, try its score, keep it, take it out."""

from __future__ import annotations

import pytest
from drafts import DRAFT, spoilt
from libraries import SUMMED
from pages import button, open_page, running, seam
from streamlit.testing.v1 import AppTest
from workbooks import WARD, a_workbook, with_rows

from care_assess.content import load_catalogue
from care_assess.paths import own_questionnaires
from care_assess.text import NBSP


def uploaded(name: str, data: str | bytes) -> AppTest:
    """The page once a file has been chosen."""
    app = open_page("library")
    content = data.encode() if isinstance(data, str) else data
    app.file_uploader(key="library_file.0").upload(name, content)
    return running(app)


def said(app: AppTest) -> str:
    """Every word of the page, ordinary spaces for no-break ones."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text, app.error,
             app.warning, app.success, app.info)  # fmt: skip
    return "\n".join(one.value for kind in kinds for one in kind).replace(NBSP, " ")


def radio(app: AppTest, question: str):
    return next(one for one in app.radio if one.key.endswith(f".{question}.pick"))


def tried(app: AppTest, question: str, start: str) -> AppTest:
    """Try the answer whose words begin so."""
    pick = radio(app, question)
    words = [one for one in pick.options if one.replace("*", "").startswith(start)]
    pick.set_value(words[0])
    return running(app)


def pressed(app: AppTest, label: str) -> AppTest:
    """The page once the button of that label is pressed."""
    button(app, label).click()
    return running(app)


def rows(app: AppTest) -> list[list[str]]:
    return app.table[0].value.astype(str).to_numpy().tolist()


def test_the_page_lists_what_is_at_hand():
    governance = load_catalogue().questionnaires["governance"]
    listed = [row for row in rows(open_page("library")) if row[0].startswith("Gouvernance")]
    assert [(row[0].rpartition(" ")[2], row[2]) for row in listed] == [
        (version, "Application") for version in sorted(governance, reverse=True)
    ]


def test_a_file_with_faults_is_told_line_by_line_and_cannot_be_kept():
    app = uploaded("brouillon.yaml", spoilt("tier: core", "tier: cor"))
    assert "1 point est à corriger avant de pouvoir s'en servir." in said(app)
    assert "brouillon.yaml:31: sections[0].questions[0].tier: « cor » ne convient pas" in said(app)
    assert not [one for one in app.button if one.key == "keep"]


def test_a_sound_file_is_shown_as_it_will_be_asked_and_its_score_follows():
    app = uploaded("brouillon.yaml", spoilt("    topic: ad\n", ""))
    assert "Rien à corriger : 7 questions." in said(app)
    assert "Est-ce écrit ?" in said(app)
    tried(app, "DRA-01", "4")
    assert "**4,0 sur 5**" in said(app)
    tried(app, "DRA-01", "0")
    assert "**0,0 sur 5**" in said(app)
    assert "Rien d'écrit" in said(app) or "rien d'écrit" in said(app)
    pressed(app, "Pourquoi 0,0 ?".replace(" ?", f"{NBSP}?"))
    assert app.table[-1].value.iloc[0, 0] == f"Est-ce écrit{NBSP}?"


def test_a_trial_leaves_nothing_in_the_store():
    app = uploaded("brouillon.yaml", DRAFT)
    tried(app, "DRA-01", "4")
    assert seam().list() == ()
    assert not own_questionnaires().exists()


def test_a_condition_hides_a_question_as_it_will():
    app = uploaded("brouillon.yaml", DRAFT)
    tried(app, "DRA-01", "0")
    assert "À combien de mois remonte le test ?" not in said(app)
    tried(app, "DRA-01", "2")
    assert "À combien de mois remonte le test ?" in said(app)


def test_trial_answers_can_be_cleared():
    app = tried(uploaded("brouillon.yaml", DRAFT), "DRA-01", "4")
    pressed(app, "Effacer les réponses d'essai")
    assert "4,0 sur 5" not in said(app)
    assert radio(app, "DRA-01").value is None


def test_an_answer_that_is_not_whole_says_what_it_lacks():
    app = tried(uploaded("brouillon.yaml", DRAFT), "DRA-01", "Non applicable")
    assert "Réponse incomplète" in said(app)


def test_what_is_kept_is_offered_to_new_assessments():
    app = uploaded("brouillon.yaml", DRAFT)
    pressed(app, "Garder ce questionnaire")
    assert "La version 1.0.0 de « draft » est gardée" in said(app)
    assert rows(app)[-1] == ["Brouillon, 1.0.0", "7", "Ajouté ici"]
    home = open_page("home", new="1")
    theirs = next(one for one in home.checkbox if one.label.startswith("Brouillon"))
    assert theirs.value is False
    theirs.check()
    home.text_input(key="cover.new.name").set_value("CH de Valmont")
    home.button(key="create").click()
    running(home)
    assert seam().list()[0].versions["draft"] == "1.0.0"


def test_a_new_assessment_asks_ours_unless_they_are_unticked():
    home = open_page("home", new="1")
    ours = [one for one in home.checkbox if ".ask." in one.key]
    assert [one.value for one in ours] == [True] * 5
    ours[1].uncheck()
    home.text_input(key="cover.new.name").set_value("CH de Valmont")
    home.button(key="create").click()
    running(home)
    assert set(seam().list()[0].versions) == set(load_catalogue().proposed()) - {"awareness"}


def test_no_questionnaire_at_all_is_refused_in_words():
    home = open_page("home", new="1")
    for one in home.checkbox:
        if ".ask." in one.key:
            one.uncheck()
    home.text_input(key="cover.new.name").set_value("CH de Valmont")
    home.button(key="create").click()
    running(home)
    assert seam().list() == ()
    assert len(home.error) == 1


def test_what_was_added_can_be_taken_out():
    app = uploaded("brouillon.yaml", DRAFT)
    pressed(app, "Garder ce questionnaire")
    app.selectbox(key="remove_which").set_value("draft@1.0.0")
    running(app)
    pressed(app, "Retirer")
    assert "Brouillon" not in str(rows(app))
    assert "draft" not in load_catalogue().questionnaires


def test_a_workbook_is_converted_and_what_is_lost_is_said():
    app = uploaded("service.xlsx", with_rows("survey", ("geopoint", "g", "Où ?", "Where?")))
    assert "Ce fichier vient de XLSForm" in said(app)
    assert "Une ligne de type « geopoint » n'a pas d'équivalent" in said(app)
    assert "Soigner sans ordinateur" in said(app)


def test_a_library_is_converted_and_scored_on_its_own_scale():
    app = tried(uploaded("regles.yaml", SUMMED), "WAR-03", "Oui")
    assert "Ce fichier vient de CISO Assistant" in said(app)
    assert "10" in said(app)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.xlsx", b"PK\x03\x04", "ce n'est pas un classeur .xlsx lisible"),
        ("x.yaml", b"\xff\xfe", "UTF-8"),
        ("x.yaml", b"a: &a [b]", "renvois"),
        ("x.xlsx", a_workbook({**WARD, "survey": [("a",), ("b",)]}), "colonne manquante"),
    ],
)
def test_a_bad_file_gets_one_clear_message(name, data, words):
    app = uploaded(name, data)
    assert words in said(app)
    assert not own_questionnaires().exists()


def test_a_faulty_file_of_the_data_folder_is_told_and_the_page_works():
    file = own_questionnaires() / "draft" / "1.0.0.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(spoilt("tier: core", "tier: cor"), "utf-8")
    app = open_page("library")
    assert "1 fichier du dossier de données est laissé de côté" in said(app)
    assert "draft/1.0.0.yaml:31: sections[0].questions[0].tier" in said(app).replace("\\", "/")
    assert "Un questionnaire ajouté a des fautes" in said(open_page("home"))


def test_the_file_being_written_is_read_again_at_every_gesture(tmp_path, monkeypatch):
    file = tmp_path / "essai.yaml"
    file.write_text(DRAFT, "utf-8")
    monkeypatch.setenv("CARE_PREVIEW", str(file))
    app = tried(open_page("library"), "DRA-01", "4")
    assert "Aperçu de essai.yaml" in said(app)
    file.write_text(spoilt("Est-ce écrit ?", "Est-ce bien écrit ?"), "utf-8")
    pressed(app, "Relire le fichier")
    assert "Est-ce bien écrit ?" in said(app)
    assert "**4,0 sur 5**" in said(app)
    file.write_text(spoilt("tier: core", "tier: cor"), "utf-8")
    pressed(app, "Relire le fichier")
    assert "essai.yaml:31:" in said(app)
    file.unlink()
    pressed(app, "Relire le fichier")
    assert "ne peut pas être lu" in said(app)


def test_the_page_speaks_english():
    app = open_page("library", lang="en")
    assert "Choose a YAML file in our format" in said(app)

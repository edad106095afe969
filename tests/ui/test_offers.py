"""The page of offers on a real store: bring a catalogue, see what serves each action, take sheets away."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import an_assessment, button, open_page, opened, running, seam

import care_assess.demo
from care_assess import offer_file
from care_assess.offers.purchases import MOST
from care_assess.paths import data_dir
from care_assess.sheet import read_sheet
from care_assess.text import NBSP
from care_assess.ui.offers import FIRST, found_for

VALMONT = "valmont"
SHEET = Path(care_assess.demo.__file__).with_name("ch-de-valmont-2026.yaml")
DEMO = "Charger le catalogue de démonstration (offres fictives)"
CATALOGUE = """\
Libellé;Centrale;Mots clés;Divers
Audit [d'annuaire](http://x);ugap;annuaire, contrôleurs;note
Coffre de sauvegarde;Centrale de l'Est;sauvegarde, restauration;
"""


@pytest.fixture
def plan():
    """That of the example, alone in the store."""
    work = seam()
    work._import(VALMONT, read_sheet(VALMONT, SHEET.read_bytes(), work.catalogue))
    return work.plan(opened(VALMONT))


def words(app) -> str:
    kinds = (app.markdown, app.caption, app.info, app.success, app.error, app.text)
    return "\n".join(one.value for kind in kinds for one in kind).replace(NBSP, " ")


def pressed(app, label: str):
    button(app, label).click()
    return running(app)


def uploaded(data: str | bytes, name: str = "offres.csv"):
    app = open_page("offers", a=VALMONT)
    app.file_uploader(key="offers_file.0").upload(
        name, data.encode() if isinstance(data, str) else data
    )
    return running(app)


def column_of(app, field: str):
    return next(one for one in app.selectbox if (one.key or "").endswith(f".{field}"))


def reference():
    return seam().catalogue.reference


def test_the_page_ships_without_any_offer_and_says_so(plan):
    app = open_page("offers", a=VALMONT)
    assert "Elle est livrée sans aucune offre et n'en invente pas." in words(app)
    assert "Aucun catalogue pour l'instant." in words(app)
    assert not app.header
    assert offer_file.kept(reference()) is None


def test_the_demonstration_can_be_loaded_and_taken_out(plan):
    app = pressed(open_page("offers", a=VALMONT), DEMO)
    assert "Le catalogue de démonstration est chargé." in words(app)
    assert "ses offres, ses fournisseurs, ses organismes d'achat et ses prix sont fictifs" in words(
        app
    )
    assert [one.value for one in app.header] == ["Offres rapprochées des actions", "Fiches d'achat"]
    pressed(app, "Retirer le catalogue")
    assert "Le catalogue est retiré." in words(app)
    assert not app.header
    assert offer_file.kept(reference()) is None


def test_each_action_shows_its_function_its_help_and_its_offers_with_the_reasons(plan):
    offer_file.keep(offer_file.demonstration(reference()))
    app = open_page("offers", a=VALMONT)
    found = found_for(plan, offer_file.kept(reference()))
    served = [one for one in plan.actions if one.id in found]
    assert f"{len(served)} actions sur {len(plan.actions)} ont au moins une offre" in words(app)
    assert len(app.table) == FIRST
    first = served[0]
    assert f"**{first.rank}. {first.text('fr')}**" in words(app)
    assert "Fonction : prévenir. Pour s'aider : Service de cyber-surveillance" in words(app)
    rows = app.table[0].value.to_numpy().tolist()
    assert len(rows) == min(MOST, len(found[first.id]))
    assert (
        "recherche de failles exposées sur internet · Centrale fictive A · Fournisseur fictif 1 · Prix fictif"
        in rows[0][0]
    )
    assert rows[0][1].replace(NBSP, " ") == (
        "même fonction : Prévenir ; même sujet : Exposition ; mots communs : internet, vulnérabilité"
    )
    pressed(app, f"Afficher les {len(served) - FIRST} autres actions")
    assert len(app.table) == len(served)


def test_a_file_is_shown_as_it_was_understood_before_it_is_kept(plan):
    app = uploaded(CATALOGUE)
    chosen = {name: column_of(app, name).value for name in ("title", "body", "words", "price")}
    assert chosen == {"title": "libellé", "body": "centrale", "words": "mots clés", "price": ""}
    assert "Rien à corriger : 2 offres. Voici les premières ; rien n'est encore gardé." in words(
        app
    )
    rows = app.table[0].value.to_numpy().tolist()
    assert rows[0][0] == r"Audit \[d'annuaire\](http:" + "\u2060//x) · UGAP"
    assert offer_file.kept(reference()) is None
    pressed(app, "Garder ces 2 offres")
    assert "Catalogue en place : 2 offres, du fichier offres.csv." in words(app)
    kept = offer_file.kept(reference())
    assert (kept.source, kept.demo) == ("offres.csv", False)
    assert [one.body for one in kept.offers] == ["UGAP", "Centrale de l'Est"]


def test_the_meaning_of_a_column_can_be_changed(plan):
    app = uploaded(CATALOGUE)
    column_of(app, "price").set_value("divers")
    pressed(running(app), "Garder ces 2 offres")
    assert [one.price for one in offer_file.kept(reference()).offers] == ["note", ""]


def test_a_column_that_is_needed_is_asked_for(plan):
    app = uploaded("quoi;où\nAudit d'annuaire;UGAP\n")
    assert "dites quelle colonne contient l'intitulé des offres." in words(app)
    column_of(app, "title").set_value("quoi")
    column_of(app, "body").set_value("où")
    pressed(running(app), "Garder cette offre")
    assert len(offer_file.kept(reference()).offers) == 1


def test_a_file_with_faults_is_told_row_by_row_and_changes_nothing(plan):
    offer_file.keep(offer_file.demonstration(reference()))
    app = uploaded("Titre;Centrale;Fonction\nAudit;UGAP;Deviner\n;UGAP;\n")
    assert "« offres.csv » a 2 points à corriger : rien n'a été gardé." in words(app)
    assert "offres.csv:2: fonction: « Deviner » n'est pas une des cinq fonctions" in words(app)
    assert "offres.csv:3: titre: la cellule est vide" in words(app)
    assert not [one for one in app.button if one.key == "offers_keep"]
    assert offer_file.kept(reference()).demo is True


def test_what_is_no_catalogue_is_refused_in_words(plan):
    app = uploaded(b"\x00\x01\x02")
    assert "offres.csv: ce n'est ni un classeur .xlsx ni un texte CSV lisible" in words(app)


def test_a_kept_catalogue_that_was_spoilt_can_be_taken_out(plan):
    (data_dir() / "offers.json").write_text("{")
    app = open_page("offers", a=VALMONT)
    assert "Le catalogue gardé ne peut plus être lu" in words(app)
    pressed(app, "Retirer le catalogue")
    assert "Aucun catalogue pour l'instant." in words(app)


def test_a_catalogue_that_serves_nothing_says_what_to_add(plan):
    pressed(uploaded("title;body\nMobilier de bureau;UGAP\n"), "Garder cette offre")
    app = open_page("offers", a=VALMONT)
    assert "Aucune offre de ce catalogue ne se rapproche d'une action du plan." in words(app)
    assert "Aucune offre ne se rapproche de ces actions." in words(app)


def test_without_actions_the_catalogue_waits_for_answers():
    offer_file.keep(offer_file.demonstration(reference()))
    app = open_page("offers", a=an_assessment())
    assert "Le plan ne propose aucune action pour l'instant" in words(app)


def test_a_sheet_is_for_one_buying_body_and_the_actions_of_the_plan_or_of_a_scenario(plan):
    offer_file.keep(offer_file.demonstration(reference()))
    app = open_page("offers", a=VALMONT)
    which, body = app.radio(key="offers_which"), app.selectbox(key="offers_body")
    assert which.options == ["Tout le plan", "A · Sans budget", "B · Avec 60 jours"]
    assert body.options == ["Centrale fictive A", "Centrale fictive B", "Centrale fictive C"]
    whole = [one.value for one in app.caption if "offre" in one.value]
    assert [one.label for one in app.get("download_button")] == [
        "Télécharger un modèle vide (CSV)",
        "Télécharger la fiche d'achat (XLSX)",
    ]
    which.set_value("b")
    running(app)
    assert [one.value for one in app.caption if "offre" in one.value] != whole


def test_the_page_is_in_english_too(plan):
    offer_file.keep(offer_file.demonstration(reference()))
    app = open_page("offers", a=VALMONT, lang="en")
    assert app.title[0].value == "Which offers for these actions?"
    row = app.table[0].value.to_numpy().tolist()[0]
    assert row[0].startswith("Fictitious demonstration offer")
    assert row[1].startswith("same function: Prevent; same topic: Exposure")

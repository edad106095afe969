"""The page of offers in a browser: a catalogue is brought, its offers are matched, a sheet is taken away."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect
from walking import press, put_example, settle, take

CATALOGUE = """\
Libellé;Centrale;Mots clés;Fonction
Audit de l'annuaire;UGAP;annuaire, contrôleurs, comptes;Contrôler
=1+1;UGAP;vulnérabilité, internet;Prévenir
"""


def test_a_catalogue_is_brought_matched_and_taken_to_the_buyer(start_server, page):
    server = start_server()
    page.goto(f"{server.url}/offres?a={put_example(server)}")
    expect(page.get_by_text("Aucun catalogue pour l'instant.")).to_be_visible()
    settle(page)
    page.set_input_files(
        "input[type=file]",
        {"name": "offres.csv", "mimeType": "text/csv", "buffer": CATALOGUE.encode("cp1252")},
    )
    expect(page.get_by_role("button", name="Garder ces 2 offres")).to_be_visible()
    press(page, "Garder ces 2 offres")
    expect(page.get_by_text("Catalogue en place : 2 offres")).to_be_visible()
    expect(page.get_by_role("cell", name="=1+1").first).to_be_visible()
    download = take(page, "Télécharger la fiche d'achat")
    assert download.suggested_filename.startswith("fiche-achat-ugap-ch-de-valmont")
    rows = load_workbook(io.BytesIO(Path(download.path()).read_bytes())).active
    assert {cell.value for cell in rows["B"][4:]} == {"Audit de l'annuaire", "=1+1"}
    assert {cell.data_type for cell in rows["B"][4:]} == {"s"}

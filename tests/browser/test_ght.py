"""The page of the group in a browser: twelve fictitious establishments, an objective set, a file taken away."""

from __future__ import annotations

import io

from playwright.sync_api import expect
from pypdf import PdfReader
from walking import press, settle, take


def test_a_group_of_twelve_is_loaded_read_and_taken_to_the_board(start_server, page):
    server = start_server()
    page.goto(server.url)
    press(page, "Piloter un GHT")
    expect(page.get_by_role("heading", level=1, name="Piloter le groupement")).to_be_visible()
    press(page, "Voir un GHT fictif")
    expect(page.get_by_text("11 établissements sur 12 ont répondu")).to_be_visible(timeout=20_000)
    settle(page)
    chart = page.locator(".js-plotly-plot").first
    expect(chart.get_by_text("CHU de Hautebrise (fictif)")).to_be_visible()
    page.get_by_text("Voir les valeurs").first.click()
    table = page.get_by_role("table").filter(has_text="Part de l'activité").first
    expect(table.get_by_role("row")).to_have_count(13)
    expect(page.get_by_text("2 sur 12 y sont").first).to_be_visible()
    with open(take(page, "Page du comité de direction (PDF)").path(), "rb") as file:  # noqa: PTH123
        pages = PdfReader(io.BytesIO(file.read())).pages
    assert len(pages) == 1
    assert "EPSM de la Garenne (fictif)" in pages[0].extract_text()
    press(page, "Voir le portefeuille et les quartiles")
    expect(page.get_by_role("heading", level=1, name="Le portefeuille")).to_be_visible()
    expect(page.get_by_text("11 établissements. Ensemble")).to_be_visible()

"""Make the pictures of the README again: ``./run screenshots``.

Starts the application on the demonstration, takes the questionnaire and the results in a real browser,
and turns the page for the board of the report into a picture (with poppler's ``pdftoppm``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from browser.conftest import LAPTOP, QUIET, system_browser
from playwright.sync_api import sync_playwright
from serving import Server

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "images"
SHEET = ROOT / "care_assess" / "demo" / "ch-de-valmont-2026.yaml"
BEFORE = SHEET.with_name("ch-de-valmont-2025.yaml")
BOARD_PAGE = 3


def main() -> int:
    """Write the three pictures; 2 when a tool is missing."""
    if shutil.which("pdftoppm") is None:
        print("pdftoppm is missing: install poppler-utils, then run this again", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _pages(Path(folder))
        _report(Path(folder))
    return 0


def _pages(folder: Path) -> None:
    data = folder / "data"
    _care("demo", "--data", str(data))
    server = Server(data).start()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=system_browser(), args=[*QUIET, "--no-sandbox"]
            )
            page = browser.new_page(viewport=LAPTOP, locale="fr-FR", timezone_id="Europe/Paris")
            for name in ("questionnaire", "resultats"):
                page.goto(f"{server.url}/{name}?a=demo-{SHEET.stem}")
                page.get_by_role("heading").first.wait_for()
                page.wait_for_timeout(3_000)  # charts draw themselves
                page.screenshot(path=PICTURES / f"{name}.png")
            browser.close()
    finally:
        server.kill()


def _report(folder: Path) -> None:
    report = folder / "rapport.pdf"
    _care("report", str(SHEET), "--previous", str(BEFORE), "-o", str(report))
    page = str(BOARD_PAGE)
    subprocess.run(
        ["pdftoppm", "-png", "-r", "80", "-f", page, "-l", page, "-singlefile", str(report),
         str(PICTURES / "rapport")],
        check=True,
    )  # fmt: skip


def _care(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "care_assess", *arguments], check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())

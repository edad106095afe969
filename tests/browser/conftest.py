"""Browser tests: a real server, a real browser, nothing from outside.

``server``        the application, shared by the tests that do not stop it (each makes its own assessment)
``start_server``  a server of one's own, to kill and restart: ``start_server()`` → :class:`serving.Server`
``page``          a laptop, light theme; ``open_page(viewport=PHONE, theme="dark")`` for anything else
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from serving import Server

expect.set_options(timeout=15_000)  # a machine busy with other tests draws a page in more than 5 s

LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
VIEWPORTS = {"laptop": LAPTOP, "phone": PHONE}

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


def system_browser() -> str | None:
    """The browser to drive when Playwright's own build is not installed."""
    chosen = os.environ.get("CARE_BROWSER")
    return chosen or next(filter(None, map(shutil.which, SYSTEM_BROWSERS)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, playwright):
    args = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")  # Chromium refuses to start its sandbox as root
    launch = {**browser_type_launch_args, "args": args}
    if os.environ.get("CARE_BROWSER") or not Path(playwright.chromium.executable_path).exists():
        path = system_browser()
        if path is None:
            missing = "no browser: install Chromium, or name one in CARE_BROWSER"
            if os.environ.get("CARE_REQUIRE_BROWSER") == "1":
                pytest.fail(missing)
            pytest.skip(missing)
        launch["executable_path"] = path
    return launch


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
        "viewport": LAPTOP,
        "color_scheme": "light",
    }


@pytest.fixture(autouse=True)
def no_outside_request(browser, monkeypatch):
    """Fail any test during which a page asked anything of another host, or was refused by our policy."""
    outside: list[str] = []
    refused: list[str] = []
    opened = browser.new_context

    def note(request):
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname != "127.0.0.1":
            outside.append(request.url)

    def listen(message):
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    def watched(**options):
        context = opened(**options)
        context.on("request", note)
        context.on("console", listen)
        return context

    monkeypatch.setattr(browser, "new_context", watched)
    yield
    assert outside == []
    assert refused == []


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("shared") / "data").start()
    yield served
    served.kill()


@pytest.fixture
def start_server(tmp_path):
    started: list[Server] = []

    def start(**options) -> Server:
        served = Server(tmp_path / f"data-{len(started)}", **options)
        started.append(served)
        return served.start()

    yield start
    for served in started:
        served.kill()


@pytest.fixture
def open_page(browser, browser_context_args):
    """Open a page of a new visitor: ``open_page(viewport=PHONE, theme="dark")``."""
    contexts = []

    def open_one(*, viewport=LAPTOP, theme="light", **options):
        visitor = {**browser_context_args, "viewport": viewport, "color_scheme": theme, **options}
        contexts.append(browser.new_context(**visitor))
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(params=("light", "dark"))
def theme(request) -> str:
    return request.param


@pytest.fixture(params=tuple(VIEWPORTS))
def viewport(request) -> dict[str, int]:
    return VIEWPORTS[request.param]

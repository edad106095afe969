"""Browser tests: a real server, a real browser, nothing from outside.

``server``        the application, shared by the tests that do not stop it (each makes its own assessment)
``start_server``  a server of one's own, to kill and restart: ``start_server()`` → :class:`serving.Server`
``page``          a laptop, in the light; ``open_page(**PHONE)`` for anything else, or for a second person
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect
from serving import Server
from walking import put_example

expect.set_options(timeout=15_000)  # a machine busy with other tests draws a page in more than 5 s

LAPTOP = {"width": 1366, "height": 768}

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NEEDLESS = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
"""What Playwright turns off too, for this list takes the place of its own, and the two pages that each window
would load for its address bar: a quarter of what a first page costs."""
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    f"--disable-features={','.join(NEEDLESS)}",
    "--disable-gpu-rasterization",
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


@dataclass
class Heard:
    """What pages asked of other hosts, and what our policy refused them."""

    outside: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def listen(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)


@pytest.fixture(scope="session")
def heard() -> Heard:
    return Heard()


@pytest.fixture(autouse=True)
def no_outside_request(heard):
    """Fail any test during which a page asked anything of another host, or was refused by our policy."""
    heard.outside.clear()
    heard.refused.clear()
    yield
    assert heard.outside == []
    assert heard.refused == []


@pytest.fixture(scope="session")
def new_visitor(browser, browser_context_args, heard):
    """Someone with a browser of their own, where nothing is kept yet: ``new_visitor(**PHONE)``."""

    def arrive(**options):
        context = browser.new_context(**{**browser_context_args, **options})
        context.on("request", heard.note)
        context.on("console", heard.listen)
        return context

    return arrive


@pytest.fixture(scope="session")
def regular(new_visitor):
    """Someone whose browser keeps the scripts of the application, shared by the tests: ``regular(**PHONE)``."""
    known = {}

    def found(**options):
        name = json.dumps(options, sort_keys=True)
        if name not in known:
            known[name] = new_visitor(**options)
        return known[name]

    yield found
    for context in known.values():
        context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("shared") / "data").start()
    yield served
    served.kill()


@pytest.fixture(scope="session")
def example(server) -> str:
    """A whole assessment, on the shared server."""
    return put_example(server)


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
def open_page(regular, new_visitor):
    """Open a page, of a laptop or of ``open_page(**PHONE)``; each after the first of a test is of someone else."""
    pages, others = [], []

    def open_one(**options):
        if not pages:
            pages.append(regular(**options).new_page())
            return pages[0]
        others.append(new_visitor(**options))
        return others[-1].new_page()

    yield open_one
    for opened in (*pages, *others):
        opened.close()


@pytest.fixture
def page(open_page) -> Page:
    """A laptop, in the light."""
    return open_page()

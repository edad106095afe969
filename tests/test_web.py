"""The application as a web server, asked as a browser would ask."""

from __future__ import annotations

import json
import os
import re
import socket
import sys
import urllib.error
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

import pytest
from serving import Server
from streamlit import config
from streamlit.web.server.app_discovery import discover_asgi_app

from care_assess import paths, web
from care_assess.commands import serve

PAGE = {"Accept": "text/html,*/*", "Accept-Encoding": "gzip"}

IN_FORCE = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "logger.enableRich": False,
    "server.disconnectedSessionTTL": 900,
    "server.enableStaticServing": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": 20,
    "theme.light.primaryColor": "#0B5C6B",
}

TELLING = """
import json
from contextlib import asynccontextmanager
import streamlit as st
from care_assess import web
from care_assess.cli import main
quiet = web.lifespan
@asynccontextmanager
async def telling(app):
    async with quiet(app):
        print("OPTIONS", json.dumps({name: st.get_option(name) for name in NAMES}), flush=True)
        yield
web.lifespan = telling
raise SystemExit(main())
"""


class Shell(HTMLParser):
    """The attributes of each tag of a page, by tag."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: dict[str, list[dict[str, str | None]]] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.setdefault(tag, []).append(dict(attrs))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Server(tmp_path_factory.mktemp("web") / "data").start()
    yield served
    served.kill()


def ask(url, *, method="GET", headers=PAGE):
    request = urllib.request.Request(url, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode("utf-8", "replace")


@pytest.mark.parametrize("path", ["/", "/questionnaire", "/?lang=fr"])
def test_a_page_is_french_from_its_first_byte(server, path):
    status, headers, html = ask(server.url + path)
    assert status == 200
    assert Shell(html).tags["html"] == [{"lang": "fr"}]
    assert headers["content-language"] == "fr"
    assert "<title>CaRE Assess</title>" in html
    assert "Cette application a besoin de JavaScript" in html
    assert "Streamlit app can" not in html


def test_a_page_asked_in_english_says_so(server):
    _, headers, html = ask(f"{server.url}/?lang=en")
    assert Shell(html).tags["html"] == [{"lang": "en"}]
    assert headers["content-language"] == "en"
    assert "This application needs JavaScript" in html


def test_the_size_of_a_page_is_told_right(server):
    _, headers, html = ask(server.url)
    assert int(headers["content-length"]) == len(html.encode())
    status, headers, body = ask(server.url, method="HEAD")
    assert (status, body) == (200, "")


@pytest.mark.parametrize("path", ["/", "/api/ready", "/_stcore/health", "/app/static/icon.png"])
def test_every_answer_carries_the_security_headers(server, path):
    status, headers, _ = ask(server.url + path)
    assert status == 200
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_a_page_may_load_nothing_from_another_host(server):
    _, headers, html = ask(server.url)
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    sources = {source for rule in policy.values() for source in rule.split()}
    named = {source for source in sources if "." in source}
    assert named == {f"ws://127.0.0.1:{server.port}", f"wss://127.0.0.1:{server.port}"}
    assert policy["default-src"] == "'self'"
    assert "'unsafe-inline'" not in policy["script-src"]
    assert "'unsafe-eval'" not in policy["script-src"]
    assert html.count("<script>") == policy["script-src"].count("'sha256-")


def test_a_page_names_no_other_host(server):
    _, _, html = ask(server.url)
    tags = Shell(html).tags
    links = [link["href"] for link in tags["link"]] + [
        script.get("src") for script in tags["script"]
    ]
    assert [link for link in links if link and not link.startswith("./")] == []


@pytest.mark.parametrize("host", ["evil; script-src *", "a b", "", "x'y"])
def test_a_forged_host_adds_nothing_to_the_policy(host):
    assert web.security_policy(b"", host).endswith("connect-src 'self'")


@pytest.mark.parametrize("path", ["/api/ready", "/care/api/ready"])
def test_it_is_ready_when_answers_can_be_kept(server, path):
    status, headers, body = ask(server.url + path)
    assert (status, json.loads(body)) == (200, {"status": "ready"})
    assert headers["cache-control"] == "no-store"


def test_it_is_not_ready_when_answers_cannot_be_kept(tmp_path):
    served = Server(tmp_path / "data").start()
    try:
        for kept in served.data.iterdir():
            kept.unlink()
        served.data.rmdir()
        status, _, body = ask(f"{served.url}/api/ready")
        assert (status, json.loads(body)) == (503, {"status": "unavailable"})
    finally:
        served.kill()


def test_the_settings_are_in_force_from_any_folder(tmp_path):
    """Even where another application's settings lie."""
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(
        "[runner]\npostScriptGC = true\n[server]\nmaxUploadSize = 9999\n", "utf-8"
    )
    script = tmp_path / "telling.py"
    script.write_text(TELLING.replace("NAMES", repr(list(IN_FORCE))), "utf-8")
    served = Server(tmp_path / "data", command=(sys.executable, str(script), "serve"), cwd=tmp_path)
    try:
        told = re.search(r"^OPTIONS (.*)$", served.start().log, re.MULTILINE)
        assert told is not None
        assert json.loads(told[1]) == IN_FORCE
    finally:
        served.kill()


def test_streamlit_finds_the_application_in_its_entry():
    found = discover_asgi_app(Path(__file__).parents[1] / "app.py")
    assert found.import_string == "app:app"


def test_every_setting_is_one_streamlit_knows():
    options = serve.settings(paths.settings_file().read_text("utf-8"), {})
    assert set(options) - set(config._config_options_template) == set()
    assert {name: options[name] for name in IN_FORCE} == IN_FORCE


def test_the_environment_has_the_last_word_on_a_setting():
    toml = "[server]\nmaxUploadSize = 20\nheadless = true\n"
    environ = {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "50"}
    assert serve.settings(toml, environ) == {"server.headless": True}
    for name, option in config._config_options_template.items():
        if name in IN_FORCE:
            assert serve.settings(_toml(name), {option.env_var: "x"}) == {}


def test_it_says_where_it_is_and_where_the_data_are_then_stops_cleanly(tmp_path):
    served = Server(tmp_path / "data").start()
    assert f"Application ouverte : http://localhost:{served.port}\n" in served.log
    assert f"Données : {served.data}\n" in served.log
    assert served.stop() in {0, 130}
    assert "Traceback" not in served.log


def test_a_busy_port_is_said_in_one_line_with_the_remedy(tmp_path, capsys):
    from care_assess.cli import main

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port), "--data", str(tmp_path / "data")]) == 2
    assert capsys.readouterr().err == (
        f"Le port {port} est déjà pris, peut-être par une application déjà ouverte : "
        f"arrêtez-la, ou choisissez un autre port avec --port {port + 1}.\n"
    )


def test_a_data_folder_that_cannot_be_is_said_in_one_line_with_the_remedy(tmp_path, capsys):
    from care_assess.cli import main

    (tmp_path / "file").write_text("", "utf-8")
    folder = os.fspath(tmp_path / "file" / "data")
    assert main(["serve", "--data", folder]) == 2
    assert capsys.readouterr().err == (
        f"Le dossier de données « {folder} » ne peut pas être écrit : "
        "choisissez-en un autre avec --data DOSSIER ou la variable CARE_DATA_DIR.\n"
    )


def _toml(option: str) -> str:
    table, _, name = option.rpartition(".")
    return f"[{table}]\n{name} = 1\n"

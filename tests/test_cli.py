"""The command line itself; each command has its own tests."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from care_assess import __version__
from care_assess.cli import COMMANDS, main, reader_language
from care_assess.commands import questionnaire, tr

HEAVY = (
    "yaml",
    "streamlit",
    "pandas",
    "sqlalchemy",
    "reportlab",
    "jsonschema",
    "plotly",
    "platformdirs",
)


@pytest.mark.parametrize(("locale", "said"), [("fr_FR.UTF-8", "commandes"), ("en_US", "commands")])
def test_help_names_every_command_in_the_readers_language(locale, said, monkeypatch, capsys):
    monkeypatch.setenv("LANG", locale)
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert f"\n{said}:" in shown
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_french(name, capsys):
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage : care-assess {name}")
    assert "show this help" not in shown


def test_help_imports_nothing_heavy():
    code = f"import sys, care_assess.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nassert not {{*{HEAVY}}} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_version(capsys):
    assert main(["version"]) == 0
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"care-assess {__version__}\n" * 2


def test_an_unknown_command_is_refused_with_the_choice(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["publish"])
    assert ended.value.code == 2
    assert "'publish' inconnu (au choix : " in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_sentence_and_its_detail_on_request(
    tmp_path, monkeypatch, capsys
):
    def fail(_host, _port):
        raise RuntimeError("broken")

    monkeypatch.setattr("care_assess.commands.serve._claim_port", fail)
    assert main(["--data", str(tmp_path)]) == 1
    assert (
        capsys.readouterr().err
        == tr()("cli.unexpected", kind="RuntimeError", detail="broken") + "\n"
    )
    monkeypatch.setenv("CARE_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["--data", str(tmp_path)])


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, "fr"),
        ([], {"LANG": "C.UTF-8"}, "fr"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR"}, "fr"),
        ([], {"LANG": "fr_FR", "CARE_LANG": "en"}, "en"),
        (["score", "x", "--lang", "en"], {"LANG": "fr_FR"}, "en"),
        (["score", "x", "--lang=fr"], {"LANG": "en_US"}, "fr"),
        (["score", "x", "--lang"], {}, "fr"),
    ],
)
def test_the_language_of_the_reader(arguments, environ, lang):
    assert reader_language(arguments, environ) == lang


@pytest.mark.parametrize("module", [*COMMANDS.values(), *questionnaire.COMMANDS.values()])
def test_every_command_has_a_module_with_its_options_and_its_work(module):
    command = import_module(module)
    assert callable(command.add)
    assert callable(command.run)


def test_the_commands_of_authors_are_listed_with_their_help(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["questionnaire", "--help"])
    assert stopped.value.code == 0
    listed = capsys.readouterr().out
    assert all(f"    {name}" in listed for name in questionnaire.COMMANDS)

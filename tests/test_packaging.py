"""The wheel carries all the application needs, and nothing of the repository beside it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from care_assess import __version__, paths

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--wheel-dir", folder, ROOT],
        check=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_questionnaire(contents):
    ours = (ROOT / "questionnaires").rglob("*.yaml")
    expected = {
        f"care_assess/questionnaires/{path.relative_to(ROOT / 'questionnaires').as_posix()}"
        for path in ours
    }
    assert len(expected) >= 6
    assert expected <= contents


def test_the_wheel_carries_every_file_of_the_package(contents):
    expected = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "care_assess").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert expected <= contents


def test_the_wheel_carries_the_settings_and_the_licences(contents):
    assert "care_assess/streamlit/config.toml" in contents
    assert "care_assess/questionnaires/LICENSE" in contents
    licences = f"care_assess-{__version__}.dist-info/licenses"
    assert {f"{licences}/LICENSE", f"{licences}/questionnaires/LICENSE"} <= contents


def test_the_wheel_carries_nothing_else(contents):
    assert {name.partition("/")[0] for name in contents} == {
        "care_assess",
        f"care_assess-{__version__}.dist-info",
    }


def test_the_wheel_is_found_by_its_own_paths(wheel, tmp_path):
    """Away from the repository, the questionnaires and the settings are the packaged ones."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "from care_assess import paths; print(paths.questionnaires_dir()); print(paths.settings_file())"
    asked = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "site",
        capture_output=True,
        text=True,
        check=True,
    )
    site = tmp_path / "site" / "care_assess"
    assert asked.stdout.split() == [
        str(site / "questionnaires"),
        str(site / "streamlit" / "config.toml"),
    ]


def test_the_repository_serves_its_own_questionnaires():
    assert paths.questionnaires_dir() == ROOT / "questionnaires"
    assert paths.settings_file() == ROOT / ".streamlit" / "config.toml"


def test_the_version_is_said_once_for_all():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == __version__
    released = re.findall(
        r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert released[0] == __version__

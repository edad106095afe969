"""The one direction of the architecture: no module imports what stands to its right."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "care_assess"

# From left to right; modules of one tuple may import each other.
LAYERS = (
    ("errors", "text", "locales", "recent", "__init__"),
    ("paths",),
    ("questionnaire",),
    ("exchange",),
    ("content", "answers"),
    ("examining",),
    ("sheet",),
    ("scoring",),
    (
        "portfolio",
        "plan",
        "risks",
        "offers",
        "readiness",
        "obligations",
        "budget",
        "steering",
        "topics",
        "workshop",
        "evidence",
        "versions",
        "wording",
    ),
    ("publishing",),
    ("report",),
    ("takeout",),
    ("store",),
    ("assessments", "choices", "demo", "follows", "typed"),
    ("library", "offer_file", "campaigns", "keyring", "showcase"),
    ("commands", "cli", "web", "ui", "__main__"),
)
POSITION = {name: position for position, names in enumerate(LAYERS) for name in names}

# Outside packages that one place alone may know, by the modules (or prefixes) where they are at home.
HOMES = {
    "streamlit": ("ui", "web", "commands.serve"),
    "starlette": ("web",),
    "sqlalchemy": ("store",),
    "alembic": ("store",),
    "reportlab": ("report",),
    "plotly": (
        "ui.charts",
        "ui.radars",
        "ui.bars",
        "ui.shares",
        "ui.timelines",
        "ui.heat",
        "ui.trends",
    ),
    "xlsxwriter": ("report", "plan"),
    "jsonschema": ("questionnaire",),
    "yaml": ("questionnaire", "sheet", "evidence"),
    "openpyxl": ("exchange.workbook",),
    "scipy": ("plan.solver",),
    "platformdirs": ("paths",),
    "cryptography": ("steering.sealing",),
}

# The core computes: values in, values out.
CORE = (
    "questionnaire",
    "exchange",
    "versions",
    "answers",
    "sheet",
    "scoring",
    "plan",
    "risks",
    "readiness",
    "obligations",
    "portfolio",
    "offers",
    "budget",
    "steering",
    "takeout",
    "topics",
    "workshop",
)
WORLD = {
    "asyncio", "http", "os", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, as its dotted name within the package and its tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)
        yield name, ast.parse(path.read_text("utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names a module imports, wherever it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "care_assess":
                yield from (f"care_assess.{alias.name}" for alias in node.names)
            else:
                yield node.module


MODULES = dict(modules())


def place(module: str) -> str:
    return module.partition(".")[0]


def is_in(module: str, homes: tuple[str, ...]) -> bool:
    return any(module == home or module.startswith(f"{home}.") for home in homes)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_place_in_the_architecture(module):
    assert place(module) in POSITION


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_nothing_to_its_right(module):
    ours = (
        name.split(".")[1] for name in imported(MODULES[module]) if name.startswith("care_assess.")
    )
    wrong = [name for name in ours if POSITION.get(name, 0) > POSITION[place(module)]]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_an_outside_package_stays_in_its_home(module):
    strangers = [
        name
        for name in imported(MODULES[module])
        if name.partition(".")[0] in HOMES and not is_in(module, HOMES[name.partition(".")[0]])
    ]
    assert strangers == []


@pytest.mark.parametrize("module", [name for name in MODULES if is_in(name, CORE)])
def test_the_core_knows_nothing_of_the_world(module):
    world = [name for name in imported(MODULES[module]) if name.partition(".")[0] in WORLD]
    clocks = [
        f"line {node.lineno}"
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert world + clocks == []

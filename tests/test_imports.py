"""The one direction of the architecture: no module imports what stands to its right."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

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
        "delegation",
        "journal",
        "masking",
        "exercises",
        "perimeters",
        "campaign",
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
    (
        "assessments",
        "attempts",
        "choices",
        "delegations",
        "demo",
        "follows",
        "glances",
        "journals",
        "typed",
        "workshops",
    ),
    ("campaigns", "clients", "keyring", "library", "noted", "offer_file", "showcase"),
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
    "scipy": ("plan.narrowing", "plan.solver"),
    "platformdirs": ("paths",),
    "segno": ("ui.qr", "commands.lan"),
    "cryptography": ("clients.sealing", "steering.sealing"),
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
    "exercises",
    "perimeters",
    "campaign",
    "steering",
    "takeout",
    "journal",
    "delegation",
    "masking",
    "topics",
    "workshop",
)
WORLD = {
    "asyncio", "http", "os", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its dotted name within the package: its tree."""
    return dict(_modules())


def _modules() -> Iterator[tuple[str, ast.Module]]:
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


def place(module: str) -> str:
    return module.partition(".")[0]


def is_in(module: str, homes: tuple[str, ...]) -> bool:
    return any(module == home or module.startswith(f"{home}.") for home in homes)


def faulty(what: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The modules of which there is something to say, with it."""
    return {module: list(said) for module, said in what.items() if said}


def readings_of_a_clock(tree: ast.Module) -> list[str]:
    return [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]


def test_every_module_has_its_place_in_the_architecture():
    assert [module for module in modules() if place(module) not in POSITION] == []


def test_a_module_imports_nothing_to_its_right():
    wrong = {
        module: [
            name
            for name in imported(tree)
            if name.startswith("care_assess.")
            and POSITION.get(name.split(".")[1], 0) > POSITION[place(module)]
        ]
        for module, tree in modules().items()
    }
    assert faulty(wrong) == {}


def test_an_outside_package_stays_in_its_home():
    strangers = {
        module: [
            name
            for name in imported(tree)
            if name.partition(".")[0] in HOMES and not is_in(module, HOMES[name.partition(".")[0]])
        ]
        for module, tree in modules().items()
    }
    assert faulty(strangers) == {}


def test_the_core_knows_nothing_of_the_world():
    core = {module: tree for module, tree in modules().items() if is_in(module, CORE)}
    assert len(core) > 50
    found = {
        module: [name for name in imported(tree) if name.partition(".")[0] in WORLD]
        + readings_of_a_clock(tree)
        for module, tree in core.items()
    }
    assert faulty(found) == {}

"""What no linter says: the catalogue is whole, French lives in it alone, files stay short."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from care_assess.text import LANGUAGES, catalogue

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "care_assess"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TEXTS = sorted(
    path
    for pattern in ("*.md", "*.toml", "run", "app.py", "docs/**/*.md", "care_assess/**/*.py",
                    "care_assess/**/*.toml", "questionnaires/**/*.yaml", "tests/**/*.py")
    for path in ROOT.glob(pattern)
)  # fmt: skip


@cache
def trees() -> dict[Path, ast.Module]:
    """The modules of the package, each read once, when a test asks for them."""
    return {path: ast.parse(path.read_text("utf-8"), str(path)) for path in SOURCES}


LONGEST_FILE = 500
KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÂÇÉÈÊÎÔÛŒ«»]")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE_PATH = re.compile(r"(?<![\w./:-])/(work|tmp|root|home)/\w")


def forms(sentence: object) -> Iterator[str]:
    """The texts of one language: one, or one a plural form."""
    if isinstance(sentence, Mapping):
        yield from map(str, sentence.values())
    else:
        yield str(sentence)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The string constants of a module that are not docstrings."""
    docstrings = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
        ):
            yield node


def first_arguments(tree: ast.AST) -> Iterator[str]:
    """The literal keys given first to a call: ``tr("form.saved")``, ``NotFound("store.gone")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            value = node.args[0].value
            if isinstance(value, str) and KEY.fullmatch(value):
                yield value


def names(path: Path) -> str:
    return str(path.relative_to(ROOT))


def faulty(what: Mapping[Path, object]) -> dict[str, object]:
    """The files of which there is something to say, with it."""
    return {names(path): said for path, said in what.items() if said}


def is_whole(entry: Mapping[str, object]) -> bool:
    """Whether a sentence is there in every language, with the same fields."""
    if set(entry) != set(LANGUAGES):
        return False
    wanted = [set().union(*map(fields, forms(entry[lang]))) for lang in LANGUAGES]
    written = all(form.strip() for lang in LANGUAGES for form in forms(entry[lang]))
    return written and wanted[0] == wanted[1]


def test_every_sentence_is_complete_in_every_language():
    assert len(catalogue()) > 1000
    assert [key for key, entry in catalogue().items() if not is_whole(entry)] == []


def test_every_sentence_asked_for_is_in_the_catalogue():
    areas = {key.partition(".")[0] for key in catalogue()}
    asked = {path: set(first_arguments(tree)) for path, tree in trees().items()}
    missing = {
        path: {key for key in keys - catalogue().keys() if key.partition(".")[0] in areas}
        for path, keys in asked.items()
    }
    assert faulty(missing) == {}


def test_every_sentence_of_the_catalogue_is_used():
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    built = tuple(re.findall(r'f"([a-z_]+(?:\.[a-z0-9_]+)*[._])\{', code))  # f"plan.size.{size}"
    written = set(re.findall(r"[\"']([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+)[\"']", code))
    assert {key for key in catalogue() if key not in written and not key.startswith(built)} == set()


def test_french_is_written_in_the_catalogue_alone():
    quotes = re.compile("[«»]")  # text.py puts them around what it quotes
    french = {
        path: [
            f"{node.lineno}: {node.value!r}"
            for node in strings(tree)
            if FRENCH.search(node.value)
            and not (path.name == "text.py" and quotes.search(node.value))
        ]
        for path, tree in trees().items()
    }
    assert faulty(french) == {}


def test_a_file_can_be_read_in_one_sitting():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert faulty({path: n for path, n in lengths.items() if n > LONGEST_FILE}) == {}


def test_nothing_is_unfinished_nor_bound_to_one_machine():
    others = [path for path in TEXTS if not path.samefile(__file__)]
    found = {
        path: UNFINISHED.findall(text) + MACHINE_PATH.findall(text)
        for path, text in ((path, path.read_text("utf-8")) for path in others)
    }
    assert faulty(found) == {}

"""Mutation testing: ``./run mutants`` changes the engine thousands of times; each change must fail a test.

Survivors are those changes that no test notices. Each must be explained in ``tests/mutants.toml``, where
it is known by its function and by the line as it was and as it became; one without a reason, or a reason
without its survivor, fails the run. A change that never ends counts as noticed; a survivor that a busy machine
takes for one keeps its reason.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
REASONS = Path(__file__).with_suffix(".toml")
RESULT = re.compile(r"^\s*(?P<name>(?P<function>\S+)__mutmut_\d+): (?P<verdict>.+)$")
UNNOTICED = {"survived", "no tests", "suspicious"}
ENDLESS = {"timeout"}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One change: where, the lines as they were, the lines as they became."""

    function: str
    line: str
    change: str


def main() -> int:
    """0 when every survivor has its reason and every reason its survivor, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="functions to change, e.g. 'care_assess.plan*'")
    only = parser.parse_args().only
    _forget_copies()
    subprocess.run(
        [sys.executable, "-m", "mutmut", "run", "--max-children", str(os.cpu_count() or 1), *only],
        cwd=ROOT,
        check=True,
    )
    known = dict(reasons())
    found = set(changes(UNNOTICED))
    unexplained = sorted(found - known.keys())
    gone = [] if only else sorted(known.keys() - found - set(changes(ENDLESS)))
    told(
        "Survivors without a reason: add a test, or explain them in tests/mutants.toml", unexplained
    )
    told("Reasons without a survivor: take them out of tests/mutants.toml", gone)
    print(f"{len(found)} survivors, {len(unexplained)} without a reason")
    return 1 if unexplained or gone else 0


def _forget_copies() -> None:
    """Let mutmut copy the files as they are now; it copies them once. What it found stays, for functions as they were."""
    for path in (ROOT / "mutants").rglob("*"):
        if path.is_file() and path.suffix != ".meta":
            path.unlink()


def reasons() -> Iterator[tuple[Change, str]]:
    """The survivors that are explained, with their reasons. Raises KeyError for an incomplete one."""
    for one in tomllib.loads(REASONS.read_text("utf-8")).get("survivor", ()):
        yield Change(one["function"], one["line"], one["change"]), one["reason"]


def changes(verdicts: Container[str]) -> Iterator[Change]:
    """The changes of the last run that have one of those verdicts."""
    for line in _mutmut("results").splitlines():
        found = RESULT.match(line)
        if found and found["verdict"] in verdicts:
            yield Change(plain(found["function"]), *changed(_mutmut("show", found["name"])))


def plain(name: str) -> str:
    """``care_assess.plan.xǁ_Plannerǁ_action`` → ``care_assess.plan._Planner._action``."""
    module, _, function = name.rpartition(".x")
    return f"{module}.{function.removeprefix('_').replace('ǁ', '.').removeprefix('.')}"


def changed(diff: str) -> tuple[str, str]:
    """The lines of a diff that went and those that came, without their margins."""
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    return _sign(lines, "-"), _sign(lines, "+")


def told(title: str, those: Iterable[Change]) -> None:
    """Print changes in the form in which they are explained."""
    text = "".join(
        f"\n[[survivor]]\nfunction = {_toml(one.function)}\nline = {_toml(one.line)}\n"
        f'change = {_toml(one.change)}\nreason = ""\n'
        for one in those
    )
    if text:
        print(f"\n{title}\n{text}")


def _sign(lines: Iterable[str], sign: str) -> str:
    return " ".join(line[1:].strip() for line in lines if line.startswith(sign))


def _toml(text: str) -> str:
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _mutmut(*arguments: str) -> str:
    environment: Mapping[str, str] = {**os.environ, "COLUMNS": "1000"}
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())

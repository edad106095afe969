"""``care-assess questionnaire migrate SHEET``: a sheet moved to later versions, seen first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from care_assess.commands import Subparsers, tr
from care_assess.errors import Refused
from care_assess.text import LANGUAGES

if TYPE_CHECKING:
    from care_assess.versions.preview import Preview

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "migrate",
        help=say("versions.command.migrate"),
        description=say("versions.command.migrate_more"),
    )
    parser.add_argument(
        "sheet", type=Path, metavar=say("cli.score.sheet"), help=say("cli.score.sheet_help")
    )
    parser.add_argument(
        "--to",
        nargs="+",
        default=(),
        metavar=say("versions.command.version"),
        help=say("versions.command.to"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=say("cli.score.sheet"),
        help=say("versions.command.output"),
    )
    parser.add_argument(
        "--questionnaires",
        type=Path,
        metavar=say("cli.folder"),
        help=say("cli.score.questionnaires"),
    )
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help=say("cli.score.format")
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("versions.command.lang"))


def run(args: argparse.Namespace) -> int:
    """Print what moving does, and write the moved sheet when ``-o`` asks for it.

    Raises SheetError or ContentError with every fault, NotFound for a file or a version that is not there,
    Refused when answers cannot move or the sheet cannot be written.
    """
    from care_assess.commands.report import write_file
    from care_assess.commands.score import read_sheet_file
    from care_assess.content import load_catalogue
    from care_assess.sheet import write_sheet
    from care_assess.versions.migration import newer
    from care_assess.versions.preview import document, preview

    extra = (args.questionnaires,) if args.questionnaires else ()
    catalogue = load_catalogue(*extra, replace=True)
    sheet = read_sheet_file(args.sheet, catalogue)
    to = _named(args.to) or newer(catalogue, sheet.versions)
    if not to:
        raise Refused("versions.migrate.nothing")
    seen = preview(catalogue, sheet, to)
    if args.output:
        write_file(args.output, write_sheet(seen.migration.sheet).encode())
    if args.format == "json":
        import json

        print(json.dumps(document(seen), ensure_ascii=False, indent=2, allow_nan=False))
        return 0
    print("\n".join(_table(seen)))
    if args.output:
        print("\n" + tr()("versions.migrate.written", file=str(args.output)))
    return 0


def _named(versions: Sequence[str]) -> Mapping[str, str]:
    """``governance@1.1.0`` → governance: 1.1.0."""
    found = {}
    for named in versions:
        name, at, version = named.partition("@")
        if not at:
            raise Refused("versions.command.not_a_version", name=named)
        found[name] = version
    return found


def _table(seen: Preview) -> Iterator[str]:
    from care_assess.commands.score import aligned
    from care_assess.versions.preview import SHOWN, fate_rows, score_rows

    say = tr()
    yield from _moves(seen)
    yield ""
    header = tuple(say(f"versions.migrate.column.{name}") for name in ("score", "before", "after"))
    yield from aligned([header, *score_rows(seen, say)], words={0})
    for outcome in SHOWN:
        rows = fate_rows(seen, outcome, say)
        if not rows:
            continue
        yield "\n" + say(f"versions.outcome.{outcome}", n=len(rows))
        if outcome in {"carried", "new"}:
            yield "  " + ", ".join(fate.question for fate in seen.fates(outcome))
            continue
        for name, before, after, why in rows:
            yield f"  {name}"
            yield from (f"    - {line}" for line in before.splitlines())
            yield from (f"    + {line}" for line in after.splitlines())
            if why:
                yield f"    {why}"


def _moves(seen: Preview) -> Iterator[str]:
    say = tr()
    before, after = seen.migration.before.versions, seen.migration.sheet.versions
    for one in seen.catalogue.select(after):
        if before[one.id] != after[one.id]:
            yield say(
                "versions.diff.title",
                title=say.text(one.title),
                before=before[one.id],
                now=after[one.id],
            )

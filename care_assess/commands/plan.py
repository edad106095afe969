"""``care-assess plan SHEET``: the plan of a sheet of answers, and its shortest path to a target."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from care_assess.commands import Subparsers, tr
from care_assess.commands.score import aligned
from care_assess.errors import Refused
from care_assess.text import LANGUAGES, Translator

if TYPE_CHECKING:
    from care_assess.answers import Sheet
    from care_assess.plan import Plan, PlannedAction
    from care_assess.plan.path import Path as Way
    from care_assess.plan.request import Request
    from care_assess.questionnaire import Catalogue
    from care_assess.scoring import Scores

__all__ = ["add", "run"]

_FORMATS = ("table", "json", "csv", "xlsx")
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_DECIMAL = re.compile(r"[+-]?\d{1,9}([.,]\d{1,4})?")
_OWNER = re.compile(r"(?P<owner>[^=]+)=(?P<days>.*)")


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "plan", help=say("cli.plan.help"), description=say("path.cli.more")
    )
    sheet, euros = say("cli.score.sheet"), say("path.cli.euros")
    parser.add_argument("sheet", type=Path, metavar=sheet, help=say("cli.score.sheet_help"))
    parser.add_argument(
        "--questionnaires",
        type=Path,
        metavar=say("cli.folder"),
        help=say("cli.score.questionnaires"),
    )
    _amount(parser, "target", say("path.cli.level"), default=Fraction(3))
    parser.add_argument(
        "--best-of",
        type=Path,
        nargs="+",
        default=[],
        metavar=sheet,
        help=say("path.cli.best_of_help"),
    )
    _amount(parser, "days", say("path.cli.days"), type=_whole)
    _amount(parser, "budget", euros)
    _amount(parser, "day-rate", euros)
    _amount(parser, "owner", say("path.cli.owner"), type=_owner, action="append", default=[])
    _amount(parser, "horizon", say("path.cli.days"), type=_whole, default=180)
    parser.add_argument(
        "--format", choices=_FORMATS, default="table", help=say("path.cli.format_help")
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=say("report.command.file"),
        help=say("path.cli.output_help"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.score.lang"))


def run(args: argparse.Namespace) -> int:
    """Print the plan, or write it, whole or not at all.

    Raises SheetError or ContentError with every fault, NotFound when the sheet cannot be read, Refused
    for what cannot be asked or written.
    """
    from care_assess.commands.report import write_file
    from care_assess.commands.score import read_sheet_file
    from care_assess.content import load_catalogue
    from care_assess.plan import build_plan
    from care_assess.plan.path import find_path
    from care_assess.scoring import score

    if args.format == "xlsx" and args.output is None:
        raise Refused("path.cli.no_output")
    extra = (args.questionnaires,) if args.questionnaires else ()
    catalogue = load_catalogue(*extra, replace=True)
    sheet = read_sheet_file(args.sheet, catalogue)
    questionnaires, reference = catalogue.select(sheet.versions), catalogue.reference
    plan = build_plan(questionnaires, sheet, score(questionnaires, sheet, reference), reference)
    way = find_path(questionnaires, sheet, reference, plan, _request(args, catalogue))
    data = _written(args, sheet, catalogue, plan, way)
    if args.output is not None:
        write_file(args.output, data)
        print(tr()("path.cli.written", path=str(args.output)))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    return 0


def _amount(parser: argparse.ArgumentParser, name: str, unit: str, **options: object) -> None:
    help_ = tr()(f"path.cli.{name.replace('-', '_')}_help")
    given = {"type": _decimal, **options}
    parser.add_argument(f"--{name}", metavar=unit, help=help_, **given)  # type: ignore[arg-type]


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise argparse.ArgumentTypeError(tr()("path.cli.not_whole", text=text))
    return int(text)


def _decimal(text: str) -> Fraction:
    if not _DECIMAL.fullmatch(text):
        raise argparse.ArgumentTypeError(tr()("path.cli.not_number", text=text))
    return Fraction(text.replace(",", "."))


def _owner(text: str) -> tuple[str, int]:
    given = _OWNER.fullmatch(text)
    if given is None:
        raise argparse.ArgumentTypeError(tr()("path.cli.not_owner", text=text))
    return given["owner"], _whole(given["days"])


def _request(args: argparse.Namespace, catalogue: Catalogue) -> Request:
    from care_assess.plan.request import Means, Request, best_of, floor_of

    targets = floor_of(args.target)
    if args.best_of:
        targets = best_of(_scores(path, catalogue) for path in args.best_of)
    means = Means(
        days={} if args.days is None else {args.horizon: args.days},
        euros={} if args.budget is None else {args.horizon: args.budget},
        day_rate=args.day_rate,
        owners=dict(args.owner),
    )
    return Request(targets=targets, means=means, horizon=args.horizon)


def _scores(path: Path, catalogue: Catalogue) -> Scores:
    from care_assess.commands.score import read_sheet_file
    from care_assess.scoring import score

    sheet = read_sheet_file(path, catalogue)
    return score(catalogue.select(sheet.versions), sheet, catalogue.reference)


def _written(
    args: argparse.Namespace, sheet: Sheet, catalogue: Catalogue, plan: Plan, way: Way
) -> bytes:
    """The plan in the format asked for."""
    if args.format == "json":
        import json

        from care_assess.plan.document import to_document

        document = to_document(plan, way, lang=args.lang)
        text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
        return f"{text}\n".encode()
    if args.format == "table":
        return "".join(f"{line}\n" for line in _report(sheet, catalogue, plan, way)).encode()
    from care_assess.report.tables import plan_csv, plan_xlsx
    from care_assess.scoring import score

    write = plan_csv if args.format == "csv" else plan_xlsx
    questionnaires, reference = catalogue.select(sheet.versions), catalogue.reference
    scores = score(questionnaires, sheet, reference)
    return write(sheet, questionnaires, reference, scores, plan, path=way, lang=args.lang)


def _report(sheet: Sheet, catalogue: Catalogue, plan: Plan, way: Way) -> Iterator[str]:
    from care_assess.plan.telling import Teller

    say = tr()
    teller = Teller(catalogue.select(sheet.versions), catalogue.reference, say)
    yield say("cli.score.heading", name=sheet.organisation.name, date=say.date(sheet.date))
    yield ""
    yield teller.headline(way)
    reliefs = [say("path.cli.item", text=one) for one in teller.reliefs(way)]
    yield from (say("path.told.relief"), *reliefs) if reliefs else ()
    yield from filter(None, (teller.cost(way), *teller.left_out(way)))
    if way.actions:
        yield from ("", *_actions(plan, way, catalogue, say))
        yield from ("", *_levels(way, catalogue, say))
    yield ""
    yield say("path.cli.rest", n=len(plan.actions), days=say.number(plan.days_of(plan.actions), 0))


def _actions(plan: Plan, way: Way, catalogue: Catalogue, say: Translator) -> Iterator[str]:
    """The actions of the path, wave by wave."""
    owners = catalogue.reference.owners
    rows = [
        (
            say("path.cli.by", days=wave.by),
            str(one.rank),
            str(one.days),
            say.text(owners[one.owner]),
            say.text(one.text).rstrip(" ."),
            _package(plan, one, say),
        )
        for wave in way.waves
        for one in wave.actions
    ]
    yield from _table(
        ("by", "rank", "days", "owner", "action", "package"), rows, say, words={3, 4, 5}
    )


def _package(plan: Plan, action: PlannedAction, say: Translator) -> str:
    package = plan.package_of(action)
    return "" if package.alone else say.text(package.title).rstrip(" .")


def _levels(way: Way, catalogue: Catalogue, say: Translator) -> Iterator[str]:
    """The levels of the topics and of the whole, before and after."""
    topics = catalogue.reference.topics
    pairs = [
        (say.text(topics[name].short), way.now.topics[name], after)
        for name, after in way.after.topics.items()
    ]
    pairs.append((say("cli.score.overall"), way.now.overall, way.after.overall))
    rows = [
        (name, *("–" if one is None else say.number(one) for one in levels))
        for name, *levels in pairs
    ]
    yield from _table(("topic", "now", "after"), rows, say, words={0})


def _table(
    columns: Sequence[str], rows: Sequence[tuple[str, ...]], say: Translator, *, words: set[int]
) -> Iterator[str]:
    header = tuple(say(f"path.column.{name}") for name in columns)
    yield from aligned([header, *rows], words=words)

"""``care-assess report SHEET -o FILE.pdf``: the PDF report of a sheet of answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, tr
from care_assess.errors import Message, Refused
from care_assess.paths import write_whole
from care_assess.text import LANGUAGES

__all__ = ["add", "run", "write_file"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "report", help=say("cli.report.help"), description=say("report.command.more")
    )
    file = say("report.command.sheet")
    parser.add_argument("sheet", type=Path, metavar=file, help=say("report.command.sheet_help"))
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=say("report.command.file"),
        help=say("report.command.output"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("report.command.lang"))
    parser.add_argument("--previous", type=Path, metavar=file, help=say("report.command.previous"))
    parser.add_argument(
        "--questionnaires",
        type=Path,
        metavar=say("cli.folder"),
        help=say("cli.score.questionnaires"),
    )


def run(args: argparse.Namespace) -> int:
    """Write the report, whole or not at all.

    Raises SheetError or ContentError with every fault, NotFound when a sheet cannot be read, Refused
    when the report cannot be written.
    """
    from care_assess.commands.score import read_sheet_file
    from care_assess.content import load_catalogue
    from care_assess.plan import build_plan
    from care_assess.report.content import build
    from care_assess.report.pdf import write_pdf
    from care_assess.scoring import score
    from care_assess.versions.comparing import comparable, reread
    from care_assess.wording import earlier

    extra = (args.questionnaires,) if args.questionnaires else ()
    catalogue = load_catalogue(*extra, replace=True)
    reference = catalogue.reference
    sheet = read_sheet_file(args.sheet, catalogue)
    questionnaires = catalogue.select(sheet.versions)
    previous, read = None, None
    if args.previous:
        before = read_sheet_file(args.previous, catalogue)
        read = reread(catalogue, before, sheet.versions)
        scored = score(catalogue.select(read.sheet.versions), read.sheet, reference)
        previous = (comparable(catalogue, read), scored)
    scores = score(questionnaires, sheet, reference)
    plan = build_plan(questionnaires, sheet, scores, reference)
    report = build(
        sheet,
        questionnaires,
        reference,
        scores,
        plan,
        previous=previous,
        reread=read,
        earlier=earlier(catalogue, sheet.notes),
        lang=args.lang,
    )
    write_file(args.output, write_pdf(report))
    print(tr()("report.command.written", path=str(args.output)))
    return 0


def write_file(path: Path, data: bytes) -> None:
    """Write a file, whole or not at all. Raises Refused, with the cause, when it cannot be written."""
    try:
        write_whole(path, data)
    except OSError as error:
        cause = Message(_cause(error))
        raise Refused("report.command.not_writable", path=str(path), cause=cause) from error


def _cause(error: OSError) -> str:
    match error:
        case PermissionError():
            return "report.command.cause.forbidden"
        case FileNotFoundError() | NotADirectoryError():
            return "report.command.cause.no_folder"
        case IsADirectoryError():
            return "report.command.cause.not_a_file"
        case _:
            return "report.command.cause.disk"

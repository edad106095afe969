"""``care-assess questionnaire schema``: the JSON Schema with which editors complete and check."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, tr

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "schema", help=say("cli.author.schema"), description=say("cli.author.schema_more")
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar=say("cli.author.file"),
        help=say("cli.author.schema_to"),
    )


def run(args: argparse.Namespace) -> int:
    """Print it, or write it. Raises Refused when it cannot be written."""
    from care_assess.commands.report import write_file
    from care_assess.questionnaire.starter import schema_text

    if args.output is None:
        print(schema_text(), end="")
    else:
        write_file(args.output, schema_text().encode())
        print(tr()("cli.author.written", file=str(args.output)))
    return 0

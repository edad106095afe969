"""``care-assess questionnaire export ID[@VERSION] --to ciso-assistant -o FILE``: ours, for another tool."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, tr
from care_assess.commands.questionnaire.remarks import told
from care_assess.text import LANGUAGES

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "export", help=say("cli.author.export"), description=say("cli.author.export_more")
    )
    parser.add_argument(
        "questionnaire", metavar=say("cli.author.version"), help=say("cli.author.version_help")
    )
    parser.add_argument(
        "--to", choices=("ciso-assistant",), required=True, help=say("cli.author.to")
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=say("cli.author.file"),
        help=say("cli.author.export_to"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.author.lang"))


def run(args: argparse.Namespace) -> int:
    """Write the library and say what it cannot say.

    Raises NotFound for a questionnaire that is not there, Refused when the file cannot be written.
    """
    from care_assess.commands.questionnaire.files import write_new
    from care_assess.content import load_catalogue
    from care_assess.exchange.ciso_writing import write_ciso_library

    catalogue = load_catalogue()
    name, _, version = args.questionnaire.partition("@")
    (one,) = catalogue.select({name: version or catalogue.latest().get(name, "")})
    exported = write_ciso_library(one, catalogue.reference)
    write_new(args.output, exported.data)
    print("\n".join(told(exported.remarks)))
    print(tr()("cli.author.export_done", id=one.id, version=one.version, file=str(args.output)))
    return 0

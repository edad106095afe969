"""``care-assess questionnaire import FILE -o FILE.yaml``: a questionnaire of another tool, in our format."""

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
        "import", help=say("cli.author.import"), description=say("cli.author.import_more")
    )
    parser.add_argument(
        "file", type=Path, metavar=say("cli.author.file"), help=say("cli.author.import_file")
    )
    parser.add_argument(
        "--from",
        dest="source",
        choices=("xlsform", "ciso-assistant"),
        help=say("cli.author.from"),
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar=say("cli.author.file"),
        help=say("cli.author.import_to"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.author.lang"))


def run(args: argparse.Namespace) -> int:
    """Write the questionnaire and say what was not carried.

    What is still to put right in it is told too: it is written all the same, to be put right there.
    Raises ContentError, NotFound or Refused when the file cannot be read; nothing is then written.
    """
    from care_assess.cli import located
    from care_assess.commands.questionnaire.files import write_new
    from care_assess.errors import Refused
    from care_assess.examining import examine, read_file
    from care_assess.exchange.foreign import source_of

    say = tr()
    data = read_file(args.file)
    source = args.source or source_of(data)
    if source is None:
        raise Refused("exchange.unknown_source", file=str(args.file))
    examined = examine(str(args.file), data, say, source)
    write_new(args.output, examined.written.encode())
    print("\n".join(told(examined.remarks)))
    for fault in examined.faults:
        print(located(fault, str(args.output)))
    done = "cli.author.import_faulty" if examined.faults else "cli.author.import_done"
    print(say(done, file=str(args.output), n=len(examined.faults)))
    return 0

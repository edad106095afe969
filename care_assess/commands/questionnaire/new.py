"""``care-assess questionnaire new ID``: a first file to write one's own from."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, tr
from care_assess.text import LANGUAGES

__all__ = ["add", "run"]

FIRST = "1.0.0"


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "new", help=say("cli.author.new"), description=say("cli.author.new_more")
    )
    parser.add_argument("id", metavar=say("cli.author.id"), help=say("cli.author.id_help"))
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path(),
        metavar=say("cli.folder"),
        help=say("cli.author.new_in"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.author.lang_of_comments"))


def run(args: argparse.Namespace) -> int:
    """Write the file, and the schema beside it. Raises Refused when it is there already or cannot be."""
    from care_assess.commands.questionnaire.files import write_new
    from care_assess.commands.report import write_file
    from care_assess.content import load_catalogue
    from care_assess.errors import Refused
    from care_assess.questionnaire.starter import SCHEMA_FILE, free_prefix, schema_text, starter

    folder = args.output / args.id
    file = folder / f"{FIRST}.yaml"
    taken = {
        question.id.partition("-")[0] for one in load_catalogue() for question in one.questions
    }
    text = starter(args.id, free_prefix(args.id, taken), str(file), args.lang)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("cli.author.no_folder", folder=str(folder)) from error
    write_new(file, text.encode())
    write_file(folder / SCHEMA_FILE, schema_text().encode())
    print(tr()("cli.author.new_done", file=str(file)))
    return 0

"""``care-assess questionnaire preview FILE``: the application, on the page that shows a file as it will look."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, serve, tr
from care_assess.text import LANGUAGES

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command: the file, and those of the application."""
    say = tr()
    parser = subparsers.add_parser(
        "preview", help=say("cli.author.preview"), description=say("cli.author.preview_more")
    )
    parser.add_argument(
        "file", type=Path, metavar=say("cli.author.file"), help=say("cli.author.preview_file")
    )
    serve.add_options(parser)
    parser.add_argument("--lang", choices=LANGUAGES, dest="page_lang", help=say("cli.serve.lang"))


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Raises NotFound when the file cannot be read, and what ``serve`` raises."""
    import os

    from care_assess.examining import read_file
    from care_assess.paths import PREVIEW_VARIABLE

    read_file(args.file)
    os.environ[PREVIEW_VARIABLE] = str(args.file.absolute())
    return serve.run(args)

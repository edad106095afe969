"""``care-assess questionnaire publish ID``: from then on, the file never changes."""

from __future__ import annotations

import argparse
from pathlib import Path

from care_assess.commands import Subparsers, tr
from care_assess.text import LANGUAGES

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "publish",
        help=say("versions.command.publish"),
        description=say("versions.command.publish_more"),
    )
    parser.add_argument(
        "id", metavar=say("versions.command.id"), help=say("versions.command.id_help")
    )
    parser.add_argument(
        "--folder", type=Path, metavar=say("cli.folder"), help=say("versions.command.publish_in")
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("versions.command.lang"))


def run(args: argparse.Namespace) -> int:
    """Publish and say what was; raises what :func:`care_assess.publishing.publish` raises."""
    from care_assess.publishing import publish

    say = tr()
    file, published = publish(args.id, folder=args.folder)
    for one in published:
        print(say("versions.publish.done", id=one.id, version=one.version, file=str(file)))
    return 0

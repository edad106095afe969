"""``care-assess questionnaire check [PATH…]``."""

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
        "check",
        help=say("cli.questionnaire.check"),
        description=say("cli.questionnaire.check_more"),
    )
    parser.add_argument(
        "paths",
        type=Path,
        nargs="*",
        metavar=say("cli.questionnaire.path"),
        help=say("cli.questionnaire.path_help"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.questionnaire.lang"))


def run(args: argparse.Namespace) -> int:
    """Say that all is well; raises ContentError with every fault otherwise."""
    from care_assess.content import check
    from care_assess.errors import ContentError

    checked = check(args.paths)
    if checked.faults:
        raise ContentError("content.faulty", checked.faults, n=len(checked.faults))
    say = tr()
    questionnaires = say("cli.questionnaire.count", n=len(checked.questions))
    print(say("cli.questionnaire.clean", n=sum(checked.questions), questionnaires=questionnaires))
    return 0

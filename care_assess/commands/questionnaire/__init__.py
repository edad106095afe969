"""``care-assess questionnaire``: the commands of those who write questionnaires, one module each.

A module of this folder has ``add(subparsers)`` and ``run(args) -> exit code``, as a command of its own.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module

from care_assess.commands import Subparsers, tr

__all__ = ["COMMANDS", "add", "run"]

COMMANDS: Mapping[str, str] = {
    "check": "care_assess.commands.questionnaire.check",
    "diff": "care_assess.commands.questionnaire.diff",
    "export": "care_assess.commands.questionnaire.export",
    "import": "care_assess.commands.questionnaire.import_",
    "migrate": "care_assess.commands.questionnaire.migrate",
    "new": "care_assess.commands.questionnaire.new",
    "preview": "care_assess.commands.questionnaire.preview",
    "publish": "care_assess.commands.questionnaire.publish",
    "schema": "care_assess.commands.questionnaire.schema",
}
"""Name → module, in the order in which the help lists them."""


def add(subparsers: Subparsers) -> None:
    """The commands of ``questionnaire``, each with its options."""
    say = tr()
    parser = subparsers.add_parser("questionnaire", help=say("cli.questionnaire.help"))
    commands = parser.add_subparsers(
        title=say("cli.words.commands"),
        metavar=say("cli.words.command"),
        dest="questionnaire_command",
        required=True,
    )
    for module in COMMANDS.values():
        import_module(module).add(commands)


def run(args: argparse.Namespace) -> int:
    """Do what the command named says; raises what it raises."""
    return int(import_module(COMMANDS[args.questionnaire_command]).run(args))

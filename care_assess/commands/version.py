"""``care-assess version``."""

from __future__ import annotations

import argparse

from care_assess import __version__
from care_assess.commands import Subparsers, tr

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The command has no option."""
    subparsers.add_parser("version", help=tr()("cli.version.help"))


def run(_args: argparse.Namespace) -> int:
    """Print the version."""
    print(f"care-assess {__version__}")
    return 0

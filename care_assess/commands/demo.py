"""``care-assess demo``: three fictitious establishments to look at, and on demand a fictitious GHT of twelve."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from care_assess.commands import Subparsers, tr
from care_assess.paths import open_data_dir

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser("demo", help=say("cli.demo.help"))
    parser.add_argument("--data", type=Path, metavar=say("cli.folder"), help=say("cli.demo.data"))
    parser.add_argument("--ght", action="store_true", help=say("cli.demo.ght"))


def run(args: argparse.Namespace) -> int:
    """Load what is not there yet, and say what is there and where.

    Raises StoreUnavailable when the data folder cannot be had, Refused when it steers another GHT.
    """
    from datetime import UTC, datetime

    from care_assess.assessments import Assessments
    from care_assess.campaigns import Campaigns
    from care_assess.content import load_catalogue
    from care_assess.keyring import own_secret
    from care_assess.showcase import load_group
    from care_assess.store import new_id, open_store

    def clock() -> datetime:
        return datetime.now(UTC)

    say = tr()
    with closing(open_store(open_data_dir(args.data))) as store:
        assessments = Assessments(store, load_catalogue(), clock=clock, new_id=new_id)
        there = {info.id for info in assessments.list()}
        for info in assessments.load_demo():
            key = "cli.demo.there" if info.id in there else "cli.demo.loaded"
            print(say(key, name=info.organisation.name, date=say.date(info.date)))
        if args.ght:
            group = Campaigns(
                store, assessments, clock=clock, secret=lambda: own_secret(store.path.parent)
            )
            print(
                say(
                    "cli.demo.group",
                    n=load_group(group, assessments.catalogue),
                    name=group.tree().top.name,
                )
            )
    print(say("cli.demo.kept", file=str(store.path)))
    return 0

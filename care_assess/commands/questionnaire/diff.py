"""``care-assess questionnaire diff A B``: what changed between two versions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from care_assess.commands import Subparsers, tr
from care_assess.errors import NotFound, Refused
from care_assess.text import LANGUAGES

if TYPE_CHECKING:
    from care_assess.questionnaire import Questionnaire
    from care_assess.versions.telling import Told

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "diff", help=say("versions.command.diff"), description=say("versions.command.diff_more")
    )
    for name in ("before", "after"):
        parser.add_argument(
            name,
            metavar=say(f"versions.command.{name}"),
            help=say("versions.command.version_help"),
        )
    parser.add_argument(
        "--format",
        choices=("text", "json", "html"),
        default="text",
        help=say("versions.command.diff_format"),
    )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("versions.command.lang"))


def run(args: argparse.Namespace) -> int:
    """Print the changes.

    Raises NotFound for a version that is not there, ContentError for a faulty file, Refused for versions of
    two questionnaires.
    """
    from care_assess.content import load_catalogue
    from care_assess.versions.joining import since
    from care_assess.versions.page import html
    from care_assess.versions.telling import document

    before, now = _one(args.before), _one(args.after)
    if before.id != now.id:
        raise Refused("versions.command.not_one", before=before.id, after=now.id)
    now = since(load_catalogue(), before, now)
    if args.format == "json":
        import json

        print(json.dumps(document(before, now), ensure_ascii=False, indent=2, allow_nan=False))
    elif args.format == "html":
        print(html(before, now, tr()), end="")
    else:
        print("\n".join(_text(before, now)))
    return 0


def _one(named: str) -> Questionnaire:
    """``governance@1.0.0`` among those at hand, or a file."""
    from care_assess.content import load_catalogue, load_questionnaire

    path = Path(named)
    if path.is_file():
        return load_questionnaire(path)
    name, at, version = named.partition("@")
    if not at:
        raise NotFound("versions.command.no_such_version", name=named)
    (found,) = load_catalogue().select({name: version})
    return found


def _text(before: Questionnaire, now: Questionnaire) -> Iterator[str]:
    from care_assess.versions.telling import headed, summary, told

    say = tr()
    title = {"title": say.text(now.title), "before": before.version, "now": now.version}
    yield say("versions.diff.title", **title)
    yield summary(before, now, say)
    for heading, changes in headed(told(before, now, say), say):
        yield f"\n{heading}"
        for change in changes:
            yield from _change(change)


def _change(change: Told) -> Iterator[str]:
    yield f"\n  {change.about}"
    yield f"  {change.kind}"
    if change.old:
        yield f"  - {change.old}"
    if change.new:
        yield f"  + {change.new}"

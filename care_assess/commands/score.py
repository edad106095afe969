"""``care-assess score SHEET``: the scores of a sheet of answers, as JSON or as a table.

``--readings`` reads the same answers three ways; ``--since`` and ``--target`` say how far the sheet is on its way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from care_assess.commands import Subparsers, tr
from care_assess.errors import NotFound, SheetError
from care_assess.text import LANGUAGES, Translator

if TYPE_CHECKING:
    from care_assess.answers import Sheet
    from care_assess.questionnaire import Catalogue
    from care_assess.scoring import Advances, CapHeld, Readings, Score, Scores
    from care_assess.scoring.readings import Climb, Spread

__all__ = ["add", "aligned", "read_sheet_file", "run"]

_GAP = "  "
_COLUMNS = ("score", "interval", "level", "coverage", "evidence")
_WORDS = {0, 3}
"""The columns of words: the name and the level."""


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser(
        "score", help=say("cli.score.help"), description=say("cli.score.more")
    )
    parser.add_argument(
        "sheet", type=Path, metavar=say("cli.score.sheet"), help=say("cli.score.sheet_help")
    )
    parser.add_argument(
        "--questionnaires",
        type=Path,
        metavar=say("cli.folder"),
        help=say("cli.score.questionnaires"),
    )
    parser.add_argument(
        "--format", choices=("table", "json"), default="table", help=say("cli.score.format")
    )
    parser.add_argument("--trace", action="store_true", help=say("cli.score.trace"))
    parser.add_argument("--readings", action="store_true", help=say("cli.score.readings_help"))
    for name in ("since", "target"):
        parser.add_argument(
            f"--{name}",
            type=Path,
            metavar=say("cli.score.sheet"),
            help=say(f"cli.score.{name}_help"),
        )
    parser.add_argument("--lang", choices=LANGUAGES, help=say("cli.score.lang"))


def run(args: argparse.Namespace) -> int:
    """Print the scores.

    Raises SheetError or ContentError with every fault, NotFound when the file cannot be read.
    """
    from care_assess.content import load_catalogue
    from care_assess.scoring import read, score

    extra = (args.questionnaires,) if args.questionnaires else ()
    catalogue = load_catalogue(*extra, replace=True)
    sheet = read_sheet_file(args.sheet, catalogue)
    questionnaires = catalogue.select(sheet.versions)
    scores = score(questionnaires, sheet, catalogue.reference)
    readings = read(questionnaires, sheet, catalogue.reference)
    progress = _progress(args, sheet, catalogue)
    if args.format == "json":
        import json

        from care_assess.scoring.document import to_document

        document = to_document(
            scores, readings=readings, progress=progress, trace=args.trace, lang=args.lang
        )
        print(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        return 0
    lines = [*_report(sheet, scores, catalogue, trace=args.trace)]
    if args.readings:
        lines += _readings(readings, catalogue, tr())
    if progress is not None:
        lines += _advances(progress, catalogue, tr())
    print("\n".join(lines))
    return 0


def _progress(args: argparse.Namespace, sheet: Sheet, catalogue: Catalogue) -> Advances | None:
    """How far the sheet is, when asked for; an earlier sheet is read on the versions of this one."""
    from care_assess.scoring import advances
    from care_assess.versions.comparing import reread

    if args.since is None and args.target is None:
        return None
    before = None
    if args.since is not None:
        former = reread(catalogue, read_sheet_file(args.since, catalogue), sheet.versions).sheet
        before = catalogue.select(former.versions), former
    target = None if args.target is None else read_sheet_file(args.target, catalogue)
    questionnaires = catalogue.select(sheet.versions)
    return advances(questionnaires, sheet, catalogue.reference, before=before, target=target)


def read_sheet_file(path: Path, catalogue: Catalogue) -> Sheet:
    """The sheet of a file, of which no more is read than a sheet can hold.

    Raises NotFound when the file cannot be read, SheetError when it has faults: the questionnaires left out
    of the data folder are then told first, since one of them may be missing.
    """
    from care_assess.questionnaire.yamltext import LARGEST
    from care_assess.sheet import read_sheet

    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise NotFound("cli.score.no_file", file=str(path)) from error
    except OSError as error:
        raise NotFound("cli.score.unreadable", file=str(path)) from error
    try:
        return read_sheet(str(path), data, catalogue)
    except SheetError:
        _tell_left_out(catalogue)
        raise


def _tell_left_out(catalogue: Catalogue) -> None:
    from care_assess.cli import located

    faulty = catalogue.faulty
    if faulty:
        files = len({one.file for one in faulty})
        told = [tr()("library.left_out", n=files), *map(located, faulty)]
        print("\n".join(told), file=sys.stderr)


def _report(sheet: Sheet, scores: Scores, catalogue: Catalogue, *, trace: bool) -> Iterator[str]:
    say = tr()
    yield say("cli.score.heading", name=sheet.organisation.name, date=say.date(sheet.date))
    yield ""
    groups = tuple(_groups(scores, catalogue, say))
    header = tuple(say(f"cli.score.column.{name}") for name in ("name", *_COLUMNS))
    levels = catalogue.reference.levels
    rows = [
        (name, *_figures(score, [say.text(one) for one in levels], say)) for name, score in groups
    ]
    yield from aligned([header, *rows], words=_WORDS)
    yield from _ladders(scores, catalogue, say)
    yield from _caps(groups, say)
    if trace:
        yield from _formulas(groups, say)


def _groups(scores: Scores, catalogue: Catalogue, say: Translator) -> Iterator[tuple[str, Score]]:
    """Every score of the table with its name: the whole, domains, topics, axes."""
    reference = catalogue.reference
    titles = {one.id: one.short for one in catalogue}
    yield say("cli.score.overall"), scores.overall
    for name, domain in scores.domains.items():
        yield _domain(say.text(titles[name]), domain.total, say), domain.total
    for name, score in scores.topics.items():
        yield say("cli.score.topic", name=say.text(reference.topics[name].short)), score
    for name, score in scores.axes.items():
        yield say("cli.score.axis", name=say.text(reference.axes[name])), score


def _domain(name: str, total: Score, say: Translator) -> str:
    """The name of a domain, with its scale when it is not 0 to 5."""
    if total.scale.plain:
        return say("cli.score.domain", name=name)
    ends = {"min": say.figure(total.scale.minimum), "max": say.figure(total.scale.maximum)}
    return say("cli.score.domain_on", name=name, **ends)


def _figures(score: Score, levels: Sequence[str], say: Translator) -> tuple[str, ...]:
    """The figures of one line, a dash for what there is not."""
    interval = "–"
    if score.low is not None and score.high is not None:
        interval = f"{say.number(score.low)} – {say.number(score.high)}"
    return (
        "–" if score.score is None else say.number(score.score),
        interval,
        "–" if score.level is None else f"{score.level} {levels[score.level]}",
        "–" if score.coverage is None else say.percent(score.coverage),
        "–" if score.evidence_rate is None else say.percent(score.evidence_rate),
    )


def aligned(rows: Sequence[Sequence[str]], *, words: Collection[int]) -> Iterator[str]:
    """Columns of the width of their longest cell; figures to the right, columns of ``words`` to the left."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for at, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column in words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield _GAP.join(cells).rstrip()
        if at == 0:
            yield _GAP.join("─" * width for width in widths)


def _ladders(scores: Scores, catalogue: Catalogue, say: Translator) -> Iterator[str]:
    titles = {ladder.id: ladder.title for one in catalogue for ladder in one.ladders}
    for domain in scores.domains.values():
        for name, ladder in domain.ladders.items():
            yield ""
            title = say.text(titles[name])
            missing = len({question for rung in ladder.rungs for question in rung.missing})
            if ladder.at_most is None:
                yield say("cli.score.ladder.nothing", title=title)
            elif missing or ladder.blocking:
                points = ", ".join(f"{point} ({question})" for question, point in ladder.blocking)
                yield say("cli.score.ladder.at_most", title=title, level=ladder.at_most)
                if points:
                    yield say("cli.score.ladder.blocking", points=points)
                if missing:
                    yield say("cli.score.ladder.missing", n=missing)
            else:
                yield say("cli.score.ladder.proven", title=title, level=ladder.proven or 0)


def _caps(groups: Sequence[tuple[str, Score]], say: Translator) -> Iterator[str]:
    """Each cap once, with all it bears on."""
    borne: dict[CapHeld, list[str]] = {}
    for name, score in groups:
        for cap in score.caps:
            borne.setdefault(cap, []).append(name)
    if borne:
        yield from ("", say("cli.score.caps"))
    for cap, names in borne.items():
        yield say(
            "cli.score.cap",
            names=", ".join(names),
            max=say.figure(cap.max),
            reason=say.text(cap.reason),
            question=cap.question,
        )


def _formulas(groups: Sequence[tuple[str, Score]], say: Translator) -> Iterator[str]:
    from care_assess.scoring.document import formula

    yield from ("", say("cli.score.formulas"))
    for name, score in groups:
        yield say("cli.score.line", name=name, text=formula(score, say))


def _readings(
    readings: Mapping[str, Readings], catalogue: Catalogue, say: Translator
) -> Iterator[str]:
    """One line a domain, the three readings side by side."""
    titles = {one.id: say.text(one.short) for one in catalogue}
    columns = ("domain", "mean", "capped", "ladder")
    rows = [
        (titles[name], _spread(one.mean, say), _spread(one.capped, say), _climbed(one.climbs, say))
        for name, one in readings.items()
    ]
    yield from ("", say("cli.score.readings"))
    header = tuple(say(f"cli.score.reading.{name}") for name in columns)
    yield from aligned([header, *rows], words={0, 3})


def _spread(spread: Spread, say: Translator) -> str:
    if spread.low is None or spread.high is None:
        return "–"
    score = "–" if spread.score is None else say.number(spread.score)
    if spread.low == spread.high:
        return score
    return f"{score} ({say.number(spread.low)} – {say.number(spread.high)})"


def _climbed(climbs: Sequence[Climb], say: Translator) -> str:
    """The lowest of the ladders, which is the one that holds back."""
    assessed = [(one.at_most, one.proven) for one in climbs if one.at_most is not None]
    if not assessed:
        return "–"
    at_most, proven = min(assessed, key=lambda one: one[0])
    if at_most == proven:
        return say.figure(at_most)
    return say("cli.score.reading.at_most", level=say.figure(at_most))


def _advances(progress: Advances, catalogue: Catalogue, say: Translator) -> Iterator[str]:
    """One line a domain and one for the whole: the way gone to the target, in all and since."""
    titles = {one.id: say("cli.score.domain", name=say.text(one.short)) for one in catalogue}
    ways = [(say("cli.score.overall"), progress.overall)]
    ways += [(titles[name], one) for name, one in progress.domains.items()]
    columns = ("name", "to_target", "since")
    rows = [
        (
            name,
            "–" if one.to_target is None else say.percent(one.to_target),
            "–" if one.since is None else say.percent(one.since),
        )
        for name, one in ways
    ]
    yield from ("", say("cli.score.progress"))
    header = tuple(say(f"cli.score.way.{name}") for name in columns)
    yield from aligned([header, *rows], words={0})

"""The command line: ``care-assess`` alone starts the application.

Exit codes: 0 done, 2 something the person can put right (said in one sentence or as a list of faults),
1 a fault of the program, 130 interrupted. ``CARE_DEBUG=1`` shows the traceback of a fault.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from typing import NoReturn

from care_assess.commands import LANG_VARIABLE, READER, tr
from care_assess.errors import CareError, Fault, FaultsError
from care_assess.text import LANGUAGES, Lang

__all__ = ["COMMANDS", "located", "main", "reader_language"]

COMMANDS: Mapping[str, str] = {
    "serve": "care_assess.commands.serve",
    "questionnaire": "care_assess.commands.questionnaire",
    "score": "care_assess.commands.score",
    "plan": "care_assess.commands.plan",
    "report": "care_assess.commands.report",
    "client": "care_assess.commands.client",
    "demo": "care_assess.commands.demo",
    "version": "care_assess.commands.version",
}
"""Name → module. The sentence that helps is ``cli.<name>.help``."""

_OPTIONS_OF_ALL = ("-h", "--help", "--version")

# What argparse itself says, by the English text it looks up.
_WORDS = {
    "usage: ": "cli.words.usage",
    "positional arguments": "cli.words.arguments",
    "options": "cli.words.options",
    "show this help message and exit": "cli.words.help",
    "%(prog)s: error: %(message)s\n": "cli.words.error",
    "argument %(argument_name)s: %(message)s": "cli.words.argument",
    "the following arguments are required: %s": "cli.words.required",
    "unrecognized arguments: %s": "cli.words.unrecognized",
    "expected one argument": "cli.words.one_expected",
    "expected at least one argument": "cli.words.some_expected",
    "invalid %(type)s value: %(value)r": "cli.words.invalid_value",
    "invalid choice: %(value)r (choose from %(choices)s)": "cli.words.invalid_choice",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of ``argv`` (default: the process arguments) and give the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _write_utf8()
    READER.set(reader_language(arguments, os.environ))
    try:
        return _run(arguments)
    except CareError as error:
        print(_explained(error), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone: nothing left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get("CARE_DEBUG"):
            raise
        print(tr()("cli.unexpected", kind=type(error).__name__, detail=error), file=sys.stderr)
        return 1


def reader_language(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """``--lang``, else ``CARE_LANG``, else the locale of the terminal; French by default."""
    for option, value in pairwise([*arguments, ""]):
        for lang in LANGUAGES:
            if option == f"--lang={lang}" or (option == "--lang" and value == lang):
                return lang
    for name in (LANG_VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "en" if environ[name].lower().startswith("en") else "fr"
    return "fr"


def _run(arguments: list[str]) -> int:
    command, arguments = _with_command(arguments)
    parser = _parser(command)
    args = parser.parse_args(arguments)
    if getattr(args, "lang", "") is None:
        args.lang = READER.get()
    run = import_module(COMMANDS[command]).run
    return int(run(args))


def _with_command(arguments: list[str]) -> tuple[str, list[str]]:
    """The command named first, and the arguments that name it: ``serve`` when none is."""
    first = arguments[0] if arguments else ""
    if first in COMMANDS:
        return first, arguments
    if not first or (first.startswith("-") and first not in _OPTIONS_OF_ALL):
        return "serve", ["serve", *arguments]
    return "", arguments


def _parser(command: str) -> argparse.ArgumentParser:
    """The parser with the options of ``command`` alone; the others are only named, not imported."""
    say = tr()
    _speak_argparse()
    parser = argparse.ArgumentParser(prog="care-assess", description=say("cli.description"))
    parser.add_argument("--version", action=_Version, help=say("cli.version.help"))
    subparsers = parser.add_subparsers(
        title=say("cli.words.commands"), metavar=say("cli.words.command")
    )
    for name, module in COMMANDS.items():
        if name == command:
            import_module(module).add(subparsers)
        else:
            subparsers.add_parser(name, help=say(f"cli.{name}.help"), add_help=False)
    return parser


class _Version(argparse.Action):
    def __init__(self, option_strings: Sequence[str], dest: str, **options: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help=options.get("help"))

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        import_module(COMMANDS["version"]).run(argparse.Namespace())
        parser.exit()


def _speak_argparse() -> None:
    """Have argparse speak the reader's language: it has no other door than its own lookup."""
    say = tr()
    said = {english: say(key) for english, key in _WORDS.items()}
    vars(argparse)["_"] = lambda text: said.get(text, text)


def _explained(error: CareError) -> str:
    say = tr()
    sentence = say.error(error)
    if not isinstance(error, FaultsError):
        return sentence
    return "\n".join([*(located(fault) for fault in error.faults), sentence])


def located(fault: Fault, file: str = "") -> str:
    """A fault on one line: its place, then its sentence; ``file``: another name for its file."""
    name = file or fault.file
    place = f"{name}:{fault.line}" if fault.line else name
    return ": ".join(filter(None, (place, fault.path, tr().message(fault.message))))


def _write_utf8() -> None:
    """Write French on any terminal and into any pipe."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")

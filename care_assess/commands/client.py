"""``care-assess client``: the clients of a consultant, each in a folder of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from care_assess.commands import Subparsers, tr
from care_assess.errors import NotFound, Refused
from care_assess.paths import open_data_dir

if TYPE_CHECKING:
    from care_assess.clients import Clients

__all__ = ["add", "run"]


def add(subparsers: Subparsers) -> None:
    """The commands of ``client``, each with its options."""
    say = tr()
    parser = subparsers.add_parser("client", help=say("cli.client.help"))
    commands = parser.add_subparsers(
        title=say("cli.words.commands"),
        metavar=say("cli.words.command"),
        dest="client_command",
        required=True,
    )
    for name, options in _OPTIONS.items():
        command = commands.add_parser(name, help=say(f"clients.command.{name}"))
        command.add_argument(
            "--data", type=Path, metavar=say("cli.folder"), help=say("clients.command.data")
        )
        options(command)


def run(args: argparse.Namespace) -> int:
    """Do what the command named says.

    Raises Refused or NotFound when it may not be done, StoreUnavailable when the disk fails.
    """
    import secrets
    from datetime import UTC, datetime

    from care_assess.clients import Clients
    from care_assess.store import new_id

    clients = Clients(
        open_data_dir(args.data),
        clock=lambda: datetime.now(UTC),
        new_id=new_id,
        random_bytes=secrets.token_bytes,
    )
    _COMMANDS[args.client_command](clients, args)
    return 0


# ---- options


def _new_options(parser: argparse.ArgumentParser) -> None:
    say = tr()
    parser.add_argument(
        "name", metavar=say("clients.command.name"), help=say("clients.command.name_help")
    )


def _export_options(parser: argparse.ArgumentParser) -> None:
    _client(parser)
    _file(parser, "-o", "--output", help_key="output", required=True)
    _password(parser)


def _import_options(parser: argparse.ArgumentParser) -> None:
    say = tr()
    parser.add_argument(
        "file", type=Path, metavar=say("clients.command.file"), help=say("clients.command.input")
    )
    parser.add_argument(
        "--name", default="", metavar=say("clients.command.name"), help=say("clients.bring.name")
    )
    _password(parser)


def _delete_options(parser: argparse.ArgumentParser) -> None:
    say = tr()
    _client(parser)
    parser.add_argument(
        "--confirm",
        required=True,
        metavar=say("clients.command.name"),
        help=say("clients.command.confirm"),
    )
    _file(parser, "-o", "--output", help_key="certificate")


def _client(parser: argparse.ArgumentParser) -> None:
    say = tr()
    parser.add_argument(
        "client", metavar=say("clients.command.client"), help=say("clients.command.client_help")
    )


def _file(
    parser: argparse.ArgumentParser, *names: str, help_key: str, required: bool = False
) -> None:
    say = tr()
    parser.add_argument(
        *names,
        type=Path,
        required=required,
        metavar=say("clients.command.file"),
        help=say(f"clients.command.{help_key}"),
    )


def _password(parser: argparse.ArgumentParser) -> None:
    _file(parser, "--password-file", help_key="password_file")


# ---- commands


def _list(clients: Clients, _args: argparse.Namespace) -> None:
    say, found = tr(), clients.list()
    for one in found:
        day = say.date(one.created_at.date())
        print(say("clients.command.line", key=one.key, day=day, name=one.name))
    if not found:
        print(say("clients.command.none"))


def _new(clients: Clients, args: argparse.Namespace) -> None:
    made = clients.new(args.name)
    print(tr()("clients.command.made", name=made.name, folder=str(clients.folder(made.key))))


def _export(clients: Clients, args: argparse.Namespace) -> None:
    from care_assess.commands.report import write_file

    client = clients.named(args.client)
    write_file(args.output, clients.export(client.key, _asked(args.password_file, twice=True)))
    print(tr()("clients.command.exported", name=client.name, file=str(args.output)))


def _import(clients: Clients, args: argparse.Namespace) -> None:
    data = _read(args.file)
    made = clients.bring(data, _asked(args.password_file, twice=False), name=args.name)
    print(tr()("clients.command.made", name=made.name, folder=str(clients.folder(made.key))))


def _delete(clients: Clients, args: argparse.Namespace) -> None:
    from care_assess.clients import certificate_text
    from care_assess.commands.report import write_file

    say = tr()
    certificate = clients.delete(clients.named(args.client).key, args.confirm)
    text = certificate_text(certificate, say)
    if args.output is None:
        print(text)
        return
    write_file(args.output, text.encode())
    name, file = certificate.client.name, str(args.output)
    print(say("clients.command.deleted", name=name, file=file))


def _asked(file: Path | None, *, twice: bool) -> str:
    """The password: the first line of ``file``, else typed without being shown."""
    if file is not None:
        return (_read(file).decode("utf-8", "replace").splitlines() or [""])[0]
    from getpass import getpass

    say = tr()
    password = getpass(say("clients.command.ask_password"))
    if twice and getpass(say("clients.command.ask_again")) != password:
        raise Refused("clients.passwords_differ")
    return password


def _read(file: Path) -> bytes:
    """Raises NotFound when the file cannot be read, Refused when it is too large to be a client."""
    from care_assess.clients.sealing import LARGEST

    try:
        if file.stat().st_size > LARGEST:
            raise Refused("clients.too_large", limit=LARGEST // 1_000_000)
        return file.read_bytes()
    except OSError as error:
        raise NotFound("clients.not_readable", file=str(file)) from error


_OPTIONS: Mapping[str, Callable[[argparse.ArgumentParser], None]] = {
    "list": lambda _: None,
    "new": _new_options,
    "export": _export_options,
    "import": _import_options,
    "delete": _delete_options,
}
_COMMANDS: Mapping[str, Callable[[Clients, argparse.Namespace], None]] = {
    "list": _list,
    "new": _new,
    "export": _export,
    "import": _import,
    "delete": _delete,
}

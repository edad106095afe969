"""``care-assess serve``: the application in the browser."""

from __future__ import annotations

import argparse
import errno
import os
import re
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from care_assess.commands import LANG_VARIABLE, ROOM_SECRET_VARIABLE, Subparsers, lan, tr
from care_assess.errors import Refused
from care_assess.paths import REPLIES_VARIABLE, open_data_dir, preview_file, settings_file
from care_assess.text import LANGUAGES

if TYPE_CHECKING:
    from streamlit import App

__all__ = ["add", "add_options", "run", "settings"]

Setting: TypeAlias = str | int | float | bool | list[str | int | float]

DEFAULT_PORT = 8501
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


def add(subparsers: Subparsers) -> None:
    """The options of the command."""
    say = tr()
    parser = subparsers.add_parser("serve", help=say("cli.serve.help"))
    add_options(parser)
    parser.add_argument("--lan", action="store_true", help=say("cli.serve.lan"))
    parser.add_argument("--lang", choices=LANGUAGES, dest="page_lang", help=say("cli.serve.lang"))
    parser.add_argument("--only-replies", action="store_true", help=say("cli.serve.only_replies"))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Where the answers are kept, and where to listen; without options of its own, to this machine alone."""
    say = tr()
    parser.set_defaults(lan=False, only_replies=False)
    parser.add_argument("--data", type=Path, metavar=say("cli.folder"), help=say("cli.serve.data"))
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help=say("cli.serve.port", port=DEFAULT_PORT)
    )
    parser.add_argument("--host", default="127.0.0.1", help=say("cli.serve.host"))


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted.

    Raises Refused when the port cannot be had, or this machine is in no room, StoreUnavailable when the
    data folder cannot, ContentError when a questionnaire has faults.
    """
    folder = open_data_dir(args.data)
    if args.lan and args.host in LOCAL_HOSTS:
        args.host = lan.room_host()
    _claim_port(args.host, args.port)
    if args.lan:
        lan.prepare(args.host, args.port)
    if args.page_lang:
        os.environ[LANG_VARIABLE] = args.page_lang
    if args.only_replies:
        os.environ[REPLIES_VARIABLE] = "1"
    _serve(args.host, args.port, folder)
    return 0


def settings(toml: str, environ: Mapping[str, str]) -> dict[str, Setting]:
    """The options of a Streamlit ``config.toml`` by dotted name, less those set in the environment."""
    return {
        name: value
        for name, value in _flat("", tomllib.loads(toml)).items()
        if _variable(name) not in environ
    }


def _serve(host: str, port: int, folder: Path) -> None:
    import streamlit as st

    from care_assess import web
    from care_assess.content import load_catalogue
    from care_assess.store import open_store

    load_catalogue()  # a fault of someone's own questionnaires is said here, with its line
    open_store(folder)  # what prevents it is said here in one sentence, not by the server in fifty

    @asynccontextmanager
    async def announced(app: App) -> AsyncIterator[None]:
        async with web.lifespan(app):
            if os.environ.get(ROOM_SECRET_VARIABLE):
                lan.announce(folder)
            else:
                _announce(host, port, folder)
            yield

    # Streamlit puts the folder of the launcher first on the import path: keep it out of the package.
    sys.argv = [str(Path(sys.executable).with_name("care-assess"))]
    options = settings(settings_file().read_text("utf-8"), os.environ)
    parts = web.PARTS.copy()
    parts["lifespan"] = announced
    st.App(web.SCRIPT, **parts).run(config={**options, "server.port": port, "server.address": host})


def _announce(host: str, port: int, folder: Path) -> None:
    say = tr()
    name = "localhost" if host in LOCAL_HOSTS or host in {"0.0.0.0", "::"} else host  # noqa: S104
    path = "/questionnaires" if preview_file() else ""
    print(say("cli.serve.address", url=f"http://{name}:{port}{path}"))
    print(say("cli.serve.data_at", folder=str(folder)))
    if host not in LOCAL_HOSTS:
        print(say("cli.serve.open_to_network"))
    print(say("cli.serve.stop"), flush=True)


def _claim_port(host: str, port: int) -> None:
    """Fail now, in one sentence, if ``port`` of ``host`` cannot be listened to."""
    if not 0 < port < 65536:
        raise Refused("cli.port_out_of_range", port=port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # a server that has just stopped leaves its port in TIME_WAIT
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise Refused("cli.port_busy", port=port, other=_next_port(port)) from error
            raise Refused("cli.port_refused", port=port, host=host) from error


def _next_port(port: int) -> int:
    return port + 1 if port < 65535 else DEFAULT_PORT


def _flat(prefix: str, table: Mapping[str, object]) -> dict[str, Setting]:
    options: dict[str, Setting] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            options.update(_flat(f"{prefix}{name}.", value))
        elif isinstance(value, str | int | float | list):
            options[f"{prefix}{name}"] = value
    return options


def _variable(option: str) -> str:
    """``server.maxUploadSize`` → ``STREAMLIT_SERVER_MAX_UPLOAD_SIZE``."""
    return "STREAMLIT_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", option).replace(".", "_").upper()

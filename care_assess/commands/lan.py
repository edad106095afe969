"""The application as the server of a room: the address that phones find, its picture, its secret. No internet."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from care_assess.commands import ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE, tr
from care_assess.errors import Refused

__all__ = ["announce", "prepare", "room_host"]

_JOIN = "rejoindre"

# Never asked anything: naming one of them is enough for the system to choose the way out, and its address.
_ELSEWHERE = ("10.255.255.255", "172.31.255.255", "192.168.255.255", "8.8.8.8")


def room_host() -> str:
    """The address of this machine in the room. Raises Refused when it has none."""
    for address in _addresses():
        found = ip_address(address)
        if not (found.is_loopback or found.is_unspecified or found.is_link_local):
            return address
    raise Refused("cli.serve.no_room")


def prepare(host: str, port: int) -> None:
    """Tell the pages where the room finds them, and a new secret."""
    os.environ[ROOM_ADDRESS_VARIABLE] = f"http://{host}:{port}"
    os.environ[ROOM_SECRET_VARIABLE] = secrets.token_urlsafe(12)


def announce(folder: Path) -> None:
    """Print the address of the room with its QR code, then the one with the secret."""
    import segno

    say, address = tr(), os.environ[ROOM_ADDRESS_VARIABLE]
    join = f"{address}/{_JOIN}"
    print(say("cli.serve.address", url=address))
    print(say("cli.serve.data_at", folder=str(folder)))
    print(say("cli.serve.room", url=join))
    segno.make_qr(join).terminal(out=sys.stdout, compact=True, border=2)
    secret = os.environ[ROOM_SECRET_VARIABLE]
    print(say("cli.serve.room_secret", url=f"{address}/?s={secret}"))
    print(say("cli.serve.room_limits"))
    print(say("cli.serve.stop"), flush=True)


def _addresses() -> Iterator[str]:
    """The addresses of this machine, the one of its way out first."""
    for there in _ELSEWHERE:
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((there, 9))
            yield str(probe.getsockname()[0])
    with suppress(OSError):
        for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(found[4][0])

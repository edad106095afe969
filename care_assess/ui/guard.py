"""In a room: from another machine, only the page to join, unless the address carries the room's secret.

``care-assess --lan`` sets the address and the secret; without it every page is open to whoever reaches
the server, as before.
"""

from __future__ import annotations

import hmac
import os
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from care_assess.commands import ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE

__all__ = ["SECRET", "lets_in", "room_address", "room_secret"]

SECRET = "s"  # noqa: S105  the name of one
"""The parameter of the address that carries the secret."""


def room_address() -> str:
    """Where other machines of the room find the server; empty outside a room."""
    return os.environ.get(ROOM_ADDRESS_VARIABLE, "")


def room_secret() -> str:
    """What other machines need to see more than the page to join; empty outside a room."""
    return os.environ.get(ROOM_SECRET_VARIABLE, "")


def lets_in() -> bool:
    """Whether this browser may see every page: on this machine, or with the secret."""
    secret = room_secret()
    if not secret or _is_here(st.context.ip_address):
        return True
    given = st.query_params.get(SECRET, "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def _is_here(address: str | None) -> bool:
    """Whether the other end of the connection is this machine. None: Streamlit's word for it."""
    if address is None:
        return True
    try:
        there = ip_address(address)
    except ValueError:
        return False
    return there.is_loopback or address == urlsplit(room_address()).hostname

"""``--lan``: the address of the room, its QR code and its secret, on a real server."""

from __future__ import annotations

import os
import socket

import pytest
from serving import Server
from stored import said

from care_assess.commands import ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE, lan
from care_assess.errors import Refused


def addresses(monkeypatch, *found: str):
    monkeypatch.setattr(lan, "_addresses", lambda: iter(found))


def test_the_room_is_on_the_first_address_that_others_can_reach(monkeypatch):
    addresses(monkeypatch, "127.0.1.1", "169.254.3.4", "192.168.1.5", "10.0.0.3")
    assert lan.room_host() == "192.168.1.5"


def test_a_computer_on_no_network_is_said_with_the_remedy(monkeypatch):
    addresses(monkeypatch, "127.0.0.1")
    with pytest.raises(Refused) as caught:
        lan.room_host()
    assert said(caught.value).startswith("Cet ordinateur n'est relié à aucun réseau")


def test_the_way_out_is_found_without_asking_anything_of_anyone():
    for address in lan._addresses():
        socket.inet_aton(address)


def test_the_secret_is_another_each_time(monkeypatch):
    for name in (ROOM_ADDRESS_VARIABLE, ROOM_SECRET_VARIABLE):
        monkeypatch.setenv(name, "")
    given = set()
    for _ in range(3):
        lan.prepare("192.168.1.5", 8501)
        given.add(os.environ[ROOM_SECRET_VARIABLE])
    assert os.environ[ROOM_ADDRESS_VARIABLE] == "http://192.168.1.5:8501"
    assert len(given) == 3
    assert all(len(one) >= 16 for one in given)


@pytest.mark.slow
def test_the_server_of_a_room_prints_its_address_its_picture_and_its_secret(tmp_path):
    served = Server(tmp_path / "data", host="127.0.0.2", environ={"CARE_LANG": "fr"})
    served.command = (*served.command, "--lan", "--host", served.host)
    served.start()
    served.stop()
    assert f"Pour rejoindre l'atelier, dans la salle\u00a0: {served.url}/rejoindre" in served.log
    assert any(sign in served.log for sign in "█▀▄")
    assert f"{served.url}/?s=" in served.log

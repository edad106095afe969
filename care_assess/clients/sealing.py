"""A client in one encrypted file: only who knows the password reads it, and a change is seen.

    CARE-CLIENT␀ · version 1 · log2 n · r · p · salt (16) · nonce (12) · check (16) · length (8) · sealed bytes

All numbers are big-endian. The password (NFC, UTF-8) and the salt give 48 bytes by scrypt: 32 are the key
of AES-256-GCM, 16 the check that tells a wrong password from a damaged file. Everything before the sealed
bytes is authenticated with them. What is sealed is compressed (zlib): a line of JSON, then the database.
"""

from __future__ import annotations

import json
import struct
import unicodedata
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from care_assess.errors import Refused

__all__ = [
    "COST",
    "LARGEST",
    "NONCE_BYTES",
    "SALT_BYTES",
    "SHORTEST_PASSWORD",
    "Parcel",
    "seal",
    "unseal",
]

SHORTEST_PASSWORD = 12
"""Characters of a password, at least."""

LARGEST = 200_000_000
"""Bytes of a client, at most, sealed or not."""

COST, COSTS = 17, range(12, 19)
"""log2 of scrypt's n: what a file is sealed with (128 MB, 0.3 s), and what is accepted of one."""

SALT_BYTES, NONCE_BYTES = 16, 12

_MAGIC = b"CARE-CLIENT\0"
_VERSION = 1
_R, _P = 8, 1
_HEADER = struct.Struct(f">{len(_MAGIC)}sBBBB{SALT_BYTES}s{NONCE_BYTES}s16sQ")
_TAG_BYTES = 16
_LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a file holds: facts about the client, and its database."""

    facts: Mapping[str, str]
    database: bytes


def seal(parcel: Parcel, password: str, *, salt: bytes, nonce: bytes, cost: int = COST) -> bytes:
    """The file. ``salt`` and ``nonce`` are random, and never used twice.

    Raises Refused when the password is too short or the client too large.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("clients.password_short", n=SHORTEST_PASSWORD)
    if len(parcel.database) > LARGEST:
        raise Refused("clients.too_large", limit=LARGEST // 1_000_000)
    line = json.dumps(dict(parcel.facts), ensure_ascii=False).encode()
    packed = zlib.compress(line + b"\n" + parcel.database)
    key, check = _derived(password, salt, cost)
    length = len(packed) + _TAG_BYTES
    header = _HEADER.pack(_MAGIC, _VERSION, cost, _R, _P, salt, nonce, check, length)
    return header + AESGCM(key).encrypt(nonce, packed, header)


def unseal(data: bytes, password: str) -> Parcel:
    """What a file holds.

    Raises Refused, each time with another reason, when it is no such file, comes from a newer version, is
    cut, when the password is wrong, or when anything in it was changed.
    """
    if len(data) > LARGEST:
        raise Refused("clients.too_large", limit=LARGEST // 1_000_000)
    if not data.startswith(_MAGIC):
        raise Refused("clients.not_a_client")
    if data[len(_MAGIC) : len(_MAGIC) + 1] > bytes([_VERSION]):
        raise Refused("clients.newer_file")
    if len(data) < _HEADER.size:
        raise Refused("clients.cut")
    header, sealed = data[: _HEADER.size], data[_HEADER.size :]
    _, version, cost, r, p, salt, nonce, expected, length = _HEADER.unpack(header)
    if version != _VERSION or cost not in COSTS or (r, p) != (_R, _P):
        raise Refused("clients.changed")
    if len(sealed) < length:
        raise Refused("clients.cut")
    key, check = _derived(password, salt, cost)
    if not compare_digest(check, expected):
        raise Refused("clients.wrong_password")
    try:
        packed = AESGCM(key).decrypt(nonce, sealed, header)
    except InvalidTag as error:
        raise Refused("clients.changed") from error
    return _unpacked(packed)


def _derived(password: str, salt: bytes, cost: int) -> tuple[bytes, bytes]:
    """The key and the check of a password."""
    spelt = unicodedata.normalize("NFC", password).encode("utf-8", "replace")
    derived = Scrypt(salt=salt, length=48, n=2**cost, r=_R, p=_P).derive(spelt)
    return derived[:32], derived[32:]


def _unpacked(packed: bytes) -> Parcel:
    try:
        opened = zlib.decompressobj().decompress(packed, LARGEST + _LONGEST_LINE + 1)
        line, _, database = opened.partition(b"\n")
        facts = json.loads(line) if len(line) <= _LONGEST_LINE else None
    except (ValueError, zlib.error) as error:
        raise Refused("clients.damaged") from error
    if len(database) > LARGEST:
        raise Refused("clients.too_large", limit=LARGEST // 1_000_000)
    if not isinstance(facts, dict) or not all(isinstance(one, str) for one in facts.values()):
        raise Refused("clients.damaged")
    return Parcel(facts, database)

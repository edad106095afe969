"""Seals: who made a file, and that nothing in it has changed since. Ed25519, as in RFC 8032.

A seal says that the holder of a key made the file. Whose key it is, people settle: each compares by
telephone the fingerprint that its own application shows.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

__all__ = ["SECRET_BYTES", "fingerprint", "is_sealed", "public_of", "seal"]

SECRET_BYTES = 32
"""Of a secret key; a public key has as many, a seal twice as many."""

_GROUPS, _SIGNS = 8, 4


def public_of(secret: bytes) -> str:
    """The public key of a secret one, in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw().hex()


def seal(secret: bytes, message: bytes) -> str:
    """The seal of ``message``, in hexadecimal. Same key, same message, same seal."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message).hex()


def is_sealed(public: str, message: bytes, sealed: str) -> bool:
    """Whether the holder of ``public`` has sealed that very message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(sealed), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: str) -> str:
    """What people read aloud: ``4F2A 91C0 …``, eight groups of four signs (128 bits)."""
    whole = hashlib.sha256(bytes.fromhex(public)).hexdigest().upper()
    return " ".join(whole[at : at + _SIGNS] for at in range(0, _GROUPS * _SIGNS, _SIGNS))

"""Secrets, where their rows are found, and the encryption of what the rows hold."""

import hashlib
import re
import secrets
from typing import Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import BaseModel

from model.sharing.errors import NotFound

SCHEMA: Final = 1
SECRET_BYTES: Final = 32
NONCE_BYTES: Final = 12  # of AES-GCM, NIST SP 800-38D


_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
Kind = Literal["plan", "share"]


# Keys and encryption -------------------------------------------------------------------------------------------------


def new_secret() -> str:
    """32 random bytes as 43 characters that may stand in an address."""
    return secrets.token_urlsafe(SECRET_BYTES)


def row_id(secret: str) -> bytes:
    """Where a link's row is found. ``NotFound`` for anything that never was a link."""
    if not _SHAPE.fullmatch(secret):
        raise NotFound
    return hashlib.sha256(secret.encode("ascii")).digest()


def _cipher(secret: str, kind: Kind) -> AESGCM:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"second-sitting/{SCHEMA} {kind}".encode())
    return AESGCM(derive.derive(secret.encode("ascii")))


def seal(secret: str, kind: Kind, content: BaseModel) -> bytes:
    """Content encrypted under a secret: the nonce, then the cipher text."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher(secret, kind).encrypt(nonce, content.model_dump_json().encode(), row_id(secret))


def unseal(secret: str, kind: Kind, sealed: bytes) -> bytes:
    """What was sealed; ``NotFound`` where it was not sealed with this secret."""
    try:
        return _cipher(secret, kind).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], row_id(secret))
    except (InvalidTag, ValueError):  # not sealed with this key, or too short to be sealed at all
        raise NotFound from None

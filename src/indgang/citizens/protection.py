"""CPR numbers at rest: encrypted to be read, hashed with a key to be found."""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from indgang.citizens.rules import Cpr


def cpr_hash(cpr: Cpr) -> bytes:
    """HMAC-SHA-256 of the digits under the installation's key: equal numbers, equal hashes."""
    return hmac.new(settings.CPR_HASH_KEY, cpr.digits.encode(), hashlib.sha256).digest()


def protect_cpr(cpr: Cpr) -> tuple[bytes, bytes]:
    """(encrypted, hash). AES-256-GCM with a fresh nonce of 12 bytes in front."""
    nonce = os.urandom(12)
    sealed = AESGCM(settings.CPR_ENCRYPTION_KEY).encrypt(nonce, cpr.digits.encode(), b"cpr")
    return nonce + sealed, cpr_hash(cpr)


def reveal_cpr(encrypted: bytes) -> str:
    """The digits again, for the one form that must carry them (``DDMMYY-SSSS``)."""
    data = bytes(encrypted)
    digits = AESGCM(settings.CPR_ENCRYPTION_KEY).decrypt(data[:12], data[12:], b"cpr").decode()
    return f"{digits[:6]}-{digits[6:]}"

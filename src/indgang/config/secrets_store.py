"""Keys of this installation: from the environment, or made once and kept in a file of mode 0600."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Secrets:
    """The three keys. ``cpr_*`` are 32 bytes; losing them loses the CPR numbers."""

    django: str
    cpr_encryption: bytes
    cpr_hash: bytes


def _fresh() -> dict[str, str]:
    def key() -> str:
        return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    return {"django": secrets.token_urlsafe(50), "cpr_encryption": key(), "cpr_hash": key()}


def load(state: Path) -> Secrets:
    """The keys from ``INDGANG_SECRETS`` (JSON) or ``<state>/secrets.json``, made at first need.

    Two processes at once: the file is linked into place whole, and the loser reads the winner's.
    """
    given = os.environ.get("INDGANG_SECRETS")
    path = state / "secrets.json"
    if given:
        found = json.loads(given)
    else:
        if not path.exists():
            state.mkdir(parents=True, exist_ok=True)
            mine = state / f".secrets.{os.getpid()}.{secrets.token_hex(4)}"
            descriptor = os.open(mine, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                json.dump(_fresh(), file)
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(mine, path)
            except FileExistsError:
                pass
            finally:
                mine.unlink()
        found = json.loads(path.read_text())
    return Secrets(
        django=found["django"],
        cpr_encryption=base64.urlsafe_b64decode(found["cpr_encryption"]),
        cpr_hash=base64.urlsafe_b64decode(found["cpr_hash"]),
    )

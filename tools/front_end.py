"""Has the front-end files and the translations in place before the tests."""

import sys
from pathlib import Path

from indgang.config import frontend, translations


def main() -> int:
    """0 when they are there."""
    translations.compile_all()
    try:
        frontend.install(Path(__file__).resolve().parents[1])
    except frontend.FrontendError as error:
        print(f"indgang: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

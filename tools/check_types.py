"""mypy on the product, and on each folder of tests by itself.

Every folder of tests has modules of its own with names such as ``conftest``, which mypy takes
for one module when it sees them together.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def runs() -> list[tuple[list[str], str]]:
    """What is checked together, and where its modules are looked for."""
    product = [name for name in ("src", "tools", "bench", "conftest.py") if (ROOT / name).exists()]
    shared = "src:tests:tools"
    return [
        (product, "src:tools"),
        ([str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").glob("*.py"))], shared),
        *(
            ([f"tests/{path.name}"], f"{shared}:tests/{path.name}")
            for path in sorted((ROOT / "tests").iterdir())
            if any(path.glob("*.py"))
        ),
    ]


def main() -> int:
    """0 when all of it is right; goes on after an error, to show them all."""
    code = 0
    for names, path in runs():
        print(f"mypy {' '.join(names)}", flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "mypy", *names],
            cwd=ROOT,
            env={**os.environ, "MYPYPATH": path},
            stdin=subprocess.DEVNULL,
        )
        code = code or done.returncode
    return code


if __name__ == "__main__":
    raise SystemExit(main())

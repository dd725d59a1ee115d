"""``python -m bench [scenario …]``: run the scenarios, print their tables, keep their lines.

``BENCH_SCALE`` (0 < scale ≤ 1) makes data and time smaller; figures are worth keeping at 1 only.
"""

import argparse
import os
import sys

from bench import case_api, reorganisation, verdicts
from bench.report import Report

SCENARIOS = {
    "case_api": case_api.run,
    "verdicts": verdicts.run,
    "reorganisation": reorganisation.run,
}


def main() -> int:
    """Run what was asked for (everything without a name)."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("scenario", nargs="*", choices=[[], *SCENARIOS], default=[])
    chosen = parser.parse_args().scenario or list(SCENARIOS)
    scale = float(os.environ.get("BENCH_SCALE", "1"))
    if not 0 < scale <= 1:
        print("BENCH_SCALE is a number over 0 and up to 1", file=sys.stderr)
        return 2
    for name in chosen:
        report = Report(name, scale)
        with report.alone():
            SCENARIOS[name](report, scale)
        print(f"\nlines: {report.path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

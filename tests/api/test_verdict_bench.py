"""The benchmark of verdicts runs, and refuses to measure answers that do not agree."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmark_of_verdicts_runs_at_a_tiny_scale() -> None:
    """It proves that the benchmark works; its figures mean nothing at this size."""
    environment = {**os.environ, "BENCH_SCALE": "0.02"}
    for name in ("INDGANG_URL_APPLICATION", "INDGANG_URL_OWNER", "INDGANG_URL_READER"):
        environment.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "bench", "verdicts"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    path = Path(done.stdout.rsplit("lines: ", 1)[1].strip())
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    path.unlink()
    cold = {line["start"]: line for line in lines if line["kind"] == "cold"}
    assert set(cold) == {"in a running process", "in a new process"}
    speeds = {line["way"]: line for line in lines if line["kind"] == "speed"}
    assert len(speeds) == 4 and all(line["per_second"] > 0 for line in speeds.values())
    assert speeds["SQL, one question a statement"]["ratio"] == 1

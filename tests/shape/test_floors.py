"""Imports and foreign keys go down only; the doors are kept."""

import ast
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey
from house import FLOOR_OF, ROOT, sources

#: Ways round the import graph. Only ``config`` puts rooms together by name.
_BACK_WAYS = {"get_model", "import_string", "import_module", "__import__"}


def test_imports_keep_the_floors_and_the_doors() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]


def test_nobody_goes_round_the_floors_by_name() -> None:
    found = []
    for path in sources():
        if "config" in path.relative_to(ROOT / "src" / "indgang").parts[:1]:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "attr", None) or getattr(node, "id", None)
            if isinstance(node, ast.Attribute | ast.Name) and name in _BACK_WAYS:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert not found


def test_foreign_keys_follow_the_floors() -> None:
    wrong = []
    seen = 0
    for model in apps.get_models():
        if model.__module__.split(".")[0] != "indgang":
            continue
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey):
                seen += 1
                here = FLOOR_OF[model._meta.app_label]
                there = FLOOR_OF[field.related_model._meta.app_label]
                same = model._meta.app_label == field.related_model._meta.app_label
                if there > here or (there == here and not same):
                    wrong.append(f"{model._meta.label}.{field.name}")
    assert seen > 50
    assert not wrong


def test_no_signals() -> None:
    """Nobody listens unseen: events are wired in ``config/wiring.py`` only."""
    found = [
        str(path.relative_to(ROOT))
        for path in sources()
        if "django.dispatch" in path.read_text() or "django.db.models.signals" in path.read_text()
    ]
    assert not found

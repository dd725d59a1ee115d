"""Files, classes and functions that one can hold in the head; no drawers for anything."""

import ast

from house import ROOT, SOURCE, sources

FILE, CLASS, FUNCTION = 500, 250, 80
_DRAWERS = {"utils", "util", "helpers", "helper", "services", "common", "misc", "managers"}


def test_files_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in [*sources(), *(ROOT / "tests").rglob("*.py"), *SOURCE.rglob("tests/*.py")]
        if (count := len(path.read_text().splitlines())) > FILE
    ]
    assert not long


def test_most_files_are_under_two_hundred_lines() -> None:
    counts = [len(path.read_text().splitlines()) for path in sources()]
    assert sum(count <= 200 for count in counts) / len(counts) > 0.8


def test_classes_and_functions_are_short() -> None:
    long = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                limit = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > limit:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {lines}")
    assert not long


def test_no_drawers() -> None:
    assert not [p for p in SOURCE.rglob("*.py") if p.stem in _DRAWERS]


def test_public_things_are_documented() -> None:
    bare = []
    for path in sources():
        tree = ast.parse(path.read_text())
        if path.name != "__init__.py" and not ast.get_docstring(tree):
            bare.append(str(path.relative_to(ROOT)))
        named = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        for node in named:
            if not node.name.startswith("_") and not ast.get_docstring(node):
                bare.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not bare

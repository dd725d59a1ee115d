"""Which tests show which numbered demand, read from the marks without running anything.

``demands.py`` prints it, ``demands.py --write`` makes ``docs/demands.md`` from it and from
``docs/demands.toml``; a test compares the two.
"""

import argparse
import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "docs" / "demands.toml"
TABLE = ROOT / "docs" / "demands.md"
_PLACES = ("src", "tests")

Demand = dict[str, str]


def demands() -> dict[str, Demand]:
    """The demands in our own words, by number."""
    found: dict[str, Demand] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    return found


def marked(root: Path = ROOT) -> dict[str, list[str]]:
    """The tests of each demand as ``file::test``; a mark on a file counts for all in it."""
    found: dict[str, list[str]] = {}
    for place in _PLACES:
        for path in sorted((root / place).rglob("test_*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            name = path.relative_to(root).as_posix()
            for test, numbers in _tests(tree):
                for number in numbers:
                    found.setdefault(number, []).append(f"{name}::{test}")
    return found


def _tests(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    everywhere = _file_marks(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if node.name.startswith("test"):
                yield node.name, _once(everywhere + _marks(node.decorator_list))
        elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            own = everywhere + _marks(node.decorator_list)
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test"):
                    yield f"{node.name}::{inner.name}", _once(own + _marks(inner.decorator_list))


def _file_marks(tree: ast.Module) -> list[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets
        ):
            value = node.value
            return _marks(value.elts if isinstance(value, ast.List | ast.Tuple) else [value])
    return []


def _marks(nodes: list[ast.expr]) -> list[str]:
    return [
        str(argument.value)
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "requirement"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    ]


def _once(numbers: list[str]) -> list[str]:
    return list(dict.fromkeys(numbers))


def table() -> str:
    """The page ``docs/demands.md``."""
    tests, known = marked(), demands()
    lines = [
        "# The demands, and what shows them",
        "",
        "Made from `docs/demands.toml` and the marks on the tests by `make demands`; a test keeps "
        "it true. The state is *works*, *partly* or *not yet*.",
    ]
    for number, demand in known.items():
        lines += ["", f"## {number}: {demand['state']}", "", demand["text"], ""]
        if demand.get("where"):
            lines.append(f"- Where: {demand['where']}")
        if demand.get("rest"):
            lines.append(f"- Missing or to know: {demand['rest']}")
        by_file: dict[str, int] = {}
        for test in tests.get(number, []):
            name = test.split("::", 1)[0]
            by_file[name] = by_file.get(name, 0) + 1
        shown = ", ".join(f"`{name}` ({count})" for name, count in by_file.items())
        lines.append(f"- Tests: {shown or 'none'}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print or write."""
    parser = argparse.ArgumentParser(description="Which tests show which demand.")
    parser.add_argument("--write", action="store_true", help="make docs/demands.md")
    if parser.parse_args().write:
        TABLE.write_text(table(), encoding="utf-8")
        return
    tests = marked()
    for number, demand in demands().items():
        print(f"{number} ({demand['state']}): {demand['text']}")
        for test in tests.get(number, []):
            print(f"    {test}")


if __name__ == "__main__":
    main()

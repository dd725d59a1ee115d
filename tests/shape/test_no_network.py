"""Nothing of the product calls out of the house."""

import ast

from house import ROOT, sources

_CALLERS = {"requests", "httpx", "aiohttp", "urllib3", "http.client", "ftplib", "smtplib",
            "telnetlib", "urllib.request", "socket", "asyncio"}  # fmt: skip


def test_no_module_can_call_out() -> None:
    found = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [f"{path.relative_to(ROOT)} {name}" for name in names if name in _CALLERS]
    # one place looks whether a port of this machine is free before it serves there
    # and asks its own web server for the first page; the job worker's loop talks to the database
    allowed = {"src/indgang/config/serving.py socket", "src/indgang/config/worker.py asyncio"}
    assert not set(found) - allowed


def test_pages_load_nothing_from_elsewhere() -> None:
    found = []
    for path in (ROOT / "src").rglob("*.html"):
        for line in path.read_text().splitlines():
            if ("src=" in line or "<link" in line) and ("http://" in line or "https://" in line):
                found.append(f"{path.relative_to(ROOT)}: {line.strip()}")
            if "<script>" in line or " style=" in line or " onclick=" in line:
                found.append(f"{path.relative_to(ROOT)}: {line.strip()}")
    assert not found

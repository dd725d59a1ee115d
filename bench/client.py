"""A lean client: one keep-alive connection, one request after the other, in its own process."""

import json
import multiprocessing
import random
import socket
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class Ask:
    """One kind of request. ``{subject}`` stands for one of ``subjects``; a header
    ``Idempotency-Key`` gets a new UUID each time."""

    name: str
    method: str
    path: str
    subjects: tuple[str, ...]
    headers: dict[str, str]
    body: str = ""
    status: int = 200


def _request(ask: Ask, host: str, chance: random.Random) -> bytes:
    subject = chance.choice(ask.subjects)
    body = ask.body.replace("{subject}", subject).encode()
    headers = {"Host": host, "Content-Length": str(len(body)), **ask.headers}
    if body:
        headers["Content-Type"] = "application/json"
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = str(uuid4())  # never seeded: a key used before does nothing
    lines = [f"{ask.method} {ask.path.replace('{subject}', subject)} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _exchange(connection: socket.socket, request: bytes) -> tuple[int, bytes]:
    """Send and read one answer with a Content-Length: (status, body)."""
    connection.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _blank, body = data.partition(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    while len(body) < length:
        body += _more(connection)
    return int(head.split(b" ", 2)[1]), body


def _more(connection: socket.socket) -> bytes:
    more = connection.recv(65536)
    if not more:
        raise ConnectionError("the server closed the connection")
    return more


def _work(ask: Ask, port: int, seconds: float, seed: int, barrier: Any, results: Any) -> None:
    chance = random.Random(seed)
    took: list[float] = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        barrier.wait()
        ends = time.perf_counter() + seconds
        while True:
            request = _request(ask, f"127.0.0.1:{port}", chance)
            began = time.perf_counter()
            if began >= ends and took:
                break
            status, body = _exchange(connection, request)
            took.append(time.perf_counter() - began)
            if status != ask.status:
                results.put(f"{ask.name}: {status} {body[:300]!r}")
                return
    results.put(took)


def load(ask: Ask, port: int, *, clients: int, seconds: float, seed: int) -> list[float]:
    """Ask again and again from ``clients`` processes; every answer's wall time in seconds.

    Raises ``RuntimeError`` for an answer that is not the expected one: a benchmark of errors
    measures nothing.
    """
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(clients), context.Queue()
    workers = [
        context.Process(target=_work, args=(ask, port, seconds, seed * 1000 + n, barrier, results))
        for n in range(clients)
    ]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=seconds + 60) for _ in workers]
    for worker in workers:
        worker.join()
    wrong = [each for each in found if isinstance(each, str)]
    if wrong:
        raise RuntimeError(wrong[0])
    return [took for each in found for took in each]


def once(ask: Ask, port: int, *, seed: int) -> Any:
    """One request outside the measuring; its body as data."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        request = _request(ask, f"127.0.0.1:{port}", random.Random(seed))
        status, body = _exchange(connection, request)
    if status != ask.status:
        raise RuntimeError(f"{ask.name}: {status} {body[:300]!r}")
    return json.loads(body)

"""The web server as a process: ``python -m indgang.config.web HOST PORT WORKERS``.

Granian with the application in processes of their own, each with a few threads. It keeps no log
of who asked for what: the record of who looked at whom is in the database.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from indgang.config import lifeline

#: Every thread may hold a connection to the database.
THREADS = 4
_WAITING = 128  # requests in line for a process before new ones are refused
_LAST_ANSWERS = 10  # seconds for running requests when the server stops


def serve(host: str, port: int, workers: int) -> None:
    """Serve until told to stop (SIGINT, SIGTERM)."""
    server = Granian(
        "indgang.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,
        backpressure=_WAITING,
        respawn_failed_workers=True,
        workers_kill_timeout=_LAST_ANSWERS,
        log_level=LogLevels.warning,
        log_access=False,
        websockets=False,
    )
    master = os.getpid()

    def load(target: str) -> Callable[..., Any]:
        # In the worker process: it must not outlive the one that started it either.
        lifeline.end_with(master)
        from indgang.config.wsgi import application

        return application

    server.serve(target_loader=load)


if __name__ == "__main__":
    lifeline.end_with_starter()
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

"""The job worker alone: it works, stops in order, and takes up what a dead one left."""

import signal
from uuid import uuid4

import psycopg
from terminals import Terminal, eventually


def _jobs(terminal: Terminal) -> list[tuple[str, int]]:
    """The deliveries; jobs that the clock starts come when they come."""
    with psycopg.connect(terminal.urls.owner) as owner:
        return owner.execute(
            "SELECT status, attempts FROM procrastinate_jobs WHERE task_name = 'deliver'"
        ).fetchall()


def _leave_a_job(terminal: Terminal, status: str) -> None:
    """A job for a delivery that does not exist: it fails, and is tried again later."""
    with psycopg.connect(terminal.urls.owner) as owner:
        row = owner.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') "
            "RETURNING id"
        ).fetchone()
        assert row is not None
        owner.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, worker_id) VALUES"
            " ('default', 'deliver', jsonb_build_object('delivery_id', %s::text), %s, %s)",
            [str(uuid4()), status, row[0] if status == "doing" else None],
        )


def test_it_takes_up_the_job_of_a_dead_worker(terminal: Terminal) -> None:
    _leave_a_job(terminal, "doing")
    worker = terminal.start("worker")
    assert eventually(lambda: _jobs(terminal)[0][1] >= 1, seconds=30), terminal.said()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0


def test_a_job_that_fails_stays_to_be_tried_again(terminal: Terminal) -> None:
    _leave_a_job(terminal, "todo")
    worker = terminal.start("worker")
    assert eventually(lambda: _jobs(terminal) == [("todo", 1)]), terminal.said()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert terminal.left() == []
    assert terminal.said() == ""  # it is to be tried again; nothing is to be done by anybody

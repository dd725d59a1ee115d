"""A process of its own that asks *may they?* with its own memory: the tests talk to it in lines.

``ask PERSON ACTION KLE`` answers ``yes``, ``no REASON``, with how many questions the database got
for it. ``begin`` and ``end`` open and close a transaction; ``record`` asks as a decision does.
"""

import sys
from collections.abc import Callable
from typing import Any

import django


def main() -> None:
    """Answer until there is nothing more to read."""
    django.setup()
    from django.db import connection, transaction

    from indgang.competence.public import Matter, record_verdict, verdict
    from indgang.organisation.public import employee
    from indgang.shared import clock
    from indgang.shared.actor import Actor, Scope
    from indgang.shared.rowsecurity import acting

    asked = 0

    def count(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*args)

    def ask(person: Any, action: str, kle: str, *, record: bool = False) -> str:
        nonlocal asked
        asked = 0
        held = employee(person, clock.today())
        actor = Actor(Scope.STAFF, held.name, person_id=held.person_id, posts=held.posts)
        with connection.execute_wrapper(count):
            if record:
                with acting(actor, purpose="casework"):
                    answer, _ = record_verdict(
                        by=actor, action=action, matter=Matter(kle), subject_id=None,
                        at=clock.now(),
                    )  # fmt: skip
            else:
                answer = verdict(held.person_id, action, Matter(kle), clock.today(),
                                 posts=held.posts)  # fmt: skip
        return f"{'yes' if answer.allowed else f'no {answer.reason}'} {asked}"

    held_open: list[Any] = []
    for line in sys.stdin:
        word, *rest = line.split()
        said = "ok"
        if word == "begin":
            held_open.append(transaction.atomic())
            held_open[-1].__enter__()
        elif word == "end":
            held_open.pop().__exit__(None, None, None)
        else:
            said = ask(*rest, record=word == "record")
        print(said, flush=True)


if __name__ == "__main__":
    main()

"""Random organisations and steps, lawful and not."""

from datetime import date
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from indgang.reorganisation.blueprint import (
    COUNCIL,
    FUNCTIONS,
    UNIT_KINDS,
    Blueprint,
    PostNode,
    TaskNode,
    UnitNode,
)
from indgang.reorganisation.plan import Plan, make_plan
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    PostRef,
    Rename,
    Split,
    Step,
    TransferTask,
)

#: A draft takes many plans to draw; how long that takes says nothing about the rule.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

ON = date(2027, 1, 1)
RANGES = ["27", "27.03", "27.03.04", "27.06", "32", "32.24", "32.24.04", "32.24.08", "32.30"]
SUBJECTS = ["", "27.03.04", "27.06.01", "32.24.04", "32.24.08", "32.24.12", "32.30.01", "54.00.01"]
ROLES = ["ansvarlig", "udfoerende", "indsigt"]
OLD = [f"u{number}" for number in range(10)]
NEW = [f"ny-{number}" for number in range(4)]
PEOPLE = [f"p{number}" for number in range(6)]
SHARES = [Decimal(text) for text in ("0.2", "0.25", "0.3", "0.5", "0.6", "1")]


def ident(key: str) -> UUID:
    """An id that is the same for the same key."""
    return uuid5(NAMESPACE_OID, key)


def planned(blueprint: Blueprint, steps: list[Step]) -> Plan:
    """The plan of the steps."""
    return make_plan(blueprint, steps, new_id=ident)


def organisation_of(
    units: list[tuple[str, str, str | None]],
    tasks: list[tuple[str, str, str]] | None = None,
    posts: list[tuple[str, str, str, str]] | None = None,
) -> Blueprint:
    """From short lines: (key, kind, parent), (unit, kle, role), (person, unit, function, share)."""
    nodes = {key: UnitNode(key, ident(key), key.title(), kind, up) for key, kind, up in units}
    rows = [
        PostNode(
            ident(f"{person} {unit} {function}"),
            person,
            ident(person),
            unit,
            function,
            f"{function} i {unit}",
            Decimal(share),
        )
        for person, unit, function, share in posts or []
    ]
    return Blueprint(
        ON,
        nodes,
        frozenset(TaskNode(*task) for task in tasks or []),
        {post.post_id: post for post in rows},
    )


@st.composite
def organisations(draw: st.DrawFn) -> Blueprint:
    """Up to ten units in a tree with the council at its top, with tasks and posts."""
    count = draw(st.integers(2, len(OLD)))
    keys = OLD[:count]
    units: list[tuple[str, str, str | None]] = [(keys[0], COUNCIL, None)]
    for number in range(1, count):
        parent = keys[draw(st.integers(0, number - 1))]
        units.append((keys[number], draw(st.sampled_from(UNIT_KINDS)), parent))
    unit = st.sampled_from(keys)
    tasks = draw(
        st.lists(
            st.tuples(unit, st.sampled_from([*RANGES, ""]), st.sampled_from(ROLES)), max_size=14
        )
    )
    posts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                unit,
                st.sampled_from(FUNCTIONS[:4]),
                st.sampled_from(SHARES),
            ),
            max_size=14,
            unique_by=lambda post: post[:3],
        )
    )
    return organisation_of(units, tasks, [(*post[:3], str(post[3])) for post in posts])


KEY = st.sampled_from([*OLD, *OLD, *NEW, "ukendt"])
KLE = st.sampled_from(RANGES)
PERSON = st.sampled_from(PEOPLE)
FUNCTION = st.sampled_from(FUNCTIONS[:4])
NAME = st.sampled_from(["Center for Børn", "Borgerservice", "=1+1", "Sundhed; Omsorg"])


def _parts() -> st.SearchStrategy[tuple[Part, ...]]:
    posts = st.lists(st.builds(PostRef, PERSON, FUNCTION), max_size=2).map(tuple)
    ranges = st.lists(KLE, max_size=2, unique=True).map(tuple)
    parts = st.builds(Part, KEY, ranges, posts).filter(lambda part: part.kle or part.posts)
    return st.lists(parts, min_size=1, max_size=3, unique_by=lambda part: part.unit).map(tuple)


STEP: st.SearchStrategy[Step] = st.one_of(
    st.builds(Create, st.sampled_from(NEW), NAME, st.sampled_from(UNIT_KINDS), KEY),
    st.builds(Rename, KEY, NAME, st.sampled_from([None, "", "33663366"])),
    st.builds(Move, KEY, KEY),
    st.builds(
        Merge, st.lists(KEY, min_size=1, max_size=3, unique=True).map(tuple), KEY
    ),
    st.builds(Split, KEY, _parts()),
    st.builds(Close, KEY, KEY | st.just("")),
    st.builds(Gather, KEY, KLE),
    st.builds(Gather, KEY, st.just(""), FUNCTION),
    st.builds(TransferTask, KLE, KEY, KEY),
    st.builds(MovePost, PERSON, KEY, FUNCTION, KEY, FUNCTION | st.just(""), st.just("")),
)  # fmt: skip

#: Also keys, numbers and functions that cannot be.
ODD = st.sampled_from(["", "u0", "u1", "ny-0", "æ ø", "x" * 200, "\x00", "32.2", "32.24.04"])
NONSENSE: st.SearchStrategy[Step] = st.one_of(
    st.builds(Create, ODD, ODD, ODD, ODD, ODD),
    st.builds(Rename, ODD, ODD, ODD | st.none()),
    st.builds(Move, ODD, ODD),
    st.builds(Merge, st.lists(ODD, max_size=3).map(tuple), ODD),
    st.builds(
        Split,
        ODD,
        st.lists(
            st.builds(
                Part,
                ODD,
                st.lists(ODD, max_size=2).map(tuple),
                st.lists(st.builds(PostRef, ODD, ODD), max_size=2).map(tuple),
            ),
            max_size=3,
        ).map(tuple),
    ),
    st.builds(Close, ODD, ODD),
    st.builds(Gather, ODD, ODD, ODD),
    st.builds(TransferTask, ODD, ODD, ODD),
    st.builds(MovePost, ODD, ODD, ODD, ODD, ODD, ODD),
)


def steps_for(day: Blueprint) -> st.SearchStrategy[Step]:
    """Steps that mostly can be done in this organisation."""
    key = st.sampled_from(sorted(day.units))
    others = st.lists(key, min_size=1, max_size=3, unique=True).map(tuple)
    kinds: list[st.SearchStrategy[Step]] = [
        st.builds(Create, st.sampled_from(NEW), NAME, st.sampled_from(UNIT_KINDS), key),
        st.builds(Rename, key, NAME, st.sampled_from([None, "", "33663366"])),
        st.builds(Move, key, key),
        st.builds(Merge, others, key),
        st.builds(Close, key, key),
        st.builds(Close, key),
        STEP,
    ]
    doing = sorted((task.unit, task.kle) for task in day.tasks if task.role != "indsigt")
    if doing:
        had = st.sampled_from(doing)
        narrower = st.sampled_from(["", "27", "27.03", "32", "32.24", "32.24.04"])

        def transfer(task: tuple[str, str], to: str, narrow: str) -> Step:
            kle = narrow if narrow.startswith(task[1] + ".") or not task[1] else task[1]
            return TransferTask(kle or "27", task[0], to)

        def split(task: tuple[str, str], to: str, also: str) -> Step:
            here = [post for post in day.posts_in.get(task[0], ()) if post.person > also]
            refs = tuple(PostRef(post.person, post.function) for post in here)
            return Split(task[0], (Part(to, (task[1] or "32",), refs),))

        kinds += [
            st.builds(transfer, had, key, narrower),
            st.builds(transfer, had, key, narrower),
            st.builds(split, had, key, PERSON),
            st.builds(lambda into, task: Gather(into, task[1][:5] or "32"), key, had),
        ]
    if day.posts:
        post = st.sampled_from(sorted(day.posts.values(), key=lambda post: str(post.post_id)))
        new = FUNCTION | st.just("")
        kinds += [
            st.builds(
                lambda post, to, new: MovePost(post.person, post.unit, post.function, to, new),
                post,
                key,
                new,
            ),
            st.builds(lambda into, post: Gather(into, "", post.function), key, post),
        ]
    return st.one_of(kinds)


@st.composite
def drafts(draw: st.DrawFn, most: int = 8) -> tuple[Blueprint, list[Step]]:
    """An organisation, and steps of which most can be done one after the other."""
    blueprint = draw(organisations())
    steps: list[Step] = []
    for _ in range(draw(st.integers(0, most))):
        steps.append(draw(steps_for(planned(blueprint, steps).after)))
    return blueprint, steps


@st.composite
def lawful(draw: st.DrawFn) -> tuple[Blueprint, list[Step]]:
    """An organisation, and steps that can all be done and leave nothing without a home."""
    blueprint, wished = draw(drafts())
    homely = [step for step in wished if not (isinstance(step, Close) and not step.to)]
    refused = {found.position for found in planned(blueprint, homely).problems}
    return blueprint, [step for at, step in enumerate(homely, start=1) if at not in refused]

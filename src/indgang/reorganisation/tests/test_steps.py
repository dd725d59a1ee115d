"""Steps as they are stored, typed and said."""

import json
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.models import Function, TaskRole, UnitKind
from indgang.reorganisation.blueprint import COUNCIL, DOING, FUNCTIONS, INSIGHT, UNIT_KINDS
from indgang.reorganisation.fields import FAULTS
from indgang.reorganisation.models import Step as StoredStep
from indgang.reorganisation.steps import (
    KINDS,
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
    dump,
    faults,
    parse,
)
from indgang.reorganisation.tests.towns import CALM, NONSENSE, STEP
from indgang.reorganisation.words import FUNCTION_NAMES, KIND_NAMES, STEP_NAMES, Names, sentence
from indgang.shared.errors import BadInput

pytestmark = [pytest.mark.requirement("O1")]

NAMES = Names(
    units={
        "boern": "Børnefaglig Afdeling",
        "unge": "Ungerådgivning",
        "center": "Center for Børn og Unge",
        "raad": "Kommunalbestyrelsen",
    },
    people={"mette": "Mette Juhl"},
    subjects={"32.24": "Børnetilskud"},
)


def test_the_words_are_those_of_the_organisation() -> None:
    assert set(UNIT_KINDS) | {COUNCIL} == set(UnitKind.values)
    assert set(FUNCTIONS) == set(Function.values)
    assert DOING | {INSIGHT} == set(TaskRole.values)
    assert set(KIND_NAMES) == set(UnitKind.values)
    assert set(FUNCTION_NAMES) == set(FUNCTIONS)
    assert set(STEP_NAMES) == set(KINDS)
    longest = StoredStep._meta.get_field("kind").max_length
    assert all(len(kind) <= (longest or 0) for kind in KINDS)


@CALM
@given(STEP.filter(lambda step: not faults(step)))
def test_what_is_written_is_read_again(step: Step) -> None:
    stored = json.loads(json.dumps(dump(step)))
    assert parse(step.KIND, stored) == step


@CALM
@given(NONSENSE)
def test_nonsense_is_refused_with_its_fields(step: Step) -> None:
    wrong = faults(step)
    assert set(wrong.values()) <= set(FAULTS)
    if wrong:
        with pytest.raises(BadInput) as refused:
            parse(step.KIND, dump(step))
        assert set(refused.value.fields) & set(wrong)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from(["", " a ", "32.24", "leader", "æ\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["unit", "kle", "posts", "person", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)
FIELDS = ["unit", "units", "parts", "into", "name", "kind", "kle", "function", "phone", "parent"]


@CALM
@given(st.sampled_from([*KINDS, "?"]), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5))
def test_any_values_are_a_step_or_refused(kind: str, detail: dict[str, Any]) -> None:
    try:
        step = parse(kind, detail)
    except BadInput as refused:
        assert refused.fields
    else:
        assert parse(kind, dump(step)) == step


@pytest.mark.parametrize(
    ("kind", "detail", "fields"),
    [
        ("create", {}, {"unit", "name", "kind", "parent"}),
        ("rename", {"unit": "a", "name": "B", "farve": "rød"}, {"farve"}),
        ("rename", {"unit": "a", "name": 7}, {"name"}),
        ("rename", {"unit": "a", "name": "B", "phone": "1" * 21}, {"phone"}),
        ("merge", {"units": [], "into": "a"}, {"units"}),
        ("merge", {"units": ["a", "a"], "into": "b"}, {"units"}),
        ("split", {"unit": "a", "parts": [{"unit": "b"}]}, {"parts"}),
        ("split", {"unit": "a", "parts": [{"unit": "b", "kle": ["32"], "x": ""}]}, {"parts"}),
        ("split", {"unit": "a", "parts": [{"kle": ["32"]}]}, {"parts"}),
        (
            "split",
            {"unit": "a", "parts": [{"unit": "b", "kle": ["32"]}, {"unit": "c", "kle": ["32"]}]},
            {"parts"},
        ),
        ("gather", {"into": "a"}, {"kle"}),
        ("transfer_task", {"kle": "32.2", "from_unit": "a", "to_unit": "b"}, {"kle"}),
        ("create", {"unit": "æ", "name": "A", "kind": "council", "parent": "b"}, {"unit", "kind"}),
        ("sammenlæg", {}, {"kind"}),
    ],
)
def test_each_wrong_field_is_named(kind: str, detail: dict[str, Any], fields: set[str]) -> None:
    with pytest.raises(BadInput) as refused:
        parse(kind, detail)
    assert set(refused.value.fields) == fields


SAID: list[tuple[Step, str]] = [
    (
        Merge(("boern", "unge"), "center"),
        "Læg Børnefaglig Afdeling og Ungerådgivning sammen i Center for Børn og Unge",
    ),
    (Merge(("boern",), "unge"), "Læg Børnefaglig Afdeling ind i Ungerådgivning"),
    (
        Merge(("boern", "unge", "raad"), "center"),
        "Læg Børnefaglig Afdeling, Ungerådgivning og Kommunalbestyrelsen sammen i "
        "Center for Børn og Unge",
    ),
    (
        Create("ny", "Center for Ældre", "centre", "raad"),
        "Opret Center for Ældre under Kommunalbestyrelsen (center)",
    ),
    (Rename("boern", "Børn"), "Kald Børnefaglig Afdeling for Børn"),
    (Rename("boern", "Børn", "12 34"), "Kald Børnefaglig Afdeling for Børn med telefon 12 34"),
    (Rename("boern", "Børn", ""), "Kald Børnefaglig Afdeling for Børn uden telefon"),
    (Move("boern", "center"), "Flyt Børnefaglig Afdeling ind under Center for Børn og Unge"),
    (
        Split(
            "boern",
            (
                Part("unge", ("32.24", "27"), (PostRef("mette", "leader"),)),
                Part("center", ("54",)),
            ),
        ),
        "Del Børnefaglig Afdeling: 32.24 Børnetilskud, 27 og Mette Juhl (leder) går til "
        "Ungerådgivning; 54 går til Center for Børn og Unge",
    ),
    (Close("boern"), "Luk Børnefaglig Afdeling"),
    (Close("boern", "unge"), "Luk Børnefaglig Afdeling, og giv alt videre til Ungerådgivning"),
    (Gather("center", "32.24"), "Saml alt inden for 32.24 Børnetilskud i Center for Børn og Unge"),
    (
        Gather("center", "", "economy"),
        "Saml alle med funktionen økonomimedarbejder i Center for Børn og Unge",
    ),
    (
        TransferTask("32.24", "boern", "unge"),
        "Flyt opgaven 32.24 Børnetilskud fra Børnefaglig Afdeling til Ungerådgivning",
    ),
    (
        MovePost("mette", "boern", "caseworker", "unge", "leader", "Chef"),
        "Flyt Mette Juhl (sagsbehandler) fra Børnefaglig Afdeling til Ungerådgivning som leder "
        "med titlen Chef",
    ),
    (
        MovePost("mette", "boern", "caseworker", "boern", "leader"),
        "Mette Juhl (sagsbehandler) bliver i Børnefaglig Afdeling som leder",
    ),
    (Move("ukendt", "unge"), "Flyt ukendt ind under Ungerådgivning"),
]


@pytest.mark.parametrize(("step", "said"), SAID)
def test_every_step_can_be_said(step: Step, said: str) -> None:
    with translation.override("da"):
        assert sentence(step, NAMES) == said

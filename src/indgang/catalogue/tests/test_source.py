"""The packaged catalogue is whole, and a broken file is refused with a word that helps."""

import dataclasses

import pytest

from indgang.catalogue.source import (
    ADMINISTRATIONS,
    CatalogueError,
    Decider,
    ServiceEntry,
    check,
    deciders,
    read_services,
    service_entries,
)

WHOLE = """
[pas]
title_da = "Pas"
title_en = "Passport"
kle = "23.09.02"
administration = "KFF"
situation = "general"
front_desk = "decide"
channels = ["digital"]
appointment = true
appointment_minutes = 15
online = true
deadline_days = 10
decided_by = "desk"
what_da = "Et pas"
what_en = "A passport"
how_da = ["Mød op"]
how_en = ["Come in"]
bring_da = []
bring_en = []
aliases = []
words_da = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"]
words_en = ["a", "b", "c", "d", "e"]
"""
DESK = {"desk": Decider("desk", "municipality", "Skranken", "The desk")}


def test_the_packaged_catalogue_holds_the_services_of_the_seven_administrations() -> None:
    entries = service_entries()
    assert len(entries) == 95
    assert [e.code for e in entries] == sorted(e.code for e in entries)
    assert {e.administration for e in entries} == set(ADMINISTRATIONS)


def test_words_are_not_said_twice_in_one_service() -> None:
    for entry in service_entries():
        for words in (entry.words_da, entry.words_en):
            assert len({w.casefold() for w in words}) == len(words), entry.code


@pytest.mark.requirement("E15")
def test_what_another_authority_decides_is_only_guided_or_received_here() -> None:
    known = deciders()
    state = {e.code: known[e.decided_by] for e in service_entries()
             if known[e.decided_by].kind == "state"}  # fmt: skip
    assert {"folkepension", "boligydelse", "boligsikring", "boerneydelse", "boernetilskud"} <= {
        code for code, who in state.items() if who.key == "udbetaling-danmark"
    }
    by_code = {e.code: e for e in service_entries()}
    ordered_here = {"eu-sygesikring"}  # the card is ordered at the desk and issued elsewhere
    assert all(by_code[c].front_desk != "decide" for c in set(state) - ordered_here)


def test_what_costs_says_so_in_both_languages() -> None:
    told = [e for e in service_entries() if e.fee_dkk or e.fee_note_da or e.fee_note_en]
    assert {"pas", "koerekort"} <= {e.code for e in told}
    assert all(e.fee_note_da and e.fee_note_en for e in told)


def test_a_whole_file_is_read() -> None:
    (entry,) = read_services([WHOLE], DESK)
    assert (entry.code, entry.kle, entry.words_en) == ("pas", "23.09.02", ("a", "b", "c", "d", "e"))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('kle = "23.09.02"', 'kle = "23.9.2"', "NN.NN.NN"),
        ('administration = "KFF"', 'administration = "XYZ"', "administration"),
        ('what_en = "A passport"', 'what_en = " "', "empty text"),
        ('what_en = "A passport"\n', "", "missing"),
        ('decided_by = "desk"', 'decided_by = "nobody"', "nobody"),
        ("online = true", 'online = "yes"', "online must be bool"),
        ("deadline_days = 10", "deadline_days = -1", "deadline_days"),
        ('"j", "k", "l"]', '"j", "k"]', "too few"),
        ('how_en = ["Come in"]', 'how_en = ["Come in", "Pay"]', "differ"),
        ("[pas]", "[Pas_1]", "code"),
        ("online = true", "online = true\ncolour = 1", "unknown"),
        ("[pas]", "[pas", "not TOML"),
    ],
)
def test_a_broken_file_is_refused(before: str, after: str, word: str) -> None:
    assert before in WHOLE
    with pytest.raises(CatalogueError, match=word):
        read_services([WHOLE.replace(before, after)], DESK)


def test_a_code_in_two_files_is_refused() -> None:
    with pytest.raises(CatalogueError, match="two files"):
        read_services([WHOLE, WHOLE], DESK)


def test_entries_cannot_be_changed() -> None:
    (entry,) = read_services([WHOLE], DESK)
    assert isinstance(entry, ServiceEntry)
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.kle = "00.00.00"  # type: ignore[misc]  # the point of the test
    check(dataclasses.replace(entry, deadline_days=0), DESK)

"""*Hvem må?* and *hvad må jeg?* on any day, up to any amount."""

import pytest

from indgang.desk.tests.pages import words
from indgang.desk.tests.town import Town
from indgang.steering.tests.authority import SUPPLEMENT, grant

pytestmark = pytest.mark.requirement("O4")

ASK = f"/styring/hvem-maa/?service={SUPPLEMENT}"


def asked(town: Town, more: str = "", who: str = "mette") -> str:
    """What the page says after the table's own headings."""
    return words(town.client(who).get(ASK + more))


def test_units_people_instrument_and_dispensation(town: Town) -> None:
    said = asked(town)
    assert "P/O-kontor Nord" in said
    assert "Birgit Holm" in said
    assert "Papir om extra" in said
    assert "5.000 kr." in said
    assert "på dispensation" in said
    assert "Ja, op til 5.000 kr. – på dispensation." in said


def test_over_the_limit_only_those_without_one(town: Town) -> None:
    said = asked(town, "&amount=5001")
    assert "P/O-kontor Nord" in said
    assert "Papir om dispensation" not in said.split("Må jeg?")[0]
    assert "Nej. Beløbet er over din grænse på 5.000 kr." in said


def test_an_outcome_that_the_desk_may_not_give(town: Town) -> None:
    grant(
        town, "only-yes", "desk-south", "root", SUPPLEMENT, outcomes=["granted"],
        kind="dispensation",
    )  # fmt: skip
    assert "Papir om only-yes" in asked(town, "&outcome=granted")
    assert "Papir om only-yes" not in asked(town, "&outcome=refused")


def test_the_answer_is_that_of_the_day(town: Town) -> None:
    grant(town, "next-year", "job", "root", "beboerindskud", validity="[2027-01-01,)")
    code = "/styring/hvem-maa/?service=beboerindskud"
    client = town.client("mette")
    now = words(client.get(code))
    assert "Ingen i kommunen må afgøre det den dag" in now
    assert "Fra 1. januar 2027 må Jobcenter Nord." in now
    then = words(client.get(f"{code}&dag=2027-01-01"))
    assert "Pia Dalgaard" in then
    before = words(client.get(f"{code}&dag=2019-12-31"))
    assert "Ingen i kommunen må afgøre det den dag" in before


def test_two_that_may_without_an_agreement_are_told_of(town: Town) -> None:
    grant(town, "also", "job", "root", SUPPLEMENT)
    said = asked(town, who="lea")
    assert "To må, og der er ingen aftale om, hvem der tager den" in said
    assert "Skriv en aftale om det" in said


def test_nobody_in_the_post_is_said(town: Town) -> None:
    grant(town, "empty", "library", "root", SUPPLEMENT, function="specialist")
    assert "Ingen har stillingen den dag. (Specialist)" in asked(town)


def test_the_picture_shows_every_chain_and_says_the_same_in_words(town: Town) -> None:
    answer = town.client("mette").get(f"/styring/hvem-maa/tegnet/?service={SUPPLEMENT}")
    drawing = answer.content.decode().split("au-picture")[1].split("</svg>")[0]
    for name in ("Byrådet", "P/O-kontor Nord", "Borgerservice Nord"):
        assert name in drawing
        assert name in words(answer).split("Det samme som tekst")[1]
    assert drawing.count("<rect") == 3
    assert drawing.count("<path") == 2
    assert "højst 5.000 kr." in drawing
    assert "style=" not in drawing


def test_the_desks_own_page_asks_the_same_and_links_here(town: Town) -> None:
    answer = town.client("mette").get(f"/skranke/hvem-maa/?service={SUPPLEMENT}&amount=5001")
    said = words(answer)
    assert "P/O-kontor Nord" in said
    assert "på dispensation" not in said
    link = f"/styring/hvem-maa/?service={SUPPLEMENT}&amp;amount=5001"
    assert link in answer.content.decode()


def test_what_i_may_and_what_changes_soon(town: Town) -> None:
    grant(town, "soon", "desk", "root", "beboerindskud", validity="[2027-01-01,)")
    with_end = grant(town, "short", "desk", "root", "koerekort", validity="[2020-01-01,2026-12-15)")
    said = words(town.client("mette").get("/styring/hvad-maa-jeg/"))
    assert "Pas Ja" in said
    assert "Ja, op til 5.000 kr., på dispensation" in said
    assert "Fra 15. december 2026 Du må ikke længere: Kørekort" in said
    assert "Fra 1. januar 2027 Du må: " in said
    later = words(town.client("mette").get("/styring/hvad-maa-jeg/?dag=2026-12-15"))
    assert "Kørekort Ja" not in later
    assert with_end


def test_words_narrow_what_i_may(town: Town) -> None:
    said = words(town.client("mette").get("/styring/hvad-maa-jeg/?q=pas"))
    assert "Pas Ja" in said
    assert "på dispensation" not in said

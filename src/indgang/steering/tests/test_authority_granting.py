"""The chain drawn link by link; giving, ending and taking an ending back."""

import html
import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import Town, rows
from indgang.steering.tests.authority import SUPPLEMENT, audited, grant, kle_of, send
from indgang.steering.tests.past import add_leader

pytestmark = pytest.mark.requirement("O4")


@pytest.fixture
def secretary(town: Town) -> Any:
    """The council's secretary, who gives on its behalf."""
    add_leader(town, "sekr", "Signe Sekretær", "council")
    return town.client("sekr")


def instrument_of(town: Town, key: str) -> UUID:
    """The paper that a grant rests on."""
    [(found,)] = rows("SELECT instrument_id FROM competence_grant WHERE id = %s", town.grants[key])
    return UUID(str(found))


def typed(town: Town, **changed: Any) -> dict[str, Any]:
    """A grant to the job centre, out of the council's own."""
    return {
        "holder": town.units["job"],
        "function": "",
        "action": "decide",
        "kle": kle_of("koerekort"),
        "without": "",
        "amount_limit": "",
        "complexity": "",
        "instrument": instrument_of(town, "cash"),
        "begins": "2026-12-01",
        "ends": "",
        **changed,
    }


def sheet_of(answer: Any) -> Any:
    """The one sheet of a workbook that was answered."""
    return load_workbook(BytesIO(answer.content)).active


def give_path(town: Town, key: str = "root") -> str:
    """Where one gives of a grant."""
    return f"/styring/bemyndigelser/{town.grants[key]}/giv/"


def page_of(town: Town, key: str) -> str:
    """A grant's own page."""
    return f"/styring/bemyndigelser/{town.grants[key]}/"


def test_the_chain_goes_from_the_post_up_to_the_council(town: Town) -> None:
    said = words(town.client("mette").get(f"{page_of(town, 'dispensation')}?mig=1"))
    assert "Gælder 1. december 2026." in said
    chain = said.split("Kæden, fra stillingen og op")[1]
    places = [chain.index(word) for word in ("Mette Juhl", "Borgerservice Nord", "Byrådet")]
    assert places == sorted(places)
    assert "Dispensation: Papir om dispensation" in chain
    assert "Kilde til dispensation" in chain
    assert "højst 5.000 kr." in chain
    assert "Fra 1. januar 2020" in chain


@pytest.mark.parametrize(
    ("more", "day", "why"),
    [
        ({"validity": "[2020-01-01,2026-11-01)"}, "", "Bemyndigelsen er sluttet den dag."),
        ({"validity": "[2027-01-01,)"}, "", "Bemyndigelsen er ikke begyndt endnu den dag."),
        ({"paper_days": "[2020-01-01,2026-11-01)"}, "", "gælder ikke længere den dag."),
        ({"may_sub_delegate": False}, "", "Den må ikke gives videre, og noget bygger på den."),
    ],
)
def test_a_broken_link_is_drawn_broken_and_says_why(
    town: Town, more: dict[str, Any], day: str, why: str
) -> None:
    grant(town, "middle", "suf", "root", SUPPLEMENT, **{"may_sub_delegate": True, **more})
    grant(town, "low", "care", "middle", SUPPLEMENT)
    answer = town.client("mette").get(page_of(town, "low") + day)
    said = words(answer)
    assert "Gælder ikke 1. december 2026: kæden er brudt." in said
    assert f"Brudt: {why}" in said or (why in said and "Brudt:" in said)
    assert answer.content.decode().count("au-box au-broken") == 1


def test_the_drawn_chain_agrees_with_the_rules(town: Town) -> None:
    grant(town, "middle", "suf", "root", SUPPLEMENT, may_sub_delegate=True,
          validity="[2020-01-01,2027-01-01)")  # fmt: skip
    grant(town, "low", "care", "middle", SUPPLEMENT)
    client = town.client("mette")
    for day, holds in (("2026-12-31", True), ("2027-01-01", False)):
        said = words(client.get(f"{page_of(town, 'low')}?dag={day}"))
        assert ("kæden er brudt" not in said) is holds
        listed = words(client.get(f"/styring/bemyndigelser/?q=low&dag={day}"))
        assert ("kæden holder ikke" not in listed) is holds


def test_given_with_the_chain_checked_first(town: Town, secretary: Any) -> None:
    tried = send(secretary, give_path(town), **typed(town), do="try")
    assert tried.status_code == 200
    assert "Kæden holder" in words(tried)
    assert audited("competence.give_grant") == 0
    given = send(secretary, give_path(town), **typed(town), do="give")
    assert given.status_code == 302, words(given)
    assert audited("competence.give_grant") == 1
    assert "Jobcenter Nord: afgøre" in words(secretary.get(given.headers["Location"]))
    may = words(town.client("pia").get("/styring/hvem-maa/?service=koerekort"))
    assert "Pia Dalgaard" in may


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"holder": ""}, "Vælg en enhed."),
        ({"begins": ""}, "Vælg en dag."),
        ({"begins": "2026-11-30"}, "kan ikke begynde på en dag, der er gået"),
        ({"ends": "2026-12-01"}, "Den sidste dag skal komme efter den første."),
        ({"kle": "abc"}, "Skriv et KLE-nummer, for eksempel 32 eller 32.24.04."),
        ({"without": "12"}, "Det, der er undtaget, ligger ikke i emnet."),
        ({"instrument": "00000000-0000-0000-0000-000000000000"}, "Hjemlen gælder ikke den dag."),
    ],
)
def test_what_cannot_be_given_is_said_where_it_was_typed(
    town: Town, secretary: Any, changed: dict[str, str], wrong: str
) -> None:
    answer = send(secretary, give_path(town), **typed(town, **changed), do="give")
    assert answer.status_code == 422
    assert wrong in words(answer)
    assert audited("competence.give_grant") == 0


def test_nobody_gives_more_than_they_have(town: Town) -> None:
    grant(town, "some", "desk", "root", SUPPLEMENT, may_sub_delegate=True, amount_limit=3000)
    lea = town.client("lea")
    much = typed(town, kle=kle_of(SUPPLEMENT), amount_limit="3.001", holder=town.units["desk"])
    answer = send(lea, give_path(town, "some"), **much, do="give")
    assert answer.status_code == 422
    assert "Beløbet er højere, end enheden ovenover selv må." in words(answer)
    other = typed(town, amount_limit="3.000", holder=town.units["desk"])
    assert "Emnet er bredere" in words(send(lea, give_path(town, "some"), **other, do="give"))
    assert town.client("lea").get(give_path(town)).status_code == 403


def test_the_desk_gets_no_dispensation_before_the_task_is_ready(town: Town, secretary: Any) -> None:
    paper = instrument_of(town, "dispensation")
    more = typed(town, kle=kle_of("kontanthjaelp"), holder=town.units["desk"], instrument=paper)
    answer = send(secretary, give_path(town), **more, do="give")
    assert answer.status_code == 422
    assert "Opgaven er ikke klar til skranken. Det mangler: " in words(answer)


def test_an_instrument_is_written_in_and_can_be_given_from(town: Town) -> None:
    made = send(
        town.client("lea"), "/styring/hjemler/ny/", kind="internal_delegation",
        title_da="Lederens brev", source="Brev af 1. december 2026", begins="2026-12-01",
        title_en="", text_da="Ordlyden står her.", ends="",
    )  # fmt: skip
    assert made.status_code == 302, words(made)
    said = words(town.client("pia").get(made.headers["Location"]))
    assert "Lederens brev" in said
    assert "Ordlyden står her." in said
    assert "Ingen endnu." in said


def test_ending_shows_first_what_falls(town: Town, secretary: Any) -> None:
    grant(town, "middle", "suf", "root", "koerekort", may_sub_delegate=True)
    grant(town, "low", "care", "middle", "koerekort")
    town.case(1, "care", service="koerekort")
    path = f"{page_of(town, 'middle')}slut/"
    said = words(secretary.get(f"{path}?ends=2027-01-01"))
    assert "1 bemyndigelse under den." in said
    assert "1 emne, som enheder ikke længere må afgøre." in said
    assert "1 åben sag." in said
    assert "Så må ingen afgøre noget af det" in said
    assert "Kørekort" in said
    assert "P/O-kontor Nord" in said
    assert audited("competence.revoke_grant") == 0


def test_where_another_grant_gives_the_same_nobody_loses(town: Town, secretary: Any) -> None:
    grant(town, "again", "care", "root", SUPPLEMENT)
    said = words(secretary.get(f"{page_of(town, 'extra')}slut/?ends=2027-01-01"))
    assert "0 emner, som enheder ikke længere må afgøre." in said


def test_ended_on_a_day_and_taken_back_before_it(town: Town, secretary: Any) -> None:
    path = page_of(town, "extra")
    page = secretary.get(f"{path}slut/?ends=2027-01-01")
    ended = secretary.post(f"{path}slut/", {"ends": "2027-01-01", **hidden(page)})
    assert ended.headers["Location"] == path
    shown = secretary.get(path)
    assert "Den slutter 1. januar 2027. Det kan fortrydes indtil da." in words(shown)
    days = words(town.client("mette").get("/styring/falder-vaek/?dag=2027-01-01"))
    assert "P/O-kontor Nord" in days
    back = secretary.post(f"{path}fortryd/", hidden(shown))
    assert back.headers["Location"] == path
    assert "Det kan fortrydes indtil da" not in words(secretary.get(path))
    [(until,)] = rows(
        "SELECT upper(validity) FROM competence_grant WHERE id = %s", town.grants["extra"]
    )
    assert until is None
    assert audited("competence.unrevoke_grant") == 1


def test_what_ended_today_or_by_nobody_cannot_be_taken_back(town: Town, secretary: Any) -> None:
    path = page_of(town, "extra")
    page = secretary.get(f"{path}slut/?ends=2026-12-01")
    assert "Det kan ikke fortrydes." in words(page)
    secretary.post(f"{path}slut/", {"ends": "2026-12-01", **hidden(page)})
    assert secretary.post(f"{path}fortryd/").status_code == 409
    assert secretary.post(f"{page_of(town, 'cash')}fortryd/").status_code == 409


def test_the_past_is_not_written_anew(town: Town, secretary: Any) -> None:
    path = f"{page_of(town, 'extra')}slut/"
    answer = send(secretary, path, ends="2026-11-30")
    assert answer.status_code == 422
    assert "kan ikke slutte på en dag, der er gået" in words(answer)


def test_only_those_it_comes_from_end_it(town: Town) -> None:
    lea = town.client("lea")
    path = page_of(town, "dispensation")
    assert "Slut bemyndigelsen" not in words(lea.get(path))
    assert lea.post(f"{path}slut/", {"ends": "2027-01-01"}).status_code == 403
    assert lea.post(f"{path}fortryd/").status_code == 403
    assert audited("competence.revoke_grant") == 0


def test_the_book_is_narrowed_and_leaves_as_a_sheet(town: Town) -> None:
    client = town.client("mette")
    said = words(client.get("/styring/bemyndigelser/?kind=dispensation"))
    assert "1 bemyndigelse 1. december 2026." in said
    answer = client.get("/styring/bemyndigelser/regneark/?kind=dispensation")
    assert "bemyndigelser-2026-12-01.xlsx" in answer.headers["Content-Disposition"]
    [head, row] = sheet_of(answer).iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert told["Enhed"] == "Borgerservice Nord"
    assert told["Højst kroner"] == 5000
    assert told["Fra"].date() == date(2020, 1, 1)
    assert told["Gælder hele kæden"] == "ja"


def test_a_unit_named_like_a_formula_is_only_text_in_the_sheet(town: Town) -> None:
    grant(town, "=1+1", "job", "root", "koerekort")
    rows("UPDATE competence_instrument SET title_da = '=1+1' WHERE key = '=1+1' RETURNING 1")
    answer = town.client("mette").get("/styring/bemyndigelser/regneark/?q=%3D1")
    cells = [cell for row in sheet_of(answer).iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_form_keeps_what_was_typed(town: Town, secretary: Any) -> None:
    answer = send(secretary, give_path(town), **typed(town, kle="abc", amount_limit="12"), do="try")
    page = html.unescape(answer.content.decode())
    assert re.search(r'name="kle"[^>]*value="abc"', page)
    assert re.search(r'name="amount_limit"[^>]*value="12"', page)

"""Before and after, enacting, undoing, the letter and the transition, on the pages."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from openpyxl import load_workbook

from indgang.config import wiring
from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import NOW, Town, rows
from indgang.reorganisation.public import take_effect_of_due
from indgang.shared import clock, outbox
from indgang.shared.actor import SYSTEM
from indgang.shared.rowsecurity import as_system
from indgang.steering.tests.drafting import (
    DAY,
    ON_THE_DAY,
    drafted,
    enacted,
    may_sign,
    new_draft,
    press,
    sign_what_is_left,
)

pytestmark = pytest.mark.requirement("O1")


@pytest.fixture
def lea(town: Town) -> Any:
    """The leader of Borgerservice Nord."""
    for number in range(3):
        town.case(number)
    return town.client("lea")


def test_before_and_after_are_told_in_lines_and_in_words(lea: Any) -> None:
    address = drafted(lea)
    page = lea.get(f"{address}foer-og-efter/")
    html = page.content.decode()
    assert '<path d="M0,' in html
    rows_left = {row.node.key: row for row in page.context["picture"].left}
    assert rows_left["job"].node.change == "closed"
    assert [other.name for other in rows_left["job"].others] == ["Center for Hjælp"]
    said = words(page)
    assert "går til Center for Hjælp" in said
    assert "kom fra Borgerservice Nord , Jobcenter Nord" in said
    assert "hedder bagefter Folkebiblioteket" in said
    assert "Åbne sager : 3" in said
    whole = lea.get(f"{address}foer-og-efter/?vis=alt")
    assert len(whole.context["picture"].left) > len(page.context["picture"].left)


def test_nothing_moves_yet(lea: Any) -> None:
    assert "Intet flytter endnu" in words(lea.get(f"{new_draft(lea)}foer-og-efter/"))


def test_all_that_moves_as_a_file(lea: Any) -> None:
    address = drafted(lea)
    text = lea.get(f"{address}flytter.csv").content.decode("utf-8-sig")
    assert "Åbne sager;Jobcenter Nord;Center for Hjælp;3" in text.splitlines()
    sent = lea.get(f"{address}flytter.xlsx")
    assert "nye-centre-2027-01-04.xlsx" in sent.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(sent.content)).active
    assert sheet is not None
    assert ("Åbne sager", "Jobcenter Nord", "Center for Hjælp", 3) in sheet.values
    assert lea.get(f"{address}flytter.pdf").status_code == 404


def test_the_steps_as_a_sheet_are_the_same_steps_again(lea: Any) -> None:
    address = drafted(lea)
    before = rows("SELECT kind, detail FROM reorganisation_step ORDER BY position")
    sheet = BytesIO(lea.get(f"{address}trin.xlsx").content)
    sheet.name = "trin.xlsx"
    assert press(lea, address, "regneark", sheet=sheet).status_code == 302
    after = rows("SELECT kind, detail FROM reorganisation_step ORDER BY position")
    assert after == before
    assert lea.get("/styring/omlaegninger/skabelon.xlsx").content.startswith(b"PK")


def test_who_may_not_is_told_who_may(lea: Any, town: Town) -> None:
    address = drafted(lea)
    sign_what_is_left(lea, address)
    assert "Du må ikke selv vedtage den." in words(lea.get(address))
    may_sign(town, "care")
    said = words(lea.get(f"{address}vedtag/"))
    assert "Det må: P/O-kontor Nord" in said
    assert "Den kan ikke vedtages endnu." in said
    sent = press(lea, address, "vedtag")
    assert sent.status_code == 403
    assert "Du må ikke vedtage den" in words(sent)
    [(state,)] = rows("SELECT state FROM reorganisation_reorganisation")
    assert state == "draft"
    [(allowed,)] = rows("SELECT allowed FROM competence_verdictrecord")
    assert allowed is False  # the no is kept


def test_what_is_missing_keeps_it_from_being_enacted(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea, (("close", {"unit": "Jobcenter Nord", "to": ""}),))
    sent = press(lea, address, "vedtag")
    assert sent.status_code == 409
    [(state,)] = rows("SELECT state FROM reorganisation_reorganisation")
    assert state == "draft"


def test_enacted_read_by_all_and_undone(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    sign_what_is_left(lea, address)
    page = lea.get(f"{address}vedtag/")
    assert "Den træder i kraft mandag 4. januar" in words(page)
    form = hidden(page)
    for _press in range(2):  # pressed twice is pressed once
        assert lea.post(f"{address}vedtag/", form).status_code == 302
    said = words(lea.get(address))
    assert "Træder i kraft mandag 4. januar 2027, om 34 dage." in said
    assert "Vedtaget af Lea Lund" in said
    assert "Flyt Lea Lund (leder)" in said  # by name, not by key
    assert "Nye centre" in words(town.client("ellen").get("/styring/omlaegninger/"))
    other = words(town.client("ellen").get(address))
    assert "Én kommune" in other
    assert "Fortryd omlægningen" not in other
    assert lea.get(f"{address}overgang/").status_code == 409

    assert lea.post(f"{address}fortryd/", {"reason": "", **form}).status_code == 422
    undone = lea.post(f"{address}fortryd/", {"reason": "Vi venter et år", **form})
    assert undone.status_code == 302, words(undone)
    said = words(lea.get(address))
    assert "Fortrudt af Lea Lund" in said
    assert "»Vi venter et år«" in said
    assert lea.get(f"{address}fortryd/").status_code == 409


def test_somebody_changed_it_while_i_read(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    sign_what_is_left(lea, address)
    form = hidden(lea.get(f"{address}vedtag/"))
    press(lea, address, "trin/3/fjern")
    late = lea.post(f"{address}vedtag/", form)
    assert late.status_code == 409
    assert "En kollega har ændret omlægningen" in words(late)


def test_a_day_that_has_passed_is_said(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    with clock.stopped(NOW + timedelta(days=60)):
        assert "Dagen er passeret. Vælg en ny dag." in words(town.client("lea").get(address))


def test_today_takes_effect_at_once(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    page = lea.get(f"{address}ret/")
    typed = {"title": "Nye centre", "effective_on": "2026-12-01", "reason": ""}
    assert lea.post(f"{address}ret/", {**typed, **hidden(page)}).status_code == 302
    sign_what_is_left(lea, address)
    assert "i samme øjeblik du trykker" in words(lea.get(f"{address}vedtag/"))
    enacted(lea, address)
    assert "Trådt i kraft" in words(lea.get(address))


def _deliver() -> None:
    """Run what waits in the queue, as the worker does."""
    with as_system("delivery"):
        for _lot in range(20):
            waiting = rows("SELECT id FROM shared_delivery WHERE done_at IS NULL")
            if not waiting:
                return
            for (delivery,) in waiting:
                outbox.deliver(UUID(str(delivery)), by=SYSTEM, at=ON_THE_DAY)
    raise AssertionError("the queue does not end")


@pytest.mark.requirement("O7")
def test_the_letter_is_written_read_and_sent_and_the_transition_closed(
    lea: Any, town: Town
) -> None:
    may_sign(town)
    address = drafted(lea)
    page = lea.get(f"{address}brev/")
    assert re.search(r"LIX \d+: (meget )?let at læse", words(page))
    typed = {
        "whom": "changed", "subject_da": "Dit nye center", "text_da": "Vi er flyttet.\nRing.",
        "subject_en": "Your new centre", "text_en": "We have moved.\nCall.",
        "partners": "Boligforeningen, mail",
    }  # fmt: skip
    wrong = lea.post(f"{address}brev/", {**typed, "text_da": "", **hidden(page)})
    assert wrong.status_code == 422
    assert lea.post(f"{address}brev/", {**typed, **hidden(page)}).status_code == 302
    enacted(lea, address)
    with clock.stopped(ON_THE_DAY):
        assert take_effect_of_due(at=ON_THE_DAY) == 1
        then = town.client("lea")
        assert "Vi er ved at finde dem" in words(then.get(f"{address}overgang/"))
        _deliver()
        said = words(then.get(f"{address}overgang/"))
        assert "1 af 1 breve er lavet." in said
        assert "Center for Hjælp" in said
        assert "Fremme hos borgeren: 1" in said
        [(subject,)] = rows("SELECT subject FROM messages_message")
        assert subject == "Dit nye center"
        assert "Brevet kan ikke ændres længere" in words(then.get(f"{address}brev/"))
        page = then.get(f"{address}overgang/")
        notice = re.search(r"overgang/partner/([0-9a-f-]+)/", page.content.decode())
        assert notice
        told = then.post(f"{address}overgang/partner/{notice[1]}/", hidden(page))
        assert told.status_code == 302
        assert "har fået besked" in words(then.get(f"{address}overgang/"))
        assert then.post(f"{address}overgang/luk/", hidden(page)).status_code == 422
        closed = then.post(f"{address}overgang/luk/", {**hidden(page), "note": "Det kører"})
        assert closed.status_code == 302, words(closed)
        assert "»Det kører« Lea Lund" in words(then.get(f"{address}overgang/"))


@pytest.mark.requirement("O7")
def test_the_front_page_tells_what_is_coming_and_what_is_followed(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    assert "Udkast til omlægninger" in words(lea.get("/styring/"))
    enacted(lea, address)
    assert "Omlægninger på vej" in words(lea.get("/styring/"))
    with clock.stopped(ON_THE_DAY):
        take_effect_of_due(at=ON_THE_DAY)
        assert "Overgange, der følges" in words(town.client("lea").get("/styring/"))


def test_every_page_is_there_in_english_too(lea: Any, town: Town) -> None:
    may_sign(town)
    address = drafted(lea)
    lea.cookies["django_language"] = "en"
    with translation.override("en"):
        for path in (
            "",
            "foer-og-efter/",
            "vedtag/",
            "brev/",
            "ret/",
            "trin/1/",
            "trin/nyt/split/",
        ):
            assert lea.get(f"{address}{path}").status_code == 200, path
    assert DAY.year == 2027
    assert wiring.BEARERS

"""The pages of a draft: who sees it, its steps, what is missing, and two who write at once."""

import json
import re
from typing import Any

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import Town, rows
from indgang.steering.tests.authority import audited
from indgang.steering.tests.drafting import add, drafted, new_draft, press, upload
from indgang.steering.tests.past import add_leader

pytestmark = pytest.mark.requirement("O1")


@pytest.fixture
def lea(town: Town) -> Any:
    """The leader of Borgerservice Nord."""
    return town.client("lea")


def _steps() -> list[Any]:
    """Kind and detail of every step, in order."""
    found = rows("SELECT kind, detail FROM reorganisation_step ORDER BY position")
    return [(kind, json.loads(detail)) for kind, detail in found]


def test_the_empty_list_helps(lea: Any, town: Town) -> None:
    said = words(lea.get("/styring/omlaegninger/"))
    assert "Lav en omlægning – fra bunden eller fra et regneark" in said
    assert "Hent et tomt regneark med vejledning" in said
    assert "Ingen omlægning er vedtaget" in words(
        town.client("ellen").get("/styring/omlaegninger/")
    )


def test_a_draft_is_for_leaders(lea: Any, town: Town) -> None:
    address = new_draft(lea, "Den hemmelige plan")
    other = town.client("ellen")
    assert "hemmelige" not in words(other.get("/styring/omlaegninger/"))
    closed = other.get(address)
    assert closed.status_code == 403
    assert "Kun ledere kan se den" in words(closed)
    for verb in ("foer-og-efter/", "flytter.csv", "trin.xlsx", "vedtag/", "brev/", "ret/"):
        assert other.get(f"{address}{verb}").status_code == 403, verb
    assert other.get("/styring/omlaegninger/ny/").status_code == 403


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "", "effective_on": "2027-01-04"}, "Giv omlægningen et navn."),
        ({"title": "A", "effective_on": "4. januar"}, "Skriv dagen sådan"),
        ({"title": "A", "effective_on": ""}, "Vælg en dag."),
        ({"title": "A" * 161, "effective_on": "2027-01-04"}, "161"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(lea: Any, typed: dict[str, str], said: str) -> None:
    sent = lea.post("/styring/omlaegninger/ny/", {"reason": "", **typed})
    assert sent.status_code == 422
    assert said in words(sent)
    assert rows("SELECT 1 FROM reorganisation_reorganisation") == []


def test_the_form_sent_twice_is_one_draft(lea: Any) -> None:
    typed = {
        "title": "A", "effective_on": "2027-01-04", "reason": "",
        **hidden(lea.get("/styring/omlaegninger/ny/")),
    }  # fmt: skip
    first, second = (lea.post("/styring/omlaegninger/ny/", typed) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(rows("SELECT 1 FROM reorganisation_reorganisation")) == 1


KINDS = [
    ("create", {"name": "Center for Børn", "kind": "centre", "parent": "Kultur", "phone": ""},
     "Opret Center for Børn under Kultur (center)"),
    ("rename", {"unit": "biblioteket", "name": "Folkebiblioteket", "phone": ""},
     "Kald Biblioteket for Folkebiblioteket"),
    ("move", {"unit": "Biblioteket", "parent": "Sundhed"}, "Flyt Biblioteket ind under Sundhed"),
    ("merge", {"unit_1": "Borgerservice Syd", "unit_2": "Biblioteket",
               "into": "Borgerservice Nord"},
     "Læg Borgerservice Syd og Biblioteket sammen i Borgerservice Nord"),
    ("close", {"unit": "Biblioteket", "to": "Borgerservice Nord"}, "Luk Biblioteket"),
    ("gather", {"kle": "", "function": "caseworker", "into": "Jobcenter Nord"},
     "Saml alle med funktionen sagsbehandler i Jobcenter Nord"),
    ("move_post", {"post": "Pia Dalgaard, sagsbehandler, Jobcenter Nord",
                   "to_unit": "P/O-kontor Nord", "new_function": "", "new_title": ""},
     "Flyt Pia Dalgaard (sagsbehandler) fra Jobcenter Nord til P/O-kontor Nord"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "typed", "said"), KINDS, ids=[kind[0] for kind in KINDS])
def test_a_step_is_added_by_names_and_changed_in_its_place(
    lea: Any, kind: str, typed: dict[str, str], said: str
) -> None:
    address = new_draft(lea)
    assert add(lea, address, kind, typed).status_code == 302
    assert said in words(lea.get(address))
    [(stored, detail)] = _steps()
    assert stored == kind
    page = lea.get(f"{address}trin/1/")
    sent = lea.post(f"{address}trin/1/", {**_filled(page), **hidden(page)})
    assert sent.status_code == 302, words(sent)
    assert _steps() == [(stored, detail)]  # as it was: the page had filled everything in


def _filled(page: Any) -> dict[str, str]:
    """What the form of a step has filled in."""
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_a_task_goes_by_its_name(lea: Any) -> None:
    address = new_draft(lea)
    page = lea.get(f"{address}trin/nyt/transfer_task/")
    task = next(label for label in re.findall(r'option value="([^"]+)"', page.content.decode())
                if "Kontanthjælp" in label)  # fmt: skip
    typed = {"kle": task, "from_unit": "Jobcenter Nord", "to_unit": "Borgerservice Nord"}
    assert add(lea, address, "transfer_task", typed).status_code == 302
    assert "Kontanthjælp" in words(lea.get(address))


def test_a_name_that_nobody_has_is_answered_with_those_like_it(lea: Any) -> None:
    address = new_draft(lea)
    typed = {"unit": "Bibliotekket", "parent": "Sundhed"}
    sent = add(lea, address, "move", typed)
    assert sent.status_code == 422
    assert "Mente du »Biblioteket«?" in words(sent)
    assert 'value="Bibliotekket"' in sent.content.decode()
    assert _steps() == []


def test_a_unit_of_an_earlier_step_can_be_chosen(lea: Any) -> None:
    address = drafted(
        lea,
        (
            ("create", {"name": "Team Ny", "kind": "team", "parent": "Kultur", "phone": ""}),
            ("move", {"unit": "Biblioteket", "parent": "team ny"}),
        ),
    )
    assert "Flyt Biblioteket ind under Team Ny" in words(lea.get(address))
    assert _steps()[0][1]["unit"] == "team-ny"


def test_more_lines_keep_what_was_typed(lea: Any) -> None:
    address = new_draft(lea)
    page = lea.get(f"{address}trin/nyt/merge/")
    before = page.content.decode().count('list="enheder"')
    typed = {f"unit_{n}": name for n, name in enumerate(["Biblioteket"] * 4, start=1)}
    more = lea.post(f"{address}trin/nyt/merge/", {**typed, "more": "1", **hidden(page)})
    assert more.status_code == 200
    assert more.content.decode().count('list="enheder"') > before
    assert more.content.decode().count('value="Biblioteket"') >= 4
    assert _steps() == []


def test_a_unit_is_split_in_two_pages(lea: Any) -> None:
    address = new_draft(lea)
    start = f"{address}trin/nyt/split/"
    assert "Vælg først enheden" in words(lea.get(start))
    assert lea.get(f"{start}?enhed=Jobcenter+Nord").status_code == 422
    second = f"{start}?enhed=Jobcenter+Nord&del_1=Biblioteket&del_2=Borgerservice+Syd"
    page = lea.get(second)
    said = words(page)
    assert "Pia Dalgaard, sagsbehandler" in said
    form = page.context["form"]
    nothing = lea.post(second, dict.fromkeys(form.fields, "") | hidden(page))
    assert nothing.status_code == 422
    person = next(name for name, field in form.fields.items() if "Pia" in str(field.label))
    chosen = dict.fromkeys(form.fields, "") | {"task_0": "desk-south", person: "library"}
    sent = lea.post(second, {**chosen, **hidden(page)})
    assert sent.status_code == 302, words(sent)
    [(kind, detail)] = _steps()
    assert kind == "split"
    assert {part["unit"]: (len(part["kle"]), len(part["posts"])) for part in detail["parts"]} == {
        "library": (0, 1),
        "desk-south": (1, 0),
    }
    again = lea.get(f"{address}trin/1/")
    kept = lea.post(f"{address}trin/1/", {**_filled(again), **hidden(again)})
    assert kept.status_code == 302, words(kept)
    assert sorted(map(str, _steps()[0][1]["parts"])) == sorted(map(str, detail["parts"]))


def test_steps_are_moved_and_removed(lea: Any) -> None:
    address = drafted(
        lea,
        (
            ("rename", {"unit": "Biblioteket", "name": "A", "phone": ""}),
            ("rename", {"unit": "Jobcenter Nord", "name": "B", "phone": ""}),
        ),
    )
    assert press(lea, address, "trin/2/flyt", til="1").status_code == 302
    assert [detail["name"] for _kind, detail in _steps()] == ["B", "A"]
    assert press(lea, address, "trin/1/fjern").status_code == 302
    assert [detail["name"] for _kind, detail in _steps()] == ["A"]
    assert lea.get(f"{address}trin/7/").status_code == 404
    assert lea.get(f"{address}trin/nyt/spraeng/").status_code == 404


def test_what_cannot_be_done_stands_at_the_step(lea: Any) -> None:
    address = drafted(
        lea,
        (
            ("close", {"unit": "Biblioteket", "to": "Borgerservice Nord"}),
            ("rename", {"unit": "Biblioteket", "name": "Nyt", "phone": ""}),
        ),
    )
    said = words(lea.get(address))
    assert "Biblioteket er lukket i trin 1" in said
    assert "1 trin kan ikke udføres." in said
    assert "disabled" in lea.get(address).content.decode()


def test_two_who_write_at_once_do_not_write_over_each_other(lea: Any, town: Town) -> None:
    add_leader(town, "bo", "Bo Berg", "job")
    bo = town.client("bo")
    address = new_draft(lea)
    old = hidden(lea.get(f"{address}trin/nyt/rename/"))
    assert add(bo, address, "rename", {"unit": "Biblioteket", "name": "Bo", "phone": ""})
    late = lea.post(
        f"{address}trin/nyt/rename/",
        {**old, "unit": "Jobcenter Nord", "name": "Lea", "phone": ""},
    )
    assert late.status_code == 409
    assert "En kollega har ændret omlægningen" in words(late)
    assert 'value="Lea"' in late.content.decode()  # what was typed is kept
    again = lea.post(
        f"{address}trin/nyt/rename/",
        {**hidden(late), "unit": "Jobcenter Nord", "name": "Lea", "phone": ""},
    )
    assert again.status_code == 302  # having seen it, one presses again
    assert [detail["name"] for _kind, detail in _steps()] == ["Bo", "Lea"]
    gone = lea.post(f"{address}trin/1/fjern/", {**old})
    assert gone.status_code == 409
    assert len(_steps()) == 2


SHEET = "handling;enhed;til;under;navn;slags\nopret;;;Kultur;Center Ny;center\n"


def test_a_sheet_becomes_the_steps(lea: Any) -> None:
    address = drafted(lea, (("rename", {"unit": "Biblioteket", "name": "A", "phone": ""}),))
    assert upload(lea, address, SHEET).status_code == 302
    said = words(lea.get(address))
    assert "Opret Center Ny under Kultur" in said
    assert "række 2" in said
    assert len(_steps()) == 1


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        (SHEET.replace("opret", "opfind"), "Række 2, kolonne A (handling)", "opfind"),
        (SHEET + "luk;Ingen enhed;;;;\n", "Række 3, kolonne B (enhed)", "Ingen enhed"),
        ("navn\nA\n", "Række 1", "handling"),
        ("", "Filen er tom", ""),
    ],
)
def test_a_wrong_sheet_says_where_and_changes_nothing(
    lea: Any, text: str, where: str, said: str
) -> None:
    address = drafted(lea, (("rename", {"unit": "Biblioteket", "name": "A", "phone": ""}),))
    sent = upload(lea, address, text)
    assert sent.status_code == 422
    assert where in words(sent)
    assert said in words(sent)
    assert [kind for kind, _detail in _steps()] == ["rename"]


def test_a_sheet_that_is_too_large_is_not_read(lea: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indgang.steering.forms_reorganisation.LARGEST_SHEET", 100)
    sent = upload(lea, new_draft(lea), SHEET + "x" * 100)
    assert sent.status_code == 422
    assert "Filen er for stor" in words(sent)


def test_one_press_mends_and_a_reason_signs(lea: Any) -> None:
    address = drafted(lea, (("close", {"unit": "Jobcenter Nord", "to": ""}),))
    page = lea.get(address)
    said = words(page)
    assert "Opgaver, der mangler et hjem" in said
    assert "mangler et hjem" in page.context["sentence"]
    told = page.context["missing"][0].first[0]
    line, (choice, _name) = told.line, told.choices[0]
    wrong = press(lea, address, "ret-op", code=line.code, subject=line.subject, til="council")
    assert wrong.status_code == 404
    sent = press(lea, address, "ret-op", code=line.code, subject=line.subject, til=choice)
    assert sent.status_code == 302
    assert [kind for kind, _detail in _steps()] == ["transfer_task", "close"]
    again = press(lea, address, "ret-op", code=line.code, subject=line.subject, til=choice)
    assert again.status_code == 409
    assert "Det mangler ikke længere" in words(again)

    left = lea.get(address).context["missing"][0].first[0].line
    empty = press(lea, address, "underskriv", code=left.code, subject=left.subject, reason=" ")
    assert empty.status_code == 422
    signed = press(
        lea, address, "underskriv", code=left.code, subject=left.subject, reason="De skal fratræde"
    )
    assert signed.status_code == 302
    said = words(lea.get(address))
    assert "»De skal fratræde« Lea Lund" in said
    assert audited("reorganisation.sign_exception") == 1
    unsigned = press(lea, address, "traek-underskrift", code=left.code, subject=left.subject)
    assert unsigned.status_code == 302
    assert "De skal fratræde" not in words(lea.get(address))


def test_one_reason_signs_all_of_a_kind(lea: Any) -> None:
    address = drafted(lea, (("close", {"unit": "Jobcenter Nord", "to": ""}),))
    group = next(
        group for group in lea.get(address).context["missing"] if group.code == "post_without_home"
    )
    assert group.count == 2
    assert group.signable
    sent = press(lea, address, "underskriv", code=group.code, alle="ja", reason="De er fratrådt")
    assert sent.status_code == 302
    assert "Du har underskrevet 2 undtagelser." in words(lea.get(address))
    assert audited("reorganisation.sign_exception") == 2
    left = [group.code for group in lea.get(address).context["missing"]]
    assert "post_without_home" not in left
    assert "task_without_home" in left


def test_one_press_gives_all_of_a_unit(lea: Any) -> None:
    address = drafted(lea, (("close", {"unit": "Jobcenter Nord", "to": ""}),))
    group = next(
        group for group in lea.get(address).context["missing"] if group.code == "post_without_home"
    )
    line, choice = group.whole.line, group.whole.choices[0][0]
    sent = press(lea, address, "ret-op", code=line.code, subject=line.subject, til=choice, alt="ja")
    assert sent.status_code == 302
    [(kind, detail)] = _steps()
    assert (kind, detail["to"]) == ("close", choice)
    left = {group.code for group in lea.get(address).context["missing"]}
    assert left == {"task_without_competence"}  # that unit may not decide it, and says so


def test_a_leader_is_chosen_from_the_trouble(lea: Any) -> None:
    address = drafted(
        lea, (("create", {"name": "Nyt", "kind": "centre", "parent": "Kultur", "phone": ""}),)
    )
    page = lea.get(address)
    told = next(group.first[0] for group in page.context["missing"]
                if group.code == "unit_without_leader")  # fmt: skip
    form = lea.get(told.elsewhere)
    assert form.context["form"]["to_unit"].value() == "Nyt"
    assert form.context["form"]["new_function"].value() == "leader"


def test_name_day_and_reason_are_changed_and_a_draft_given_up(lea: Any) -> None:
    address = new_draft(lea)
    typed = {"title": "Nyt navn", "effective_on": "2027-02-01", "reason": "Fordi"}
    page = lea.get(f"{address}ret/")
    assert lea.post(f"{address}ret/", {**typed, **hidden(page)}).status_code == 302
    assert "Nyt navn" in words(lea.get(address))
    assert press(lea, address, "opgiv").status_code == 302
    said = words(lea.get(address))
    assert "Trukket tilbage" in said
    assert add(lea, address, "rename", {"unit": "Biblioteket", "name": "A", "phone": ""}
               ).status_code == 409  # fmt: skip

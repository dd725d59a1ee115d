"""Readiness, gaps and overlaps, agreements, what falls away, and who is barred."""

from typing import Any

import pytest

from indgang.competence.public import CRITERIA
from indgang.desk.tests.pages import DECISION, hidden, words
from indgang.desk.tests.town import Town, rows
from indgang.steering.tests.authority import (
    SUPPLEMENT,
    audited,
    conflict,
    grant,
    kle_of,
    send,
)
from indgang.steering.tests.past import add_leader

TASK = "/styring/klar-til-skranken/koerekort/"


@pytest.mark.requirement("E11")
def test_seven_criteria_each_with_who_said_so(town: Town) -> None:
    lea = town.client("lea")
    assert "7 ting mangler" in words(lea.get(TASK))
    said = send(lea, TASK, uncomplicated_met="1", stable_met="0", stable_note="Mængden svinger.")
    assert said.status_code == 302, words(said)
    page = words(lea.get(TASK))
    assert "6 ting mangler" in page
    assert "Lea Lund, fra 1. december 2026" in page
    assert "Mængden svinger." in words(town.client("pia").get(TASK))
    listed = words(lea.get("/styring/klar-til-skranken/"))
    assert "Kørekort 1 af 7" in listed
    assert audited("competence.record_readiness") == 2


@pytest.mark.requirement("E11")
def test_only_what_is_new_is_said(town: Town) -> None:
    lea = town.client("lea")
    send(lea, TASK, uncomplicated_met="1")
    again = send(lea, TASK, uncomplicated_met="1")
    assert again.status_code == 422
    assert "Du har ikke ændret noget." in words(again)
    loose = send(lea, TASK, stable_note="Uden svar")
    assert "Vælg ja eller nej." in words(loose)
    assert audited("competence.record_readiness") == 1


@pytest.mark.requirement("E11")
def test_only_leaders_say_it_and_only_the_tasks_own_that_it_agrees(town: Town) -> None:
    assert "Ret det her" in words(send(town.client("pia"), TASK, uncomplicated_met="1"))
    foreign = send(town.client("lea"), f"/styring/klar-til-skranken/{SUPPLEMENT}/", agreed_met="1")
    assert foreign.status_code == 403
    add_leader(town, "inge", "Inge Leder", "care")
    own = send(town.client("inge"), f"/styring/klar-til-skranken/{SUPPLEMENT}/", agreed_met="1")
    assert own.status_code == 302
    assert rows("SELECT count(*) FROM competence_readiness") == [(1,)]


@pytest.mark.requirement("E11", "O4")
def test_a_ready_task_says_so_and_is_not_warned_of(town: Town) -> None:
    add_leader(town, "inge", "Inge Leder", "care")
    path = f"/styring/klar-til-skranken/{SUPPLEMENT}/"
    before = words(town.client("inge").get("/styring/klar-til-skranken/"))
    assert "skranken har den allerede" in before
    send(town.client("inge"), path, **{f"{name}_met": "1" for name in CRITERIA})
    page = words(town.client("inge").get(path))
    assert "Opgaven er klar. Alt er på plads." in page
    assert "skranken har den allerede" not in words(
        town.client("inge").get("/styring/klar-til-skranken/")
    )


@pytest.mark.requirement("O4")
def test_gaps_and_overlaps_of_a_day(town: Town) -> None:
    grant(town, "also", "job", "root", SUPPLEMENT, validity="[2027-01-01,)")
    lea = town.client("lea")
    now = words(lea.get("/styring/huller/"))
    assert "Ingen må" in now
    assert "Kørekort" in now
    assert "To må, uden en aftale" not in now
    then = words(lea.get("/styring/huller/?dag=2027-01-01"))
    assert "1 opgave må to afgøre uden en aftale." in then
    assert "Personligt tillæg" in then.split("To må, uden en aftale")[1]


@pytest.mark.requirement("K8")
def test_an_agreement_settles_it_and_is_told_where_one_asks(town: Town) -> None:
    grant(town, "also", "job", "root", SUPPLEMENT)
    add_leader(town, "inge", "Inge Leder", "care")
    client = town.client("inge")
    agreed = {
        "kle": kle_of(SUPPLEMENT), "first_unit": town.units["care"],
        "other_unit": town.units["job"], "condition_da": "Når borgeren har pension.",
        "condition_en": "", "source": "Møde i marts", "begins": "2026-12-01", "ends": "",
    }  # fmt: skip
    empty = send(client, "/styring/huller/aftale/", **{**agreed, "condition_da": ""})
    assert empty.status_code == 422
    same = send(client, "/styring/huller/aftale/", **{**agreed, "other_unit": town.units["care"]})
    assert "Vælg to enheder" in words(same)
    assert send(client, "/styring/huller/aftale/", **agreed).status_code == 302
    asked = words(client.get(f"/styring/hvem-maa/?service={SUPPLEMENT}"))
    assert "P/O-kontor Nord tager den før Jobcenter Nord:" in asked
    assert "Når borgeren har pension." in asked
    outside = send(town.client("lea"), "/styring/huller/aftale/", **agreed)
    assert outside.status_code == 403


@pytest.mark.requirement("O4")
def test_the_coming_days_and_what_falls_with_them(town: Town) -> None:
    grant(town, "middle", "suf", "root", "koerekort", may_sub_delegate=True,
          validity="[2020-01-01,2027-02-01)")  # fmt: skip
    grant(town, "low", "care", "middle", "koerekort")
    client = town.client("mette")
    listed = words(client.get("/styring/falder-vaek/"))
    assert "1. februar 2027 2 bemyndigelser slutter" in listed
    assert "noget må ingen afgøre" in listed
    day = words(client.get("/styring/falder-vaek/?dag=2027-02-01"))
    assert "Fra den dag må ingen afgøre" in day
    assert "1 under den falder med" in day
    assert "Kørekort" in day
    front = words(client.get("/styring/"))
    assert "1 opgave må ingen afgøre bagefter." not in front  # more than two months ahead


def barred(town: Town, **more: Any) -> tuple[str, str]:
    """Pia has Ibrahim's case and is barred; Lene leads the job centre."""
    add_leader(town, "lene", "Lene Leder", "job")
    case = str(town.case(1, caseworker_id=town.people["pia"]))
    if more.pop("one_case", False):
        more["case_id"] = case
    return f"/styring/inhabilitet/{conflict(town, 'pia', **more)}/", case


@pytest.mark.requirement("O6")
def test_the_leader_sees_it_and_gives_the_case_to_a_colleague(town: Town) -> None:
    path, case = barred(town)
    lene = town.client("lene")
    assert "Pia Dalgaard" in words(lene.get("/styring/")).split("Inhabile, der venter på dig")[1]
    listed = words(lene.get("/styring/inhabilitet/"))
    assert "S-TEST-0001" in listed
    assert "Ibrahim" not in listed
    assert "Ibrahim Haddad" in words(lene.get(path))
    missing = send(lene, path, handling="given_on")
    assert "Vælg en kollega." in words(missing)
    done = send(lene, path, handling="given_on", colleague=town.people["omar"])
    assert done.status_code == 302, words(done)
    assert rows("SELECT caseworker_id FROM case_case") == [(town.people["omar"],)]
    told = words(town.client("omar").get(f"/skranke/sag/{case}/"))
    assert "Sagen er givet til Omar Nasser." in told
    assert "En kollega har sagen: Omar Nasser" in words(lene.get("/styring/inhabilitet/"))
    looked = "SELECT what, purpose FROM access_lookup WHERE what = 'conflict' LIMIT 1"
    assert rows(looked) == [("conflict", "casework")]


@pytest.mark.requirement("O6")
def test_the_leader_takes_it(town: Town) -> None:
    path, _ = barred(town)
    assert send(town.client("lene"), path, handling="leader_took_it").status_code == 302
    assert rows("SELECT caseworker_id FROM case_case") == [(town.people["lene"],)]


@pytest.mark.requirement("O6")
def test_a_substitute_in_another_unit_gets_the_case_and_its_papers(town: Town) -> None:
    path, case = barred(town)
    grant(town, "sub", "care", "root", "kontanthjaelp", kind="substitution")
    page = town.client("lene").get(path)
    assert "Birgit Holm, P/O-kontor Nord" in words(page)
    done = send(town.client("lene"), path, handling="substitute", substitute=town.people["birgit"])
    assert done.status_code == 302, words(done)
    assert rows("SELECT responsible_unit_id, caseworker_id FROM case_case") == [
        (town.units["care"], town.people["birgit"])
    ]
    assert rows("SELECT from_unit_id, to_unit_id FROM case_casemove") == [
        (town.units["job"], town.units["care"])
    ]
    assert town.client("birgit").get(f"/skranke/sag/{case}/").status_code == 200
    assert town.client("omar").get(f"/skranke/sag/{case}/").status_code == 404


@pytest.mark.requirement("O6")
def test_nobody_else_can_is_for_one_case_and_needs_a_reason(town: Town) -> None:
    path, case = barred(town, one_case=True)
    lene, pia = town.client("lene"), town.client("pia")
    assert "Du er inhabil i sagen" in words(pia.get(f"/skranke/sag/{case}/"))
    bare = send(lene, path, handling="no_other", reason="")
    assert "forvaltningsloven § 4" in words(bare).casefold()
    done = send(lene, path, handling="no_other", reason="Vi er kun to, og den anden er syg.")
    assert done.status_code == 302, words(done)
    page = pia.get(f"/skranke/sag/{case}/")
    assert "Ingen andre kan tage sagen" in words(page)
    assert "Afgør sagen" in words(page)
    decided = pia.post(f"/skranke/sag/{case}/afgoer/", {**DECISION, **hidden(page)})
    assert decided.status_code == 302, words(decided)


@pytest.mark.requirement("O6")
def test_nobody_else_can_is_not_said_of_all_a_citizens_cases(town: Town) -> None:
    path, _ = barred(town)
    answer = send(town.client("lene"), path, handling="no_other", reason="Kun os to.")
    assert answer.status_code == 422
    assert "Det kan kun siges om en bestemt sag." in words(answer)


@pytest.mark.requirement("O6")
def test_other_leaders_and_the_person_see_nothing_of_it(town: Town) -> None:
    path, _ = barred(town)
    assert town.client("lea").get(path).status_code == 404
    assert "Pia" not in words(town.client("lea").get("/styring/inhabilitet/"))
    assert town.client("pia").get(path).status_code == 403
    assert town.client("lea").post(f"{path}forbi/").status_code == 404
    assert rows("SELECT ended_at FROM competence_conflictofinterest") == [(None,)]


@pytest.mark.requirement("O6")
def test_it_was_a_mistake(town: Town) -> None:
    path, _ = barred(town)
    page = town.client("lene").post(f"{path}forbi/")
    assert page.status_code == 302
    assert audited("competence.end_conflict") == 1
    assert "Ingen venter på dig" in words(town.client("lene").get("/styring/inhabilitet/"))

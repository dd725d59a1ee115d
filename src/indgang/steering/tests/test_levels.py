"""What is solved where in a district, and who steers whom (demand O5)."""

import pytest

from indgang.config.database.public import Urls
from indgang.desk.tests.pages import words
from indgang.desk.tests.town import Town
from indgang.steering.tests.demonstration import staff

pytestmark = pytest.mark.requirement("O5")


def test_one_task_by_level_and_who_steers(demonstration_town: Urls) -> None:
    told = words(
        staff("mette-juhl").get("/styring/niveauer/?distrikt=Bispebjerg&opgave=personligt-tillaeg")
    )
    for line in (
        "De, der løser opgaverne i Bispebjerg",
        "Hele byen (1) Sundheds- og Omsorgsforvaltningen",
        "P/O-kontor Bispebjerg",
        "Borgerservice Bispebjerg må afgøre op til 5.000 kr., på dispensation",
        "Sundheds- og Omsorgsudvalget Sundheds- og Omsorgsforvaltningen",
        "Styrelsesvedtægten: udvalgenes opgaver Styrelsesvedtægt",
        "Udvalgets bemyndigelse",
    ):
        assert line in told, line
    assert "Bibliotek Bispebjerg" not in told
    assert "Borgerservice Valby" not in told


def test_the_reader_sees_their_own_district_and_administration_first(
    demonstration_town: Urls,
) -> None:
    page = staff("mette-juhl").get("/styring/niveauer/").content.decode()
    assert '<option value="Bispebjerg" selected>' in page
    assert '<option value="kff" selected>' in page
    assert "Pas" in page
    assert "Parkeringslicens" not in page.split("Opgave for opgave")[1].split("Hvem styrer")[0]


@pytest.mark.parametrize("asked", ["distrikt=Atlantis", "opgave=findes-ikke", "forvaltning=xx"])
def test_what_is_not_there_does_no_harm(town: Town, asked: str) -> None:
    answer = town.client("mette").get(f"/styring/niveauer/?{asked}")
    assert answer.status_code == 200

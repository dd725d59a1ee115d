"""The page kit: what it says, and that it says it to everybody."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared import clock, spoken_dates
from indgang.shared.components import Row, Step, StepState, TimelineEntry, steps

MORNING = datetime(2026, 12, 4, 9, 30, tzinfo=UTC)
DAY = date(2026, 12, 4)


class Page(HTMLParser):
    """Collects tags and words, so that tests ask about meaning and not about white space."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def render(source: str, **context: Any) -> Page:
    return Page(Template("{% load pages %}" + source).render(Context(context)))


class Question(forms.Form):
    name = forms.CharField(label="Hvad hedder du?", help_text="Som i dit pas")
    note = forms.CharField(label="Andet", required=False, widget=forms.Textarea)
    answer = forms.ChoiceField(
        label="Svar", choices=[("b", "Brev"), ("t", "Telefon")], widget=forms.RadioSelect
    )
    about = forms.MultipleChoiceField(
        label="Om", choices=[("s", "Skole"), ("j", "Job")], widget=forms.CheckboxSelectMultiple
    )
    read = forms.BooleanField(label="Jeg har læst det")


class TestFields:
    def test_the_label_the_hint_and_the_error_belong_to_the_input(self) -> None:
        page = render("{% form_field form.name %}", form=Question({}))
        control = page.all("input")[0]
        assert page.all("label")[0]["for"] == control["id"]
        ids = {attributes.get("id") for _tag, attributes in page.tags}
        named = (control["aria-describedby"] or "").split()
        assert len(named) == 2 and set(named) <= ids
        assert control["aria-invalid"] == "true"
        assert "Som i dit pas" in page.text and "Fejl:" in page.text

    def test_a_field_without_hint_or_error_points_nowhere(self) -> None:
        control = render("{% form_field form.note %}", form=Question()).all("textarea")[0]
        assert "aria-describedby" not in control

    def test_only_what_may_be_left_out_is_marked(self) -> None:
        assert "frivilligt" in render("{% form_field form.note %}", form=Question()).text
        assert "frivilligt" not in render("{% form_field form.name %}", form=Question()).text

    @pytest.mark.parametrize(("field", "kind"), [("answer", "radio"), ("about", "checkbox")])
    def test_a_group_of_choices_is_one_question(self, field: str, kind: str) -> None:
        form = Question({"answer": "t", "about": ["j"]})
        page = render("{% form_field field %}", field=form[field])
        assert len(page.all("fieldset")) == len(page.all("legend")) == 1
        options = page.all("input")
        assert [option["type"] for option in options] == [kind, kind]
        assert ["checked" in option for option in options] == [False, True]
        assert [one["for"] for one in page.all("label")] == [one["id"] for one in options]

    def test_what_was_typed_is_escaped(self) -> None:
        page = render("{% form_field form.name %}", form=Question({"name": '"><script>x'}))
        assert page.all("script") == []
        assert page.all("input")[0]["value"] == '"><script>x'

    def test_the_summary_leads_to_every_wrong_field_by_name(self) -> None:
        form = Question({"note": "x"})
        page = render(
            "{% error_summary form %}{% for f in form %}{% form_field f %}{% endfor %}", form=form
        )
        ids = {attributes.get("id") for _tag, attributes in page.tags}
        targets = [(one["href"] or "").lstrip("#") for one in page.all("a")]
        assert len(targets) == len(form.errors) == 4
        assert set(targets) <= ids
        assert "Hvad hedder du? –" in page.text

    def test_no_errors_no_summary(self) -> None:
        assert render("{% error_summary form %}", form=Question()).text == ""


class TestComponents:
    def test_progress_says_in_words_what_the_dots_show(self) -> None:
        page = render("{% progress labels 2 %}", labels=["Modtaget", "Vurderes", "Svar"])
        assert "Modtaget: gjort" in page.text
        assert "Vurderes: i gang nu" in page.text
        assert "Svar: kommer senere" in page.text
        assert "2 af 3" in page.text
        assert sum("aria-current" in one for one in page.all("li")) == 1

    def test_finished_progress_has_nothing_left(self) -> None:
        page = render("{% progress labels 3 %}", labels=["Modtaget", "Svar"])
        assert "Færdig" in page.text and "kommer senere" not in page.text

    @pytest.mark.parametrize("current", [0, 4])
    def test_a_step_that_does_not_exist_is_refused(self, current: int) -> None:
        with pytest.raises(ValueError, match="does not exist"):
            steps(["a", "b"], current)

    def test_the_step_guide_links_only_where_one_may_go(self) -> None:
        guide = [
            Step("Oplysninger", StepState.DONE, "/1"),
            Step("Regler", StepState.CURRENT),
            Step("Resultat", StepState.AHEAD),
        ]
        page = render("{% step_guide guide %}", guide=guide)
        assert [one["href"] for one in page.all("a")] == ["/1"]
        assert [one["aria-current"] for one in page.all("div") if "aria-current" in one] == ["step"]

    def test_an_alert_says_its_kind_and_keeps_its_content(self) -> None:
        page = render(
            '{% alert kind="error" heading=h %}<p>{{ t }}</p>{% endalert %}', h="<b>", t="&"
        )
        assert page.text.startswith("Fejl: <b>")
        assert page.text.endswith("&")
        assert page.all("b") == []
        assert page.all("div")[0]["role"] == "alert"

    def test_an_unknown_kind_of_alert_is_plain_information(self) -> None:
        page = render('{% alert kind="debug" %}x{% endalert %}')
        assert "alert-info" in (page.all("div")[0]["class"] or "")

    def test_structured_list_takes_rows_and_pairs(self) -> None:
        rows = [Row("Adresse", "<i>", "/ret", "Ret"), ("Frist", "i dag")]
        page = render("{% structured_list rows %}", rows=rows)
        assert page.text == "Adresse <i> Ret adresse Frist i dag"
        assert page.all("i") == []

    def test_a_table_that_scrolls_can_be_reached_and_has_a_name(self) -> None:
        page = render('{% scroll_table "Breve" %}<tbody></tbody>{% endscroll_table %}')
        region = page.all("div")[0]
        assert (region["role"], region["aria-label"], region["tabindex"]) == (
            "region",
            "Breve",
            "0",
        )
        assert page.text == "Breve"

    def test_the_timeline_is_an_ordered_list_with_machine_readable_days(self) -> None:
        entries = [TimelineEntry(MORNING, "Du skrev"), TimelineEntry(DAY, "Svar", is_future=True)]
        with clock.stopped(MORNING):
            page = render("{% timeline entries %}", entries=entries)
        assert len(page.all("ol")) == 1 and len(page.all("li")) == 2
        assert [one["datetime"] for one in page.all("time")] == [
            "2026-12-04T09:30:00+00:00",
            "2026-12-04",
        ]
        assert "ikke sket endnu" in page.text

    def test_pages_keep_the_rest_of_the_address(self) -> None:
        request = RequestFactory().get("/sager?enhed=7&side=2")
        listed = Paginator(range(90), 10).page(2)
        page = render("{% pagination page %}", page=listed, request=request)
        current = [one for one in page.all("a") if one.get("aria-current") == "page"]
        assert [one["href"] for one in current] == ["?enhed=7&side=2"]
        assert all("enhed=7" in (one["href"] or "") for one in page.all("a"))

    def test_one_page_needs_no_links(self) -> None:
        listed = Paginator(range(3), 10).page(1)
        assert render("{% pagination page %}", page=listed).tags == []

    def test_no_component_needs_inline_script_or_style(self) -> None:
        page = render(
            "{% alert %}x{% endalert %}{% card heading='a' href='/b' %}x{% endcard %}"
            "{% badge 'x' 'info' %}{% icon 'print' %}{% progress labels 1 %}"
            "{% empty_state 'x' %}y{% endempty_state %}",
            labels=["a"],
        )
        assert page.tags
        for tag, attributes in page.tags:
            assert tag not in ("script", "style")
            assert not [one for one in attributes if one == "style" or one.startswith("on")]


class TestErrorPages:
    @pytest.mark.parametrize("code", ["400", "403_csrf", "500", "503"])
    def test_it_stands_alone_and_leads_on(self, code: str) -> None:
        """No request, no database: pytest-django refuses the database to this test."""
        page = Page(render_to_string(f"{code}.html"))
        assert [one["href"] for one in page.all("a")] == ["/", "/"]
        assert page.all("html")[0]["lang"] == "da"
        assert [one["lang"] for one in page.all("section")] == ["en"]
        assert len(page.all("h1")) == 2


class TestDays:
    def test_as_said_in_danish(self) -> None:
        assert spoken_dates.day_and_time(MORNING, "da", today=DAY) == "fredag 4. december kl. 10.30"
        assert spoken_dates.full_date(DAY, "da") == "4. december 2026"

    def test_as_said_in_english(self) -> None:
        said = spoken_dates.day_and_time(MORNING, "en-gb", today=DAY)
        assert said == "Friday 4 December at 10:30"

    def test_another_year_is_named(self) -> None:
        said = spoken_dates.weekday_date(DAY, "da", today=date(2027, 1, 1))
        assert said == "fredag 4. december 2026"

    def test_an_instant_falls_on_its_danish_day(self) -> None:
        late = datetime(2026, 6, 30, 22, 5, tzinfo=UTC)
        assert spoken_dates.day_and_time(late, "da", today=DAY) == "onsdag 1. juli kl. 0.05"

    @given(st.dates(), st.sampled_from(["da", "en"]))
    def test_two_days_of_a_year_are_never_said_alike(self, day: date, language: str) -> None:
        other = day.replace(day=day.day % 28 + 1)
        if other != day:
            said = {spoken_dates.weekday_date(one, language, today=day) for one in (day, other)}
            assert len(said) == 2

    @pytest.mark.parametrize(
        ("days", "said"),
        [
            (0, "sidste dag er i dag"),
            (1, "sidste dag er i morgen"),
            (2, "2 dage tilbage"),
            (-1, "1 dag for sent"),
            (-9, "9 dage for sent"),
        ],
    )
    def test_days_left(self, days: int, said: str) -> None:
        with clock.stopped(MORNING), translation.override("da"):
            page = render("{{ last|days_left }}", last=DAY + timedelta(days=days))
        assert page.text == said

    @pytest.mark.parametrize("name", ["weekday_date", "full_date", "clock_time", "days_left"])
    def test_no_day_says_nothing(self, name: str) -> None:
        assert render("{{ nothing|" + name + " }}", nothing=None).text == ""

    @pytest.mark.parametrize(
        ("amount", "danish", "english"),
        [
            (5000, "5.000 kr.", "DKK 5,000"),
            (Decimal("1234567.5"), "1.234.567,50 kr.", "DKK 1,234,567.50"),
            (-12, "-12 kr.", "DKK -12"),
        ],
    )
    def test_kroner(self, amount: Decimal | int, danish: str, english: str) -> None:
        for language, said in (("da", danish), ("en", english)):
            with translation.override(language):
                assert render("{{ amount|kroner }}", amount=amount).text == said

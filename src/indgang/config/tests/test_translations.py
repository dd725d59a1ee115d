"""Texts are found as Django looks them up, kept in order, and compiled when they are newer."""

import gettext
import os
import threading
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils import translation
from django.utils.translation import trans_real

from indgang.config import messages, template_texts, translations

ROOT = Path(__file__).resolve().parents[2]

TEMPLATES = [
    '{% translate "Hej" %}',
    "{% trans 'Hej' %}",
    '{% translate "Hej" as greeting %}{{ greeting }}',
    '{% translate "Hej" context "om morgenen" %}',
    '{% translate "Hej"|upper %}',
    '{% translate "Den siger \\"nej\\"" %}',
    '{% translate "a|b" %}',
    '{% translate "100 % sikkert" %}',
    '{{ _("Hej") }}',
    '{% if _("Hej") == "Hej" %}{% endif %}',
    "{% blocktranslate %}Hej {{ name }}{% endblocktranslate %}",
    "{% blocktrans %}Hej {{ name }}{% endblocktrans %}",
    "{% blocktranslate with name=other %}Hej {{ name }}{% endblocktranslate %}",
    "{% blocktranslate trimmed %}\n   Hej\n   {{ name }},\n   velkommen  \n{% endblocktranslate %}",
    '{% blocktranslate context "brev" %}Hej{% endblocktranslate %}',
    "{% blocktranslate asvar x %}Hej {{ name }}{% endblocktranslate %}{{ x }}",
    "{% blocktranslate %}50 % af {{ name }}{% endblocktranslate %}",
    "{% blocktranslate count n=number %}En dag{% plural %}{{ n }} dage{% endblocktranslate %}",
    "{% blocktranslate count n=number trimmed %}\n En dag\n til{% plural %}\n{{ n }} dage\n til"
    "{% endblocktranslate %}",
    '{% blocktranslate count n=number context "x" %}En{% plural %}{{ n }}{% endblocktranslate %}',
]


class _Listening(gettext.NullTranslations):
    """Remembers what was looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, str, str]] = []

    @staticmethod
    def _parts(message: str) -> tuple[str, str]:
        context, mark, text = message.rpartition("\x04")
        return (context, text) if mark else ("", message)

    def gettext(self, message: str) -> str:
        context, text = self._parts(message)
        self.asked.append((text, "", context))
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        context, singular = self._parts(msgid1)
        self.asked.append((singular, self._parts(msgid2)[1], context))
        return msgid1 if n == 1 else msgid2


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_found_is_what_django_asks_for(
    template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listening = _Listening()
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    with translation.override("en"):
        monkeypatch.setattr(trans_real._active, "value", listening)  # type: ignore[attr-defined]
        loaded = engine.from_string("{% load i18n %}" + template)
        listening.asked.clear()
        loaded.render(Context({"name": "Anna", "other": "Bo", "number": 2}))
    found = list(template_texts.texts(template))
    assert found
    assert set(found) <= set(listening.asked)


def test_comments_have_no_texts() -> None:
    template = (
        '{% comment %}{% translate "Nej" %}{% endcomment %}{# _("Nej") #}{% translate "Ja" %}'
    )
    assert list(template_texts.texts(template)) == [("Ja", "", "")]


def _package(folder: Path) -> Path:
    (folder / "room" / "tests").mkdir(parents=True)
    (folder / "room" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        '_("Hej")\n_("Hej %(name)s")\nngettext("%(n)d dag", "%(n)d dage", 2)\n'
        'pgettext("brev", "Kære")\n_("delt "\n  "tekst")\n_(f"ikke {fast}")\n'
    )
    (folder / "room" / "tests" / "test_views.py").write_text('_("Kun i en test")\n')
    (folder / "room" / "page.html").write_text('{% load i18n %}{% translate "På siden" %}')
    return folder


def test_texts_of_code_and_templates_are_found_and_those_of_tests_are_not(tmp_path: Path) -> None:
    found = messages.all_texts(_package(tmp_path))
    assert sorted((text.singular, text.plural, text.context) for text in found) == [
        ("%(n)d dag", "%(n)d dage", ""),
        ("Hej", "", ""),
        ("Hej %(name)s", "", ""),
        ("Kære", "", "brev"),
        ("På siden", "", ""),
        ("delt tekst", "", ""),
    ]


_PART = """\
msgid "Hej"
msgstr "Hello"

msgid "Hej %(name)s"
msgstr "Hello %(name)s"

msgid "%(n)d dag"
msgid_plural "%(n)d dage"
msgstr[0] "%(n)d day"
msgstr[1] "%(n)d days"

msgctxt "brev"
msgid "Kære"
msgstr "Dear"

msgid "Findes ikke længere"
msgstr "No longer there"
"""


def test_parts_are_merged_and_what_is_missing_is_told(tmp_path: Path) -> None:
    root = _package(tmp_path / "package")
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "one.po").write_text(_PART)
    messages.merge(root, [parts])
    assert messages.without_english(root) == [
        "room/page.html: På siden",
        "room/views.py: delt tekst",
    ]
    assert messages.not_in_use(root) == []
    (parts / "two.po").write_text(
        'msgid "På siden"\nmsgstr "On the page"\n\nmsgid "delt tekst"\nmsgstr "split text"\n\n'
        'msgid "Hej"\nmsgstr "Hi"\n'
    )
    messages.merge(root, [parts / "two.po"])
    assert messages.without_english(root) == []
    first = messages.english_file(root).read_text()
    messages.merge(root, [])
    assert messages.english_file(root).read_text() == first
    assert 'msgstr "Hi"' in first and "POT-Creation-Date" not in first

    translations.compile_all(root / "locale")
    english = gettext.translation("django", root / "locale", ["en"])
    assert english.gettext("Hej") == "Hi"
    assert english.ngettext("%(n)d dag", "%(n)d dage", 2) == "%(n)d days"
    assert english.pgettext("brev", "Kære") == "Dear"


def test_a_translation_that_lost_a_place_is_told(tmp_path: Path) -> None:
    root = _package(tmp_path / "package")
    (tmp_path / "part.po").write_text('msgid "Hej %(name)s"\nmsgstr "Hello %(nam)s"\n')
    messages.merge(root, [tmp_path / "part.po"])
    (wrong,) = messages.wrong_places(root)
    assert wrong.startswith("Hej %(name)s: ")


def _locales(folder: Path) -> Path:
    source = folder / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
                      'msgid "Hej"\nmsgstr "Hello"\n')  # fmt: skip
    return source


def test_it_is_compiled_once_and_again_when_the_text_changes(tmp_path: Path) -> None:
    source = _locales(tmp_path)
    assert translations.compile_all(tmp_path) == [source.with_suffix(".mo")]
    assert translations.compile_all(tmp_path) == []
    source.write_text(source.read_text().replace("Hello", "Hi"))
    os.utime(source, (1, 1))  # also an older file, as a checkout of an earlier version gives
    assert len(translations.compile_all(tmp_path)) == 1
    assert gettext.translation("django", tmp_path, ["en"]).gettext("Hej") == "Hi"
    assert {path.name for path in source.parent.iterdir()} == {"django.po", "django.mo"}


def test_many_may_compile_at_once(tmp_path: Path) -> None:
    source = _locales(tmp_path)
    threads = [threading.Thread(target=translations.compile_all, args=(tmp_path,)) for _ in "12345"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.name for path in source.parent.iterdir()} == {"django.po", "django.mo"}


def test_every_text_has_its_english() -> None:
    assert messages.without_english(ROOT) == []
    assert messages.wrong_places(ROOT) == []
    assert messages.not_in_use(ROOT) == []

"""Every text of ours is in every catalogue, whole, with the values that it has in English."""

import json
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from geo.language import LANGUAGES, both, browser_words, declared, in_digits, spoken, t, tn
from geo.language.__main__ import untranslated, updated
from geo.language.catalogues import file_of, forms, read_catalogue
from geo.language.extracting import gathered
from geo.settings import REPOSITORY
from tests.running import run_deno

VALUES = re.compile(r"\{(\w*)[^}]*\}")
ROW, ROWS = "{n} feature", "{n} features"
ARABIC_NUMBERS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111, 1000)


@pytest.fixture(scope="module")
def found() -> Catalog:
    return gathered(REPOSITORY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_translated(lang: str, found: Catalog) -> None:
    assert updated(lang, found) == file_of(lang).read_bytes(), "run make words"
    assert untranslated(read_catalogue(lang)) == [], "write them into the catalogue"


def _names(text: str) -> set[str]:
    return set(VALUES.findall(text))


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_translations_have_the_values_of_the_text(lang: str) -> None:
    wrong = {
        form: _english(message)
        for message in read_catalogue(lang)
        if message.id
        for form in forms(message)
        # One and two are words in Arabic: they need no number.
        if _names(form) != _names(_english(message)) and _names(form) | {"n"} != _names(_english(message))
    }
    assert wrong == {}


def test_a_new_text_is_found_and_named(tmp_path: Path) -> None:
    for folder in ("geo/screen/js", "layers", "data"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "geo/one.py").write_text(
        't("{n} of a kind", lang, n=2)\ntn("{n} cow", "{n} cows", 3, lang)\n'
    )
    (tmp_path / "geo/screen/js/two.js").write_text(
        't("A" +\n "B"); const c = ` ${tn("{n} hen", "{n} hens", 2, { n })}`;'
    )
    (tmp_path / "layers/three.toml").write_text('title = "Wells"\ntitle_ar = "آبار"\ngroup = "Mine"\n')
    (tmp_path / "data/actors.csv").write_text("id\nlna\n")
    (tmp_path / "data/claims.csv").write_text("id,claimant\none,lna\ntwo,a shepherd\n")
    texts = gathered(tmp_path)
    ids = [message.id for message in texts if message.id]
    wanted = ["{n} of a kind", ("{n} cow", "{n} cows"), "AB", ("{n} hen", "{n} hens"), "Mine", "a shepherd"]
    assert sorted(map(str, ids)) == sorted(map(str, wanted))
    assert set(untranslated(texts)) >= {"AB", "{n} hen"}


def test_both_languages_are_one_of_ours() -> None:
    assert [spoken(lang) for lang in ("en", "ar", "en+ar", "fr")] == ["en", "ar", "en", "en"]
    assert both("Timeline") == ("Timeline", t("Timeline", "ar"))
    assert both("published by {day}", day=("1 May", "1 مايو"))[1].endswith("1 مايو")
    assert declared("Timeline", "ar") == t("Timeline", "ar") != "Timeline"
    assert declared("", "ar") == ""


def test_digits_change_in_numbers_and_not_in_codes() -> None:
    assert (
        in_digits("لجنة 1,234.5 (B2, claim-3) 5+5 CC BY 4.0", "arab")
        == "لجنة ١٬٢٣٤٫٥ (B2, claim-3) ٥+٥ CC BY 4.0"
    )
    assert in_digits("Since 2019", "arab") == "Since 2019"
    assert in_digits("12", "") == "12"


def test_browser_and_server_say_the_same() -> None:
    """The forms of a number are chosen by Intl in the browser, and by the catalogue's rule here."""
    words = browser_words("ar")
    script = f"""
    globalThis.fetch = () => Promise.resolve(Response.json({json.dumps(words)}));
    const {{ speak, t, tn }} = await import("{(REPOSITORY / "geo/screen/js/shared/words.js").as_uri()}");
    await speak({{ lang: "ar" }});
    const told = {json.dumps(ARABIC_NUMBERS)}.map((n) => tn(...{json.dumps([ROW, ROWS])}, n));
    console.log(JSON.stringify([t("Timeline"), ...told]));
    """
    here = [tn(ROW, ROWS, n, "ar") for n in ARABIC_NUMBERS]
    assert json.loads(run_deno(script, "--allow-read")) == [t("Timeline", "ar"), *here]

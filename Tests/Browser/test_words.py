"""The application's texts: complete in both languages, and none too many. Needs no browser."""

import json
import pathlib
import re

APP = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "WebInterface" / "App"


def words(language):
    found = {}
    for file in sorted((APP / "words" / language).glob("*.js")):
        for key, text in re.findall(r'^    ("[^"]+"): (".*"),$', file.read_text(), re.MULTILINE):
            key = json.loads(key)
            assert key not in found, f"{key} stands twice"
            found[key] = json.loads(text)
        lines = [line for line in file.read_text().splitlines() if line.startswith("    ")]
        assert all(re.match(r'^    "[^"]+": ".*",$', line) for line in lines), file
    return found


def source():
    files = [file for file in APP.rglob("*.js") if file.parent.parent.name != "words"]
    return "\n".join(file.read_text() for file in files)


def test_every_text_exists_in_both_languages_with_the_same_placeholders():
    english, korean = words("en"), words("ko")
    assert english.keys() == korean.keys(), english.keys() ^ korean.keys()
    for key, text in english.items():
        names = lambda text: set(re.findall(r"\{(\w+)", text))
        assert names(text) == names(korean[key]), key
        assert text.strip() and korean[key].strip(), key


def test_every_text_that_is_asked_for_exists():
    asked = set(re.findall(r'\bt\(\s*"([\w.]+\w)"', source()))
    assert asked <= words("en").keys(), asked - words("en").keys()


def test_no_text_is_left_over():
    code = source()
    quoted = set(re.findall(r'"([\w.]+\w)"', code))
    # Keys that are put together: t("operator." + name).
    begun = tuple(re.findall(r'"([\w.]+\.)" \+', code))
    left = [key for key in words("en") if key not in quoted and not key.startswith(begun)]
    assert not left, left


def test_korean_is_korean_and_english_is_not():
    hangul = re.compile("[가-힣]")
    assert not [key for key, text in words("en").items() if hangul.search(text)]
    same_everywhere = {"funnel.fromTo", "retention.periodText", "retention.periodsText", "figure.points"}
    plain = [key for key, text in words("ko").items() if not hangul.search(text)]
    assert set(plain) <= same_everywhere, plain


def test_types_of_fields_are_those_of_the_api():
    schema = next((APP.parents[1] / "Definitions").rglob("DatasetSchema.swift")).read_text()
    types = re.search(r"enum PropertyType[^{]*\{\s*case ([\w, ]+)", schema).group(1).split(", ")
    asked = set(re.findall(r'\bfield\.type [!=]== "(\w+)"', source()))
    assert "number" in asked and asked <= set(types), asked - set(types)

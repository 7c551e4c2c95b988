"""Metrics: made by form and as JSON, read in words, changed by two people, removed."""

import json

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in

WORDS = {
    "en": {"new": "New metric", "name": "Name", "measure": "Measure", "table": "Table", "field": "Field", "unit": "Unit", "save": "Save", "sum": "the sum of", "changed": "Somebody",
           "ratio": "Ratio of two", "numerator": "What is divided", "denominator": "Divided by", "remove": "Remove"},
    "ko": {"new": "새 지표", "name": "이름", "measure": "측정", "table": "테이블", "field": "필드", "unit": "단위", "save": "저장", "sum": "합", "changed": "다른",
           "ratio": "두 측정의 비율", "numerator": "분자", "denominator": "분모", "remove": "삭제"},
}


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "metrics")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def choose(page, name, typed):
    page.get_by_role("button", name=name).first.click()
    page.keyboard.type(typed)
    page.locator(".options-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_metric_is_made_read_in_words_and_changed(open_page, screenshots, language):
    words, name = WORDS[language], f"Payments {language}"
    page = open_page("/admin/metrics", language=language)
    page.get_by_role("link", name=words["new"]).first.click()
    page.get_by_label(words["name"], exact=True).fill(name)
    page.get_by_label(words["measure"], exact=True).select_option("sum")
    choose(page, words["table"], "app")
    choose(page, words["field"], "amount")
    page.get_by_label(words["unit"], exact=True).fill("KRW")
    expect(page.locator(".in-words")).to_contain_text("KRW")
    fits(page, screenshots, f"metric-{language}")
    # Nothing typed is lost on a reload.
    page.reload()
    expect(page.get_by_label(words["name"], exact=True)).to_have_value(name)
    expect(page.locator(".in-words")).to_contain_text("KRW")
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.locator("h1", has_text=name).wait_for()
    made = call(page, "GET", f"/metrics?search=Payments%20{language}")["items"][0]
    assert made["definition"] == {"measure": "sum", "dataset": "app", "field": "amount", "unit": "KRW", "direction": "higher"}
    page.get_by_label(words["unit"], exact=True).fill("won")
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.wait_for_url("**/admin/metrics")
    expect(page.locator("tbody tr", has_text=name)).to_contain_text("won")
    fits(page, screenshots, f"metrics-{language}")


def test_a_ratio_and_its_json(open_page, screenshots):
    page = open_page("/admin/metrics/new")
    page.get_by_label("Name", exact=True).fill("Events per paying event")
    page.get_by_role("button", name="Ratio of two").click()
    choose(page, "What is divided: Table", "app")
    choose(page, "Divided by: Table", "app")
    part = page.locator(".metric-part").nth(1)
    part.locator(".filters > .button").click()
    page.keyboard.type("event")
    page.keyboard.press("Enter")
    part.locator(".chip-add").click()
    page.locator(".option-check").first.click()
    page.keyboard.press("Escape")
    expect(page.locator(".in-words")).not_to_be_empty()
    fits(page, screenshots, "metric-ratio")
    page.get_by_role("button", name="JSON").click()
    text = page.get_by_label("Metric as JSON")
    typed = json.loads(text.input_value())
    assert typed["ratio"]["denominator"]["filters"]
    text.fill(json.dumps({**typed, "unit": "times"})[:-1])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".problem")).to_contain_text("This is no JSON")
    text.fill(json.dumps({**typed, "unit": "times"}))
    page.get_by_role("button", name="Ratio of two").click()
    expect(page.get_by_label("Unit", exact=True)).to_have_value("times")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("h1", has_text="Events per paying event").wait_for()


def test_a_fault_stands_beside_its_field(open_page, screenshots):
    page = open_page("/help", expects=["/api/v1/metrics"])
    call(page, "POST", "/metrics", {"name": "Taken", "measure": "count", "dataset": "app"})
    page.goto(page.url.replace("/help", "/admin/metrics/new"))
    page.get_by_label("Name", exact=True).fill("Taken")
    # Members have no time: what is wrong is said before it is saved.
    choose(page, "Table", "members")
    expect(page.locator(".metric-part .field-problem")).to_contain_text("has no time")
    fits(page, screenshots, "metric-fault")
    choose(page, "Table", "app")
    expect(page.locator(".field-problem")).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".problem, .field-problem")).to_contain_text("Taken")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Taken")


def test_whoever_is_second_is_told(open_page):
    page = open_page("/help", expects=["/api/v1/metrics/"])
    made = call(page, "POST", "/metrics", {"name": "Of two", "measure": "count", "dataset": "app"})
    page.goto(page.url.replace("/help", f"/admin/metrics/{made['id']}"))
    page.get_by_label("Unit", exact=True).fill("mine")
    call(page, "PUT", f"/metrics/{made['id']}", {"name": "Of two", "measure": "count", "dataset": "app", "unit": "theirs"})
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Nothing was overwritten").wait_for()
    assert call(page, "GET", f"/metrics/{made['id']}")["definition"]["unit"] == "theirs"
    page.get_by_role("button", name="Save mine over it").click()
    page.wait_for_url("**/admin/metrics")
    assert call(page, "GET", f"/metrics/{made['id']}")["definition"]["unit"] == "mine"


def test_a_metric_is_removed(open_page):
    page = open_page("/help")
    call(page, "POST", "/metrics", {"name": "Short lived", "measure": "count", "dataset": "app"})
    page.goto(page.url.replace("/help", "/admin/metrics?search=Short"))
    page.get_by_role("button", name="More for Short lived").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.locator("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No metric fits “Short”.")).to_be_visible()
    assert not call(page, "GET", "/metrics?search=Short")["items"]

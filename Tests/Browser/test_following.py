"""Lists that follow by themselves, and what is clicked twice, over a network that takes its time."""

import os
import time

import pytest
from playwright.sync_api import expect

from conftest import call, own_server, signed_in
from held import held


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "following")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


@pytest.fixture
def ended_job(open_page):
    """A job that has ended at once: the evaluation of a small segment."""
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": f"Runs as a job {os.urandom(3).hex()}", "containers": [{"groups": [{"dataset": "members"}]}]})["id"]
    call(page, "POST", f"/segments/{segment}/runs", {"wait": False})
    until = time.monotonic() + 30
    while not call(page, "GET", "/jobs?state=done")["jobs"]:
        assert time.monotonic() < until, "the job has not ended"
        page.wait_for_timeout(50)


@pytest.mark.parametrize("path, asked, shown", [
    ("/admin/jobs", r"/api/v1/jobs\?", "Run again"), ("/admin/imports", r"/api/v1/imports$", "app")])
def test_a_list_that_follows_waits_for_a_slow_answer(open_page, ended_job, path, asked, shown):
    page = open_page("/help")
    page.clock.install()
    answer = held(page, asked)
    page.goto(page.url.replace("/help", path))
    answer.arrives()
    page.clock.run_for(60_000)
    assert len(answer) == 1, "the request is not called off by the next one"
    answer.let_go()
    expect(page.locator("main")).to_contain_text(shown)


def test_two_clicks_repeat_a_job_once(open_page, ended_job):
    page = open_page("/help")
    page.goto(page.url.replace("/help", "/admin/jobs"))
    again = page.get_by_role("button", name="Run again").first
    again.wait_for()
    before = len(call(page, "GET", "/jobs?limit=500")["jobs"])
    answer = held(page, r"/api/v1/jobs/\d+/repeat", "POST")
    again.click()
    answer.arrives()
    expect(again).to_have_attribute("aria-disabled", "true")
    again.dispatch_event("click")
    answer.let_go()
    expect(page.locator(".toast-note.done")).to_have_count(1)
    assert len(call(page, "GET", "/jobs?limit=500")["jobs"]) == before + 1
    expect(again).to_be_focused()


def test_rows_of_another_state_are_not_shown_as_those_that_were_asked_for(open_page, ended_job):
    page = open_page("/help")
    page.goto(page.url.replace("/help", "/admin/jobs?state=cancelled"))
    page.locator(".empty-state").wait_for()
    answer = held(page, r"/api/v1/jobs\?limit=200$")
    page.get_by_role("group").get_by_role("button", name="all", exact=True).click()
    answer.arrives()
    expect(page.locator(".empty-state")).to_have_count(0)
    answer.let_go()
    page.locator("tbody tr").first.wait_for()


def test_of_runs_that_cannot_be_had_nothing_is_said(open_page):
    page = open_page("/help", expects=["/runs?limit=1"])
    segment = call(page, "POST", "/segments", {"name": f"Delivered {os.urandom(3).hex()}", "containers": [{"groups": [{"dataset": "members"}]}]})["id"]
    destination = call(page, "POST", "/destinations", {"name": "Files", "kind": "folder", "options": {"folder": "out", "format": "csv"}})["id"]
    call(page, "POST", "/deliveries", {"name": "To files", "segment": segment, "destination": destination})
    answer = held(page, r"/runs\?limit=1$")
    page.goto(page.url.replace("/help", "/admin/deliveries"))
    answer.arrives()
    answer.fail()
    row = page.locator("tbody tr", has_text="To files")
    row.wait_for()
    expect(row).not_to_contain_text("Not yet sent")
    answer.let_go()
    page.reload()
    expect(row).to_contain_text("Not yet sent")

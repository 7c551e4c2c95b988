"""Deliveries: a destination that answers, dry run, run, refused rows, who is held out, pause; and never twice."""

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in
from receiver import receiving

LAST_DAY = "2026-10-31"
SECRET = "a secret that both sides know"


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "deliveries")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


@pytest.fixture
def admin():
    with receiving(SECRET) as admin:
        yield admin
        assert not admin.faults, admin.faults


def published(page, name, value, **more):
    """A segment of a gender, published as of the demo's last day: its id and its users."""
    filters = [{"field": "gender", "operator": "in", "value": [value]}]
    filters += [{"field": field, "operator": "between", "value": between} for field, between in more.items()]
    segment = call(page, "POST", "/segments", {"name": name, "containers": [{"groups": [{"dataset": "members", "filters": filters}]}]})
    call(page, "POST", f"/segments/{segment['id']}/runs", {"wait": True, "date": LAST_DAY, "publish": False})
    call(page, "POST", f"/segments/{segment['id']}/snapshots/newest/publish", {"confirm": True})
    lines = page.evaluate("async (id) => (await (await fetch(`/api/v1/segments/${id}/users?format=ndjson`)).text()).split('\\n')", segment["id"])
    return segment["id"], {line.split('"')[3] for line in lines if line.startswith('{"user"')}


def figure(page, label):
    """The number above a word in the open dialog or drawer."""
    text = page.locator("dialog .figure", has=page.locator(".figure-label", has_text=label)).locator(".figure-value").inner_text()
    return int(text.replace(",", ""))


def test_a_segment_is_sent_and_some_are_held_out(open_page, admin, screenshots):
    page = open_page("/help")
    _, members = published(page, "Women to be told", "F")
    _, silent = published(page, "Do not disturb", "F", age=[30, 40])
    assert silent and silent < members
    page.goto(page.url.replace("/help", "/admin/deliveries"))
    page.get_by_role("button", name="New destination").first.click()
    page.get_by_label("Name", exact=True).fill("Push")
    page.get_by_label("Address").fill(admin.address)
    page.get_by_text("Sign each request").click()
    page.get_by_label("Signing secret").fill(SECRET)
    page.get_by_role("button", name="Add a segment").click()
    page.keyboard.type("disturb")
    page.locator(".options-list [role=option]", has_text="Do not disturb").click()
    expect(page.locator(".suppressed")).to_contain_text("Do not disturb")
    fits(page, screenshots, "destination-form")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Test", exact=True).click()
    page.get_by_text("Works,").wait_for()
    assert admin.tests == 1

    page.get_by_role("button", name="New delivery").first.click()
    page.get_by_label("Name", exact=True).fill("Autumn push")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("dialog .field-problem")).to_have_text("Choose a segment and a destination.")
    page.get_by_role("button", name="Segment", exact=True).click()
    page.keyboard.type("Women to")
    page.locator(".options-list [role=option]", has_text="Women to be told").click()
    page.get_by_label("Users a request").fill("100")
    page.get_by_label("Held out, %").fill("20")
    page.get_by_label("Salt").fill("autumn")
    fits(page, screenshots, "delivery-form")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("h1", has_text="Autumn push").wait_for()

    page.get_by_role("button", name="Dry run").click()
    page.locator("dialog .figure").first.wait_for()
    assert figure(page, "Suppressed") == len(silent)
    entered, held = figure(page, "Entered"), figure(page, "Held out")
    assert entered + held == len(members) - len(silent) and held > 0
    assert not admin.arrived, "a dry run sends nothing"
    fits(page, screenshots, "delivery-dry-run")
    page.locator("dialog").get_by_role("button", name="Send now").click()
    row = page.locator("tbody tr").first
    expect(row.locator(".tag")).to_have_text("done", timeout=60_000)
    assert len(admin.audience) == entered and admin.audience <= members - silent
    expect(page.get_by_text(f"{held} users were ever held out")).to_be_visible()
    out = sorted(members - silent - admin.audience)
    for user, text in ((out[0], f"{out[0]} was held out"), (min(admin.audience), "was never held out")):
        page.get_by_label("User id").fill(user)
        page.get_by_role("button", name="Look", exact=True).click()
        page.get_by_text(text).wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="All as NDJSON").click()
    with open(download.value.path()) as file:
        assert {line.split('"')[3] for line in file if line.startswith('{"user"')} == set(out)
    fits(page, screenshots, "delivery")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, screenshots, "delivery-390")


def delivered(page, admin, segment, name, **more):
    """A delivery to the receiver, made by the API: its id."""
    destination = call(page, "POST", "/destinations", {"name": f"{name} admin", "kind": "http", "options": {"url": admin.address, "signed": True, "attempts": 3}})
    call(page, "PUT", f"/destinations/{destination['id']}/secrets/signing", {"value": SECRET})
    return call(page, "POST", "/deliveries", {"name": name, "segment": segment, "destination": destination["id"], "mode": "delta", **more})["id"]


@pytest.mark.parametrize("language, words", [
    ("en", {"send": "Send now", "done": "done", "refused": "Refused rows", "batches": "Accepted batches", "message": "no device is known"}),
    ("ko", {"send": "지금 보내기", "done": "완료", "refused": "거절된 행", "batches": "받아들인 묶음", "message": "no device is known"})])
def test_refused_rows_and_batches_are_in_the_history(open_page, admin, screenshots, language, words):
    page = open_page("/help", language=language)
    segment, members = published(page, f"Refused {language}", "M", age=[30, 36])
    admin.refuses = set(sorted(members)[:3])
    # The first answer is lost on purpose: the batch comes again.
    admin.fails = 1
    delivery = delivered(page, admin, segment, f"Refused {language}", batch_size=20)
    page.goto(page.url.replace("/help", f"/admin/deliveries/{delivery}"))
    page.get_by_role("button", name=words["send"]).click()
    expect(page.locator("tbody tr").first.locator(".tag")).to_have_text(words["done"], timeout=60_000)
    page.locator("tbody tr").first.locator(".row-link").click()
    drawer = page.locator("dialog")
    expect(drawer.get_by_role("heading", name=words["refused"])).to_be_visible()
    expect(drawer.get_by_text(words["message"])).to_have_count(3)
    expect(drawer.get_by_role("heading", name=words["batches"])).to_be_visible()
    fits(page, screenshots, f"delivery-run-{language}")
    assert admin.audience == members - admin.refuses
    assert set(admin.arrived.values()) == {1}, "nobody arrives twice"


def test_a_pause_stops_after_the_batch_at_hand_and_goes_on(open_page, admin, screenshots):
    page = open_page("/help")
    segment, members = published(page, "Paused", "F", age=[20, 45])
    admin.seconds = 0.3
    delivery = delivered(page, admin, segment, "Paused", batch_size=max(1, len(members) // 40))
    page.goto(page.url.replace("/help", f"/admin/deliveries/{delivery}"))
    page.get_by_role("button", name="Send now").click()
    state = page.locator("tbody tr").first.locator(".tag")
    expect(state).to_have_text("running", timeout=30_000)
    page.get_by_role("button", name="Pause", exact=True).click()
    expect(state).to_have_text("paused", timeout=30_000)
    expect(page.get_by_role("button", name="Send now")).to_be_disabled()
    assert 0 < len(admin.audience) < len(members)
    fits(page, screenshots, "delivery-paused")
    admin.seconds = 0
    page.get_by_role("button", name="Resume", exact=True).click()
    expect(state).to_have_text("done", timeout=60_000)
    assert admin.audience == members
    assert set(admin.arrived.values()) == {1}, "nobody arrives twice"

"""Dialogs and lists to choose from, for people who are quicker than the machine."""

import re

from playwright.sync_api import expect

from conftest import call


def slow(page, pattern, pause=1500):
    """Lets answers to a part of the API wait, in the page itself: other requests go on."""
    page.add_init_script(
        """(() => {
            const [fetchAtOnce, late] = [window.fetch, new RegExp(PATTERN)];
            window.fetch = async (...given) => {
                if (late.test(given[0]?.url ?? given[0])) await new Promise((done) => setTimeout(done, PAUSE));
                return fetchAtOnce(...given);
            };
        })()""".replace("PATTERN", repr(pattern)).replace("PAUSE", str(pause)))
    page.reload(wait_until="domcontentloaded")


def test_a_dialog_has_the_focus_before_it_is_seen(open_page):
    page = open_page("/dashboards")
    page.get_by_role("button", name="New dashboard").first.wait_for()
    # The watcher runs right after the dialog came into the page, before anything is painted or typed.
    seen = page.evaluate(
        """() => new Promise((resolve) => {
            new MutationObserver((_, watcher) => {
                const dialog = document.querySelector("dialog.layer");
                if (!dialog) return;
                watcher.disconnect();
                resolve([dialog.open, document.activeElement === dialog.querySelector("input")]);
            }).observe(document.body, { childList: true, subtree: true });
            [...document.querySelectorAll("button")].find((button) => button.textContent.includes("New dashboard")).click();
        })""")
    assert seen == [True, True]


def test_a_list_that_was_opened_early_shows_what_arrives(open_page):
    page = open_page("/segments/new")
    slow(page, r"/api/v1/tables$")
    page.locator(".group-card header .picker").first.click()
    page.keyboard.type("Members")
    expect(page.locator(".options-none")).to_have_text("Loading …")
    page.keyboard.press("Enter")
    expect(page.locator(".group-card header .picker").first).to_contain_text("Members")


def test_enter_right_after_typing_takes_what_fits_it(open_page):
    page = open_page("/help")
    for name in ("Zebra riders", "Aardvark keepers"):
        call(page, "POST", "/segments", {"name": name, "containers": [{"groups": [{"dataset": "members", "filters": [
            {"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    page.goto(page.url.replace("/help", "/segments/new?kind=parts"))
    slow(page, r"/api/v1/segments\?.*search=", 800)
    page.get_by_role("button", name="Add a segment").click()
    expect(page.locator(".options-list [role=option]").first).to_contain_text("Aardvark")
    page.keyboard.type("Zebra")
    page.keyboard.press("Enter")
    expect(page.locator(".parts")).to_contain_text("Zebra riders")


def test_the_palette_opens_at_once(open_page):
    page = open_page("/help")
    slow(page, r"/api/v1/segments")
    page.locator(".search-button").wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("Retention")
    expect(page.locator(".options-none")).to_have_text("Loading …")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/explore/retention"))

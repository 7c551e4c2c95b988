"""What stands around every page: navigation, palette, keys, language, look, sign-in."""

import gzip
import re
import urllib.request

import pytest
from playwright.sync_api import expect

KILOBYTE = 1024


def test_a_stranger_is_told_how_to_get_in(browser, server, session):
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    answer = page.goto(server.origin + "/explore/funnel")
    assert answer.status == 401
    assert page.locator("h1").inner_text() == "로그인"
    answer = page.goto(server.link)
    assert answer.status == 401, "the link works once"
    context.close()


def test_the_token_is_in_no_log(server, session):
    assert server.token not in open(server.log).read()


def test_the_first_page_is_a_chart(open_page):
    page = open_page("/")
    page.wait_for_selector(".chart-box svg")
    assert page.title() == "Home · CXM"


def test_the_language_is_switched_without_a_new_page_and_kept(open_page):
    page = open_page("/explore/funnel", language="ko")
    page.wait_for_selector("h1:has-text('퍼널')")
    page.evaluate("window.stayed = true")
    page.click(".language-button")
    page.wait_for_selector("h1:has-text('Funnel')")
    assert page.evaluate("window.stayed") is True
    page.reload()
    page.wait_for_selector("h1:has-text('Funnel')")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_palette_goes_anywhere_by_keyboard(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-step")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog.palette input")
    page.keyboard.type("help")
    page.keyboard.press("Enter")
    page.wait_for_selector(".terms")
    expect(page.locator("dialog")).to_have_count(0)
    page.go_back()
    page.wait_for_selector(".funnel-step")


def test_a_question_mark_shows_the_keys_and_escape_closes_them(open_page):
    page = open_page("/help")
    page.wait_for_selector(".terms")
    page.keyboard.press("?")
    page.wait_for_selector("dialog .keys")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("key, path", [
    ("h", "/"), ("d", "/dashboards"), ("v", "/views"), ("p", "/people"), ("f", "/explore/funnel"), ("r", "/explore/retention"), ("w", "/explore/flow"),
    ("a", "/explore/pages"), ("t", "/explore/trend"), ("s", "/segments"), ("u", "/admin/users"), ("j", "/admin/jobs")])
def test_g_and_a_key_go_to_a_page(open_page, key, path):
    page = open_page("/help")
    page.wait_for_selector(".terms")
    page.keyboard.press("g")
    page.keyboard.press(key)
    expect(page).to_have_url(re.compile(r"://[^/]+" + re.escape(path) + r"(\?|$)"))
    page.wait_for_load_state("networkidle")


def test_keys_of_pages_are_listed_work_in_hangul_and_not_while_typing(open_page, screenshots):
    page = open_page("/help", language="ko")
    page.wait_for_selector(".terms")
    page.keyboard.press("?")
    keys = page.locator("dialog .keys")
    expect(keys).to_contain_text("홈")
    expect(keys).to_contain_text("저장한 분석")
    page.screenshot(path=screenshots / "keys-ko.png")
    page.keyboard.press("Escape")
    hangul = lambda key, code: page.evaluate("([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true }))", [key, code])
    hangul("ㅎ", "KeyG")
    hangul("ㄴ", "KeyS")
    expect(page).to_have_url(re.compile(r"/segments(\?|$)"))
    search = page.locator("input[type=search]").first
    search.fill("")
    search.press_sequentially("gf")
    assert page.evaluate("location.pathname") == "/segments"


def test_the_look_is_chosen_and_kept(open_page):
    page = open_page("/help")
    page.click("button[aria-label='Account and appearance']")
    page.click("role=menuitem[name='Dark']")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_charts_and_what_stands_beside_them_follow_the_look(open_page):
    page = open_page("/explore/trend")
    line = page.locator(".chart-box svg path[stroke='#2457d6']").first
    line.wait_for()
    page.click("button[aria-label='Account and appearance']")
    page.click("role=menuitem[name='Dark']")
    page.locator(".chart-box svg path[stroke='#7da2ff']").first.wait_for()
    expect(page.locator(".chart-box svg [stroke='#2457d6']")).to_have_count(0)
    expect(page.locator(".chart-box svg [fill='#2457d6']")).to_have_count(0)


def test_an_unknown_page_says_so_and_leads_back(open_page):
    page = open_page("/no/such/page")
    page.click("text=To the first page")
    page.wait_for_selector(".home-search")


def test_an_address_that_cannot_be_read_is_an_unknown_page(open_page):
    page = open_page("/help")
    page.wait_for_selector(".terms")
    page.evaluate("""() => {
        history.pushState(null, "", "/people/%E0%A4%A");
        dispatchEvent(new PopStateEvent("popstate"));
    }""")
    expect(page.get_by_text("To the first page")).to_be_visible()


def test_a_saved_table_holds_no_formulas(open_page):
    page = open_page("/help")
    text = page.evaluate("""async () => {
        const main = document.querySelector("script[type=module]").src;
        const { csv } = await import(new URL("components/download.js", main));
        return csv([["=1+1", "@x", "-3", -3, 1.5, null, "a,b"]]);
    }""")
    assert text == "\ufeff'=1+1,'@x,'-3,-3,1.5,,\"a,b\"\r\n"


def test_who_is_signed_out_comes_back_to_where_one_was(browser, server, session):
    context = browser.new_context(storage_state=session)
    page = context.new_page()
    page.goto(server.origin + "/segments?tag=x")
    page.locator("h1").wait_for()
    page.wait_for_load_state("networkidle")
    context.clear_cookies()
    page.locator("input[type=search]").first.fill("anything")
    page.locator("input[name=password]").wait_for()
    assert page.url.startswith(server.origin + "/segments?tag=x")
    assert page.locator("input[name=next]").get_attribute("value").startswith("/segments?tag=x")
    context.close()


def test_the_first_load_is_small_and_kept(open_page, server):
    page = open_page("/help")
    page.wait_for_selector(".terms")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    total = 0
    for address in loaded:
        if not address.endswith((".js", ".css")) or "/echarts/" in address:
            continue
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})) as answer:
            body = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]
            assert gzip.decompress(body)
        total += len(body)
    assert 0 < total < 500 * KILOBYTE, f"{total} bytes"


# What the page asks of the server before its first chart stands there; a page that asks for more than this has grown.
REQUESTS_OF_THE_API = 6
REQUESTS = 130


def test_the_first_chart_needs_little(browser, server, session, capsys):
    context = browser.new_context(storage_state=session, viewport={"width": 1366, "height": 900})
    page = context.new_page()
    page.add_init_script("""new MutationObserver(() => {
        if (!window.charted && document.querySelector(".home-chart svg path")) window.charted = performance.now();
    }).observe(document, { childList: true, subtree: true });""")
    page.goto(server.origin + "/")
    page.locator(".home-chart svg path").first.wait_for(state="attached")
    charted = page.evaluate("charted")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("""performance.getEntriesByType("resource").map(({ name, startTime, encodedBodySize }) => ({ name, startTime, size: encodedBodySize }))""")
    # How often a slow machine asks how far an answer is does not count.
    before = [one for one in loaded if one["startTime"] < charted and not one["name"].endswith("/progress")]
    asked = [one["name"] for one in before if "/api/v1/" in one["name"]]
    code = [one for one in loaded if one["name"].endswith((".js", ".css"))]
    own = sum(one["size"] for one in code if "/echarts/" not in one["name"])
    charts = sum(one["size"] for one in code if "/echarts/" in one["name"])
    with capsys.disabled():
        print(f"\nFirst chart after {charted:.0f} ms; {len(before)} requests before it, {len(asked)} of them to the API; "
              f"{len(code)} files of JavaScript and CSS: {own / KILOBYTE:.0f} KB, and {charts / KILOBYTE:.0f} KB of the chart library")
    assert 0 < own < 500 * KILOBYTE
    assert len(asked) <= REQUESTS_OF_THE_API, asked
    assert len(before) <= REQUESTS, len(before)
    context.close()


def test_nothing_comes_from_elsewhere(open_page, server):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-step")
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert loaded and all(address.startswith(server.origin + "/") for address in loaded), loaded

"""Every page in both languages, both themes and two widths: it fits, and axe finds no serious fault."""

import pytest

from conftest import serious_faults

# Name, address, and what stands on it once it is drawn. A new page gets a line.
PAGES = [
    ("home", "/", ".home-chart svg"),
    ("people", "/people", "table.data"),
    ("funnel", "/explore/funnel", ".funnel-step"),
    ("retention", "/explore/retention", ".heat-cell"),
    ("flow", "/explore/flow", ".chart-box svg path"),
    ("pages", "/explore/pages", "table.data tbody tr"),
    ("trend", "/explore/trend", ".chart-box svg path"),
    ("segments", "/segments", ".segments-page .card"),
    ("segment-new", "/segments/new", ".container-card"),
    ("metrics", "/admin/metrics", ".card"),
    ("metric-new", "/admin/metrics/new", ".metric-part"),
    ("imports", "/admin/imports", ".card"),
    ("settings", "/admin/settings", ".setting"),
    ("help", "/help", ".terms"),
    ("not-found", "/nowhere", ".empty-state"),
]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("name, path, mark", PAGES, ids=[page[0] for page in PAGES])
def test_is_accessible_and_fits(open_page, screenshots, name, path, mark, language, scheme, width):
    page = open_page(path, width=width, scheme=scheme, language=language)
    page.wait_for_selector(mark, state="attached")
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == language
    page.screenshot(path=screenshots / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"the page is {overflow} px too wide"
    faults = serious_faults(page)
    assert not faults, faults

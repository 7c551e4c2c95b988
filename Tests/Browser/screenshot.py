"""screenshot.py CXM HOME LOG PICTURE: the payment funnel in English, as the README shows it."""

import os
import shutil
import sys

from playwright.sync_api import sync_playwright

from conftest import FLAGS
from server import serving

LARGEST_BYTES = 300_000


def main(cxm, home, log, picture):
    with serving(cxm, home, log) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 860})
        page.goto(server.link)
        page.goto(server.origin + "/explore/funnel?lang=en")
        page.wait_for_selector(".funnel-below")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=picture)
        browser.close()
    size = os.path.getsize(picture)
    assert size < LARGEST_BYTES, f"{picture} takes {size} bytes; {LARGEST_BYTES} are allowed"


if __name__ == "__main__":
    main(*sys.argv[1:])

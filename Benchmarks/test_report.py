"""The page: its words are those of the template, whenever its tables were written."""

import re

import report


def test_the_page_says_what_the_template_says():
    template = (report.PROJECT / "Benchmarks" / "benchmarks.template.md").read_text()
    page, at = report.DOCUMENT.read_text(), 0
    for words in re.split(r"\{\w+\}", template):
        found = page.find(words.strip(), at)
        assert found >= 0, f"docs/benchmarks.md lacks (script/bench writes it anew): {words.strip()[:200]}"
        at = found + len(words.strip())

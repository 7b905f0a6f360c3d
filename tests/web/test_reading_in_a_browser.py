"""The reading pages in a real browser: accessible in three languages, by keyboard, on small screens, calling nobody."""

from __future__ import annotations

import itertools

import pytest

S = "/survey/jarjestokysely"
PAGES = [
    "/",
    S,
    f"{S}/theme/resurssit",
    f"{S}/compare",
    f"{S}/network",
    f"{S}/map",
    f"{S}/signals",
    "/models",
    "/guide",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture(scope="module")
def page(chromium):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_axe_finds_no_violation_of_wcag_21_aa(page, address, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = {}
    for path in PAGES:
        page.goto(f"{address}{path}?lang={language}")
        result = axe.run(page, options=RULES).response["violations"]
        if result:
            found[path] = [(v["id"], v["nodes"][0]["target"]) for v in result]
    assert not found


def test_a_dark_page_keeps_its_contrast(chromium, address):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(address + path)
        found += [(path, v["id"]) for v in axe.run(page, options=RULES).response["violations"]]
    context.close()
    assert not found


def test_headings_go_down_one_step_at_a_time_and_the_language_is_told(page, address):
    for path in PAGES:
        page.goto(f"{address}{path}?lang=fi")
        levels = page.eval_on_selector_all("h1,h2,h3,h4", "all => all.map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), (path, levels)
        assert page.evaluate("document.documentElement.lang") == "fi"


@pytest.mark.parametrize(("width", "zoom"), [(320, 1.0), (1280, 2.0)])
def test_nothing_is_cut_on_small_screens_or_when_enlarged(chromium, address, width, zoom):
    context = chromium.new_context(viewport={"width": int(width / zoom), "height": 700})
    page = context.new_page()
    wide = []
    for path in PAGES:
        page.goto(address + path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide.append((path, over))
    context.close()
    assert not wide


def test_no_request_leaves_the_host_and_nothing_is_blocked(chromium, address):
    context = chromium.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
    context.close()
    assert asked
    assert all(url.startswith(address) for url in asked)
    assert not said


def test_the_whole_way_from_the_list_to_a_quote_goes_by_keyboard_alone(page, address):
    page.goto(f"{address}/?lang=fi")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    _tab_to(page, "a", "Järjestökysely")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{S}")
    _tab_to(page, "select", "")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "button", "Rajaa")
    page.keyboard.press("Enter")
    page.wait_for_url("**wave=2018**")
    _tab_to(page, "a", "Resurssit ja rahoitus")
    page.keyboard.press("Enter")
    page.wait_for_url("**/theme/resurssit?wave=2018")
    assert page.locator("blockquote").count() > 0


def _tab_to(page, tag: str, text: str) -> None:
    """Press Tab until an element of a kind with a text has the focus, and see that the focus shows."""
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement; return [e.tagName.toLowerCase(), e.textContent.trim(), "
            "getComputedStyle(e).outlineStyle]; })()"
        )
        if at[0] == tag and (text == at[1] or not text):
            assert at[2] != "none"
            return
    raise AssertionError(f"no {tag} {text!r} within 80 tabs")

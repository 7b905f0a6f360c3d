"""In a real Chromium: the review by keyboard alone, nothing that axe finds, narrow screens, script text inert."""

from __future__ import annotations

import pytest

from tests.web.desk_rig import CODEBOOK, REVIEW, SURVEY, app_of, filled, served

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
PAGES = (
    REVIEW,
    f"{REVIEW}?blind=1",
    f"{REVIEW}/agreement",
    CODEBOOK,
    "/import",
    "/users",
    "/account",
    "/audit",
    "/api/v1",
)
LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with filled(tmp_path_factory.mktemp("browser") / "b.db") as made:
        yield made


@pytest.fixture(scope="module")
def address(store):
    app = app_of(store)
    with served(app) as made:
        yield made
    app.state.jobs.close()


@pytest.fixture
def page(chromium, address):
    """Give a page that fails on whatever is asked of another host or said on the console."""
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, base_url=address)
    made, said = context.new_page(), []
    wrong = ("error", "warning")
    made.on("console", lambda m: said.append(m.text) if m.type in wrong and "409 (Conflict)" not in m.text else None)
    made.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    yield made
    context.close()
    assert said == []


def _answer(page) -> str:
    return page.locator("input[name=answer]").get_attribute("value")


def _settled(page, store, n: int) -> None:
    sync_api.expect(page.locator("#progress")).to_have_attribute("value", str(n))
    assert store.progress(SURVEY).settled == n


def test_the_whole_review_by_keyboard_alone(page, store):
    page.goto(REVIEW)
    first = _answer(page)
    page.keyboard.press("Enter")
    _settled(page, store, 1)
    second = _answer(page)
    assert second != first
    page.keyboard.press("3")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    _settled(page, store, 2)
    assert set(store.answer(SURVEY, second).themes) >= {"tieto"}
    page.keyboard.press("u")
    sync_api.expect(page.locator("#progress")).to_have_attribute("value", "1")
    assert _answer(page) == second
    page.keyboard.press("s")
    page.get_by_text("Ohitettiin.").wait_for()
    third = _answer(page)
    assert third not in (first, second)
    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "new"
    page.keyboard.type("Uusi 1 teema sun")
    page.keyboard.press("Enter")
    _settled(page, store, 2)
    names = {theme.id: theme.name for theme in store.codebook(SURVEY)}
    assert "Uusi 1 teema sun" in [names[t] for t in store.answer(SURVEY, third).themes]


def test_the_review_by_tab_and_space_where_scripts_are_off(chromium, address, store):
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(REVIEW)
    before, answer = store.progress(SURVEY).settled, _answer(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("button#save:focus").count():
            break
    page.keyboard.press("Enter")
    page.get_by_text("Tallennettu.").wait_for()
    assert store.progress(SURVEY).settled == before + 1
    assert store.answer(SURVEY, answer).origin == "person"
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page(page, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    only = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    for address in PAGES:
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.locator("h1").count() == 1
        found = axe.run(page, options=only)
        assert found.violations_count == 0, f"{address} {language}\n{found.generate_report()}"


def test_axe_finds_nothing_in_the_dark_nor_on_the_pages_that_follow_a_form(page, store):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page.emulate_media(color_scheme="dark")
    page.goto(CODEBOOK)
    page.locator("details.theme summary").first.click()
    assert axe.run(page).violations_count == 0, axe.run(page).generate_report()
    page.get_by_role("textbox", name="1. osan nimi").first.fill("Yksi")
    page.get_by_role("textbox", name="2. osan nimi").first.fill("Kaksi")
    page.get_by_role("button", name="Jaa Raha ja avustukset").click()
    page.get_by_role("heading", name="Mitä muutos tekisi").wait_for()
    assert axe.run(page).violations_count == 0, axe.run(page).generate_report()
    page.goto(REVIEW)
    answer = store.answer(SURVEY, _answer(page))
    store.decide(SURVEY, answer.id, ["tilat"], who="Aatos", version=answer.version)
    with page.expect_response(lambda response: response.status == 409):
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Joku ehti ensin").wait_for()
    assert axe.run(page).violations_count == 0, axe.run(page).generate_report()


def test_nothing_is_wider_than_a_narrow_screen(chromium, address):
    context = chromium.new_context(viewport={"width": 320, "height": 640}, base_url=address)
    page = context.new_page()
    for place in PAGES:
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, place
    context.close()


def test_script_text_never_runs(page):
    for place in (f"{REVIEW}?answer=5", CODEBOOK, f"{REVIEW}?done=<script>document.title='murrettu'</script>"):
        page.goto(place)
        assert page.title() != "murrettu"
        assert page.evaluate("document.querySelectorAll('main script').length") == 0


def test_a_file_is_dropped_confirmed_and_watched(page):
    page.goto("/import")
    body = "id;vastaus\n1;Hyvä asia tämä oli\n2;Huono asia se oli\n".encode()
    page.locator("#file").set_input_files({"name": "pieni.csv", "mimeType": "text/csv", "buffer": body})
    page.keyboard.press("Tab")
    page.locator("#send").press("Enter")
    page.get_by_role("heading", name="Näin tiedosto ymmärrettiin").wait_for()
    page.get_by_label("Ei teemoja vielä").check()
    page.get_by_role("button", name="Tuo vastaukset").click()
    page.get_by_role("heading", name="Vastaukset on tuotu").wait_for(timeout=60_000)
    with page.expect_download() as got:
        page.get_by_role("link", name="Luokitellut vastaukset").click()
    assert got.value.suggested_filename.startswith("Luokitellut vastaukset")

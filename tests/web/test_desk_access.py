"""Who gets in: accounts, sessions, roles on every route, form tokens, hosts, proxies, sizes."""

from __future__ import annotations

import pytest
from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute

from tests.web.desk_rig import PASSWORD, app_of, client_of, filled, logged_in, post, token_in, with_people
from theme_mining.assembly.passwords import hash_password, hash_token, new_token, password_fits
from theme_mining.core.errors import SettingsError
from theme_mining.web.access import ROLES, Access, check_routes, requires, roles_of, routes_of
from theme_mining.web.sessions import IDLE, LIFE, Sessions, Throttle


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with with_people(filled(tmp_path_factory.mktemp("access") / "a.db")) as made:
        yield made


@pytest.fixture(scope="module")
def app(store):
    return app_of(store, Access.accounts())


@pytest.fixture
def local(store):
    return client_of(app_of(store))


def _address(route: APIRoute) -> str:
    return route.path.replace("{survey}", "kysely").replace("{answer}", "1").replace("{", "").replace("}", "")


def test_every_route_says_which_role_it_takes_and_only_the_log_in_is_open(app):
    roles = [(route.path, roles_of(route)) for route in routes_of(app.routes)]
    assert len(roles) > 40
    assert not [path for path, found in roles if len(found) != 1]
    assert {path for path, found in roles if found == {"public"}} == {"/login"}


def test_pages_with_a_route_that_says_no_role_do_not_start(store):
    app = app_of(store)
    silent = APIRouter()
    silent.get("/silent")(lambda: None)
    app.include_router(silent)
    with pytest.raises(RuntimeError, match="/silent"):
        check_routes(app)
    told = APIRouter(dependencies=[Depends(requires("reader"))])
    told.get("/told")(lambda: None)
    assert [roles_of(route) for route in routes_of(told.routes)] == [{"reader"}]


def test_every_route_turns_away_whoever_has_not_logged_in(app):
    for route in routes_of(app.routes):
        for method in route.methods:
            client = client_of(app, "http://testserver", follow_redirects=False)
            answer = client.request(method, _address(route))
            if roles_of(route) == {"public"}:
                continue
            allowed = (303, 401) if method == "GET" else (401,)
            assert answer.status_code in allowed, (method, route.path, answer.status_code)
            assert "Avustukset" not in answer.text


@pytest.mark.parametrize(("name", "role"), [("Lauri", "reader"), ("Anna", "analyst")])
def test_every_route_turns_away_a_role_that_does_not_reach(app, name, role):
    client = logged_in(app, name)
    beyond = [r for r in routes_of(app.routes) if ROLES.index(next(iter(roles_of(r)))) > ROLES.index(role)]
    assert beyond
    for route in beyond:
        for method in route.methods:
            assert client.request(method, _address(route)).status_code == 403, (method, route.path)


def test_logging_in_leads_on_and_a_wrong_password_does_not(app):
    client = client_of(app, "http://testserver", follow_redirects=False)
    asked = client.get("/users?x=1")
    assert asked.headers["location"] == "/login?next=%2Fusers%3Fx%3D1"
    wrong = post(client, "/login", {"name": "Yrjö", "password": "aivan väärä sana"}, "/login")
    assert wrong.status_code == 401
    assert "ei täsmää" in wrong.text
    right = post(client, "/login", {"name": "Yrjö", "password": PASSWORD, "next": "/users?x=1"}, "/login")
    assert (right.status_code, right.headers["location"]) == (303, "/users?x=1")
    assert client.get("/users").status_code == 200
    assert {"login", "login failed"} <= {entry.what for entry in client.app.state.desk.store.audit_trail()}


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"])
def test_logging_in_never_leads_to_another_site(app, elsewhere):
    client = client_of(app, "http://testserver", follow_redirects=False)
    answer = post(client, "/login", {"name": "Anna", "password": PASSWORD, "next": elsewhere}, "/login")
    assert answer.headers["location"] == "/"


def test_guessing_is_slowed_down_and_the_right_password_waits_too(store):
    client = client_of(app_of(store, Access.accounts()), "http://testserver")
    token = token_in(client.get("/login").text)
    fields = {"csrf": token, "name": "ei kukaan", "password": "väärä väärä väärä"}
    assert [client.post("/login", data=fields).status_code for _ in range(5)] == [401] * 5
    late = client.post("/login", data=fields)
    assert late.status_code == 429
    assert int(late.headers["retry-after"]) > 0
    other = client.post("/login", data={**fields, "name": "Anna", "password": PASSWORD})
    assert other.status_code == 200


def test_logging_out_ends_the_session_on_the_server(app):
    client = logged_in(app, "Anna")
    kept = dict(client.cookies)
    assert post(client, "/logout", {}).url.path == "/login"
    for name, value in kept.items():
        client.cookies.set(name, value)
    assert client.get("/", follow_redirects=False).status_code == 303


def test_a_changed_password_ends_sessions_and_tokens(tmp_path):
    with with_people(filled(tmp_path / "p.db")) as store:
        app = app_of(store, Access.accounts())
        client, token = logged_in(app, "Anna"), new_token()
        store.add_token("Anna", hash_token(token))
        bearer = {"authorization": f"Bearer {token}"}
        assert client.get("/api/v1/surveys", headers=bearer).status_code == 200
        store.set_password("Anna", hash_password("toinen oikein pitkä sana"))
        assert client.get("/", follow_redirects=False).status_code == 303
        assert client.get("/api/v1/surveys", headers=bearer).status_code == 401


def test_sessions_run_out_when_idle_and_after_a_working_day():
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    key = sessions.begin("Anna")
    now[0] = IDLE - 1
    assert sessions.find(key)
    now[0] += IDLE + 1
    assert sessions.find(key) is None
    key = sessions.begin("Anna")
    began = now[0]
    while now[0] - began <= LIFE:
        assert sessions.find(key)
        now[0] += IDLE / 2
    assert sessions.find(key) is None


def test_waiting_grows_with_failures_and_is_forgotten():
    now = [0.0]
    throttle = Throttle(free=2, window=900, clock=lambda: now[0])
    waits = []
    for _ in range(6):
        throttle.failed("x")
        waits.append(throttle.wait("x"))
    assert waits == [0, 30, 60, 120, 240, 480]
    assert throttle.wait("y") == 0
    now[0] = 1000
    assert throttle.wait("x") == 0


def test_cookies_stay_with_this_site_and_out_of_reach_of_scripts(store):
    for https, name in ((False, "tm_session="), (True, "__Host-tm_session=")):
        host = "https://testserver" if https else "http://testserver"
        client = client_of(app_of(store, Access.accounts(https=https)), host, follow_redirects=False)
        answer = post(client, "/login", {"name": "Anna", "password": PASSWORD}, "/login")
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith(name)
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert ("Secure" in cookie) == https


def test_a_write_without_its_forms_token_is_refused(app, local):
    for client in (logged_in(app, "Anna"), local):
        address = "/survey/kysely/review/undo"
        assert client.post(address).status_code == 403
        assert client.post(address, data={"csrf": "0" * 64}).status_code == 403
        token = token_in(client.get("/survey/kysely/review").text)
        elsewhere = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        assert client.post(address, data={"csrf": token}, headers=elsewhere).status_code == 403
        assert client.post(address, data={"csrf": token}).status_code == 200
        assert client.post("/api/v1/surveys/kysely/decisions/undo").status_code == 403
        with_header = client.post("/api/v1/surveys/kysely/decisions/undo", headers={"x-csrf-token": token})
        assert with_header.status_code == 200


def test_a_token_of_one_browser_does_not_fit_another(app):
    token = token_in(logged_in(app, "Anna").get("/account").text)
    other = logged_in(app, "Aatos")
    assert other.post("/survey/kysely/review/undo", data={"csrf": token}).status_code == 403


def test_another_host_name_on_this_machine_is_turned_away(local):
    for name in ("evil.example", "127.0.0.1.evil.example", ""):
        assert local.get("/", headers={"host": name}).status_code == 400
    for name in ("localhost:8000", "127.0.0.1:1", "[::1]:8000"):
        assert local.get("/", headers={"host": name}).status_code == 200


def test_local_pages_are_for_this_machine_only(store):
    app = app_of(store)
    assert client_of(app, peer="10.0.0.5").get("/").status_code == 403
    assert client_of(app, peer="::1").get("/").status_code == 200
    assert Access.for_host("0.0.0.0").mode == "accounts"


def test_a_proxy_names_the_person_and_nobody_else_may(store):
    app = app_of(store, Access.proxy("X-Forwarded-User", ("10.1.0.0/16",), https=False))
    proxy = client_of(app, "http://testserver", "10.1.2.3")
    assert proxy.get("/users", headers={"x-forwarded-user": "Yrjö".encode()}).status_code == 200
    assert proxy.get("/users", headers={"x-forwarded-user": "Lauri"}).status_code == 403
    assert proxy.get("/", headers={"x-forwarded-user": "Tuntematon"}).status_code == 401
    assert proxy.get("/").status_code == 401
    outside = client_of(app, "http://testserver", "10.2.2.3")
    assert outside.get("/users", headers={"x-forwarded-user": "Yrjö".encode()}).status_code == 403
    welcoming = app_of(store, Access.proxy("X-Forwarded-User", ("10.1.2.3",), "reader", https=False))
    guest = client_of(welcoming, "http://testserver", "10.1.2.3")
    assert guest.get("/", headers={"x-forwarded-user": "Tuntematon"}).status_code == 200
    with pytest.raises(SettingsError, match="header and the proxy's address"):
        Access.proxy("", ())


def test_a_link_from_another_site_opens_here_with_its_cookies(app):
    client = logged_in(app, "Anna")
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    first = client.get("/survey/kysely/review", headers=elsewhere)
    assert 'http-equiv="refresh"' in first.text
    assert "set-cookie" in first.headers
    assert "tm_key" not in first.headers["set-cookie"]
    assert "Mitä toivotte?" in client.get("/survey/kysely/review", headers=elsewhere).text


def test_a_body_too_large_is_refused_with_a_page_whether_it_tells_its_size_or_not(store):
    client = client_of(app_of(store, upload_limit=100_000))
    token = token_in(client.get("/import").text)
    told = client.post("/import", data={"csrf": token}, files={"file": ("iso.csv", b"x" * 200_000)})
    assert told.status_code == 413
    assert "liian suuri" in told.text

    def untold():
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="iso.csv"\r\n\r\n'
        for _ in range(100):
            yield b"x" * 10_000

    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/import", content=untold(), headers=kind).status_code == 413
    assert client.post("/login", content=b"x" * 3 * 2**20).status_code == 413


def test_a_password_is_kept_as_a_hash_that_fits_only_itself():
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)
    assert one != other
    assert one.startswith("$argon2id$")
    assert password_fits(one, PASSWORD)
    assert not password_fits(one, PASSWORD + "x")
    assert not password_fits("", PASSWORD)
    with pytest.raises(SettingsError, match="at least 12"):
        hash_password("lyhyt")


def test_the_last_admin_stays(tmp_path):
    with with_people(filled(tmp_path / "u.db")) as store:
        client = logged_in(app_of(store, Access.accounts()), "Yrjö")
        for fields in ({"do": "remove"}, {"do": "role", "role": "reader"}):
            refused = post(client, "/users", {"name": "Yrjö", **fields}, "/users")
            assert refused.status_code == 400
            assert "the only admin" in refused.text
        added = {"do": "add", "name": "Uusi", "role": "admin", "password": PASSWORD, "language": "sv"}
        assert post(client, "/users", added, "/users").status_code == 200
        assert store.user("Uusi").language == "sv"
        assert post(client, "/users", {"name": "Yrjö", "do": "role", "role": "reader"}, "/users").status_code == 403
        short = {"do": "add", "name": "Toinen", "role": "reader", "password": "lyhyt"}
        assert post(logged_in(app_of(store, Access.accounts()), "Uusi"), "/users", short, "/users").status_code == 400


def test_every_write_is_in_the_trail_and_no_words_of_an_answer(tmp_path):
    with with_people(filled(tmp_path / "t.db")) as store:
        app = app_of(store, Access.accounts())
        anna = logged_in(app, "Anna")
        post(anna, "/survey/kysely/review", {"answer": "1", "version": "2", "do": "save", "themes": "raha"})
        post(anna, "/survey/kysely/review/undo", {})
        post(anna, "/account", {"do": "token"})
        trail = logged_in(app, "Yrjö").get("/audit").text
        for said in ("ratkaisi vastauksen", "kumosi päätöksen", "teki avaimen", "toi vastauksia"):
            assert said in trail
        assert "Avustukset" not in trail

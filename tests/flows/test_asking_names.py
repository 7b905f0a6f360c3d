"""The optional namer, against a small server of our own on this machine."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from theme_mining.core.errors import SettingsError
from theme_mining.flows.asking_names import EndpointNamer


@pytest.fixture
def endpoint():
    """Give a local endpoint whose next reply can be set, and what it was asked."""

    class Reply(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.path, self.headers.get("Authorization"), asked))
            body = json.dumps(reply).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    seen, reply = [], {"choices": [{"message": {"content": ' "tiedonkulku ja viestintä."\n'}}]}
    server = HTTPServer(("127.0.0.1", 0), Reply)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", seen, reply
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_name_comes_back_clean_and_only_lemmas_and_examples_are_sent(endpoint):
    url, seen, _ = endpoint
    name = EndpointNamer(url, "pieni", key="salainen")(["tiedonkulku"], ["[nimi] kertoo ajoissa."])
    assert name == "Tiedonkulku ja viestintä"
    path, key, asked = seen[0]
    assert (path, key, asked["model"], asked["temperature"]) == (
        "/v1/chat/completions",
        "Bearer salainen",
        "pieni",
        0,
    )
    assert asked["messages"][1]["content"] == "Sanat: tiedonkulku\n- [nimi] kertoo ajoissa."


def test_a_long_answer_is_no_name(endpoint):
    url, _, reply = endpoint
    reply["choices"][0]["message"]["content"] = "Tämä teema kertoo siitä, että " * 5
    assert EndpointNamer(url, "pieni")(["a"], []) == ""


def test_another_kind_of_answer_is_refused_in_words(endpoint):
    url, _, reply = endpoint
    reply.clear()
    with pytest.raises(SettingsError, match="something else than a chat completion"):
        EndpointNamer(url, "pieni")(["a"], [])


def test_nobody_at_home_is_told_and_the_key_is_not_shown():
    namer = EndpointNamer("http://127.0.0.1:9", "pieni", key="salainen", timeout=2)
    with pytest.raises(SettingsError, match="does not answer"):
        namer(["a"], [])
    assert "salainen" not in repr(namer)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="no web address"):
        EndpointNamer("file:///etc/passwd", "x")

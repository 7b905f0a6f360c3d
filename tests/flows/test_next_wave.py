"""Next wave: what grows, fades, splits, and what is new."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.clusterers.consensus import Consensus
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows.next_wave import Survey, next_wave

SUBJECTS = (("koulu", "opettaja", "luokka"), ("tie", "bussi", "liikenne"), ("sähkökatko", "varavoima", "kriisi"))
WORDS = {word: n for n, words in enumerate(SUBJECTS) for word in words}
BOOK = Codebook(1, (Theme("koulut", "Koulut"), Theme("tiet", "Tiet")), state="accepted")


class Meanings:
    """A small embedder: every subject is a direction of its own, every word a little one."""

    fingerprint_ = "invented"

    def fit(self, segments, y=None):
        return self

    def transform(self, segments):
        rows = np.zeros((len(segments), 3 + len(WORDS)), dtype=np.float32)
        for row, s in zip(rows, segments, strict=True):
            for lemma in s.lemmas:
                if lemma in WORDS:
                    row[WORDS[lemma]] += 1.0
                    row[3 + list(WORDS).index(lemma)] += 0.6
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def survey(seed=0, roads_later=20, **changes):
    draw = np.random.default_rng(seed)
    segments, wave, themes = [], {}, {}

    def say(subject, year, theme):
        words = [w for w, n in WORDS.items() if n == subject]
        said = tuple(str(w) for w in draw.choice(words, 2, replace=False))
        name = f"v{len(segments)}"
        spans = ((0, len(said[0])), (len(said[0]) + 1, len(said[0]) + 1 + len(said[1])))
        segments.append(Segment(f"{name}.0", name, " ".join(said), said, spans))
        wave[name], themes[name] = year, theme

    for year, roads, crisis in (("2018", 60, 0), ("2022", roads_later, 7)):
        for _ in range(60):
            say(0, year, ("koulut",))
        for _ in range(roads):
            say(1, year, ("tiet",))
        for _ in range(crisis):
            say(2, year, ())
    rows = Vectors(tuple(s.id for s in segments), Meanings().transform(segments), "invented")
    return Survey(segments, rows, changes.get("wave", wave), themes, changes.get("group", {}))


def test_what_is_new_small_and_said_together_is_the_first_signal():
    first = next_wave(survey(), BOOK, Meanings()).signals.iloc[0]
    assert set(first["words"].split(", ")) == {"kriisi", "sähkökatko", "varavoima"}
    assert (first["before"], first["after"], first["covered"]) == (0, 7, 0.0)
    assert first["score"] == pytest.approx(
        first["smallness"] * first["coherence"] * first["distinctness"] * first["rise"]
    )
    assert len(first["examples"]) == 3


def test_a_theme_that_loses_answers_fades():
    table = next_wave(survey(), BOOK, Meanings()).themes.set_index("theme")
    assert table.loc["tiet", "verdict"] == "fades"
    assert table.loc["koulut", "verdict"] in ("steady", "grows")
    assert table.loc["tiet", "low"] < table.loc["tiet", "difference"] < table.loc["tiet", "high"] < 0


def test_a_theme_of_two_subjects_is_seen_to_split():
    both = survey(roads_later=60)
    mixed = {a: ("koulut",) if t else () for a, t in both.themes.items()}
    table = next_wave(Survey(both.segments, both.vectors, both.wave, mixed), BOOK, Meanings(), Consensus(2)).splits
    assert table["theme"].tolist() == ["koulut"]
    assert table["answers"].tolist() == [240]


def test_what_one_group_says_alone_is_a_signal_of_that_group():
    plain = survey()
    group = {
        s.answer_id: "Saaristo" if "kriisi" in s.lemmas or n % 9 == 0 else "Muut" for n, s in enumerate(plain.segments)
    }
    found = next_wave(Survey(plain.segments, plain.vectors, plain.wave, plain.themes, group), BOOK, Meanings()).signals
    assert "Saaristo" in set(found["where"])


def test_without_a_second_wave_there_is_no_signal():
    plain = survey()
    one = Survey(plain.segments, plain.vectors, dict.fromkeys(plain.wave, "2022"), plain.themes)
    assert next_wave(one, BOOK, Meanings()).signals.empty


def test_the_order_of_answers_changes_no_signal():
    plain = survey()
    order = np.random.default_rng(1).permutation(len(plain.segments))
    rows = Vectors(tuple(plain.segments[i].id for i in order), plain.vectors.rows[order], "invented")
    again = Survey([plain.segments[i] for i in order], rows, plain.wave, plain.themes)
    kept = ["name", "before", "after", "words"]
    assert next_wave(plain, BOOK, Meanings()).signals[kept].equals(next_wave(again, BOOK, Meanings()).signals[kept])


def test_an_answer_without_a_wave_is_told_by_its_number():
    with pytest.raises(InputError, match="answers have no wave"):
        next_wave(survey(wave={"v0": "2018"}), BOOK, Meanings())

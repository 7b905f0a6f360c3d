"""Several questions: read together where they are about the same things, each by itself where not."""

from __future__ import annotations

import numpy as np
import pytest

from theme_mining.clusterers.consensus import Consensus
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows.by_question import discover_questions, told_apart
from theme_mining.flows.discover import DiscoverOptions
from theme_mining.flows.review_codebook import regroup

SUBJECTS = (
    "koulu opettaja luokka rehtori oppilas välitunti",
    "bussi pysäkki aikataulu linja kuljettaja lippu",
    "lääkäri jono hoito sairaala hoitaja potilas",
    "puisto penkki nurmikko leikkipaikka puu roskis",
)
WORDS = sorted(word for subject in SUBJECTS for word in subject.split())


def survey(questions_of_subject, n=240, seed=0):
    """Answers of two or three words on a subject; `questions_of_subject` gives the questions it answers, in turn."""
    draw = np.random.default_rng(seed)
    segments, asked = [], {}
    for i in range(n):
        subject = i % 4
        words = [str(w) for w in draw.choice(SUBJECTS[subject].split(), draw.integers(2, 4), replace=False)]
        text, spans, at = " ".join(words), [], 0
        for word in words:
            spans.append((at, at + len(word)))
            at += len(word) + 1
        segments.append(Segment(f"a{i}.0", f"a{i}", text, tuple(words), tuple(spans)))
        questions = questions_of_subject[subject]
        asked[f"a{i}"] = questions[(i // 4) % len(questions)]
    rows = np.zeros((n, len(WORDS) + 4), dtype=np.float32)
    for row, s in zip(rows, segments, strict=True):
        for lemma in s.lemmas:
            row[WORDS.index(lemma)] += 1
            row[len(WORDS) + next(k for k, subject in enumerate(SUBJECTS) if lemma in subject.split())] += 1
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return segments, Vectors(tuple(s.id for s in segments), rows, "invented"), asked


APART = (("A?",), ("A?",), ("B?",), ("B?",))
SAME = (("A?", "B?"),) * 4


def found(subjects, n_themes=None):
    segments, vectors, asked = survey(subjects)
    return (
        segments,
        asked,
        discover_questions(segments, vectors, Consensus(n_themes, n_members=4), DiscoverOptions(), asked),
    )


def test_clusters_tell_questions_apart_only_where_their_answers_differ():
    for subjects, low, high in ((APART, 0.9, 1.0), (SAME, 0.0, 0.2)):
        segments, vectors, asked = survey(subjects)
        value = told_apart(segments, vectors, Consensus(n_members=8), DiscoverOptions(), asked)
        assert low <= value <= high + 1e-9


def test_questions_about_different_things_have_themes_of_their_own():
    segments, asked, discovery = found(APART)
    groups = {t.id: t.name for t in discovery.codebook if not t.parent}
    assert sorted(groups.values()) == ["A?", "B?"]
    parent = {t.id: groups[t.parent] for t in discovery.codebook if t.parent}
    rows = discovery.answers
    assert rows["id"].tolist() == [s.answer_id for s in segments]
    assert all(parent[theme] == asked[name] for name, theme in zip(rows["id"], rows["theme"], strict=True))
    assert discovery.figures.groupby("group")["share"].sum().tolist() == pytest.approx([1.0, 1.0])
    assert len(discovery.map_xy) == len(rows)
    assert "kysymyksittäin" in discovery.reason


def test_the_trees_of_the_questions_are_one_tree_that_can_be_cut():
    _, _, discovery = found(APART)
    leaves = [t for t in discovery.codebook if t.parent]
    assert len(discovery.merges) == len(leaves) - 1
    assert discovery.merges[-1, 3] == len(leaves)
    of_question = {t.id: t.parent for t in leaves}
    cut = regroup(discovery.codebook, discovery.merges, 2).codebook
    now = {t.id: t.parent for t in cut if t.id in of_question}
    assert {(of_question[t] == of_question[u], now[t] == now[u]) for t in now for u in now} <= {
        (True, True),
        (False, False),
    }


def test_questions_about_the_same_things_are_read_together():
    _, _, discovery = found(SAME)
    assert "kysymyksittäin" not in discovery.reason
    assert not any(t.name in ("A?", "B?") for t in discovery.codebook)


def test_a_number_asked_for_holds_for_all_questions_together():
    _, _, discovery = found(APART, 4)
    assert len(discovery.figures) == 4


def test_a_question_that_nobody_answered_keeps_its_rows():
    segments, vectors, asked = survey(APART)
    empty = Segment("tyhjä.0", "tyhjä", "-", language="none")
    rows = np.vstack([vectors.rows, np.zeros((1, vectors.rows.shape[1]), dtype=np.float32)])
    more = Vectors((*vectors.ids, empty.id), rows, "invented")
    discovery = discover_questions(
        [*segments, empty], more, Consensus(n_members=4), DiscoverOptions(), {**asked, "tyhjä": "C?"}
    )
    assert discovery.answers.iloc[-1][["id", "theme", "why"]].tolist() == ["tyhjä", "", "no content"]
    assert discovery.no_content == 1

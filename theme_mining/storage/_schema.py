"""The tables of a store, as the newest migration leaves them (a test holds the two against each other).

    surveys ─┬─ groups (distinct backgrounds) ◀─┐
             ├─ answers (standing, narrow) ─────┴─ texts (words, wide) ─ segments, map_points
             ├─ codebooks (a row a version) ─ moved (answers whose themes it changed)
             └─ decisions (append-only)
    runs   models   vectors   users ─ tokens   audit

What pages filter and sort by lies in the narrow `answers`, so that 100,000 of them are looked through in
milliseconds; the text lies beside it. Lists of theme ids are ``;``-joined, other lists and mappings JSON.
"""

from __future__ import annotations

import sqlalchemy as sa

SCHEMA = "0002"
"""The newest step in `migrations`."""

METADATA = sa.MetaData()


def _key(table: str) -> sa.ForeignKey:
    return sa.ForeignKey(f"{table}.key" if table == "surveys" else f"{table}.number", ondelete="CASCADE")


SURVEYS = sa.Table(
    "surveys",
    METADATA,
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("name", sa.String, nullable=False, unique=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("waves", sa.Text, nullable=False),
    sa.Column("questions", sa.Text, nullable=False),
    sa.Column("background", sa.Text, nullable=False),
    sa.Column("n_answers", sa.Integer, nullable=False),
    sa.Column("n_respondents", sa.Integer, nullable=False),
    sa.Column("codebook_version", sa.Integer, nullable=False),
    sa.Column("run", sa.String(16), nullable=False),
    sa.Column(
        "content", sa.Integer, nullable=False
    ),  # revision at which answers, or the map, last came, went or changed
    sa.Column("revision", sa.Integer, nullable=False),
)
GROUPS = sa.Table(
    "groups",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("survey", sa.Integer, _key("surveys"), nullable=False),
    sa.Column("hash", sa.String(16), nullable=False),
    sa.Column("background", sa.Text, nullable=False),
    sa.UniqueConstraint("hash", "survey", name="groups_once"),  # hash first: a search reads the rows as they lie
)
ANSWERS = sa.Table(
    "answers",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("survey", sa.Integer, _key("surveys"), nullable=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("id_in_wave", sa.String, nullable=False),
    sa.Column("wave", sa.String, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("question", sa.Integer, nullable=False),  # place in surveys.questions
    sa.Column("respondent", sa.String, nullable=False),
    sa.Column("in_group", sa.Integer, _key("groups"), nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("weight", sa.Float, nullable=False),
    sa.Column("text_hash", sa.String(16), nullable=False),
    sa.Column("themes", sa.Text, nullable=False),
    sa.Column("review", sa.Boolean, nullable=False),
    sa.Column("origin", sa.String(8), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),  # survey revision of the last change
    sa.Column("machine_themes", sa.Text, nullable=False),
    sa.Column("machine_review", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),  # 0–1; -1 where no machine gave one
    sa.Column("run", sa.String(16), nullable=False),
    sa.UniqueConstraint("survey", "id", name="answers_once"),
    sa.Index("answers_by_place", "survey", "place"),
    sa.Index("answers_by_change", "survey", "changed"),
    sa.Index("answers_by_doubt", "survey", "review", "confidence", "place"),
    sa.Index("answers_by_origin", "survey", "origin"),
    sa.Index("answers_by_respondent", "respondent"),
)
TEXTS = sa.Table(
    "texts",
    METADATA,
    sa.Column("answer", sa.Integer, _key("answers"), primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("masks", sa.Text, nullable=False),
    sa.Column("evidence", sa.Text, nullable=False),
)
SEGMENTS = sa.Table(
    "segments",
    METADATA,
    sa.Column("answer", sa.Integer, _key("answers"), primary_key=True, autoincrement=False),
    sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("words", sa.Text, nullable=False),  # {"lemmas": [], "spans": [], "parts": []}
)
MAP_POINTS = sa.Table(
    "map_points",
    METADATA,
    sa.Column("answer", sa.Integer, _key("answers"), primary_key=True, autoincrement=False),
    sa.Column("x", sa.Float, nullable=False),
    sa.Column("y", sa.Float, nullable=False),
)
CODEBOOKS = sa.Table(
    "codebooks",
    METADATA,
    sa.Column("survey", sa.Integer, _key("surveys"), primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
)
MOVED = sa.Table(  # what each codebook version moved, so that it can be undone
    "moved",
    METADATA,
    sa.Column("answer", sa.Integer, _key("answers"), primary_key=True, autoincrement=False),
    sa.Column("codebook", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("survey", sa.Integer, _key("surveys"), nullable=False),
    sa.Column("themes", sa.Text, nullable=False),  # before
    sa.Column("machine_themes", sa.Text, nullable=False),
    sa.Column("made_version", sa.Integer, nullable=False),
    sa.Index("moved_by_codebook", "survey", "codebook"),
)
DECISIONS = sa.Table(
    "decisions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("survey", sa.Integer, _key("surveys"), nullable=False),
    sa.Column("answer", sa.Integer, _key("answers"), nullable=False),
    sa.Column("verdict", sa.String(8), nullable=False),
    sa.Column("themes", sa.Text, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("blind", sa.Boolean, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("made_version", sa.Integer),  # version the answer got by it; null where its standing did not change
    sa.Column("undoes", sa.Integer),  # number of the decision that this one takes back
    sa.Index("decisions_by_answer", "answer"),
    sa.Index("decisions_by_person", "survey", "who"),
    sa.Index("decisions_undone", "undoes"),
)
RUNS = sa.Table(
    "runs", METADATA, sa.Column("id", sa.String(16), primary_key=True), sa.Column("content", sa.Text, nullable=False)
)
MODELS = sa.Table(
    "models",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("manifest_hash", sa.String, nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
VECTORS = sa.Table(
    "vectors",
    METADATA,
    sa.Column("fingerprint", sa.String, primary_key=True),
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32, little-endian
)
USERS = sa.Table(
    "users",
    METADATA,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("password_hash", sa.Text, nullable=False),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
TOKENS = sa.Table(
    "tokens",
    METADATA,
    sa.Column("hash", sa.String, primary_key=True),
    sa.Column("name", sa.String, sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)
AUDIT = sa.Table(
    "audit",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
)

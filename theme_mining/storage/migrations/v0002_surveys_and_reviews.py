"""Step 0002: surveys with waves, standings, segments, codebooks, decisions, vectors, users and the audit trail.

Answers of step 0001 move over: a survey each, one unnamed wave, the respondent from the answer's id.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import RowMapping

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables and move the answers over."""
    connection = op.get_bind()
    kept = connection.execute(sa.text("SELECT * FROM answers ORDER BY survey, place, id")).mappings().all()
    op.drop_table("answers")
    _surveys()
    _answers()
    _of_answers()
    _reviews()
    _others()
    _move(connection, kept)


def _surveys() -> None:
    op.create_table(
        "surveys",
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
        sa.Column("content", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.create_table(
        "groups",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("survey", sa.Integer, sa.ForeignKey("surveys.key", ondelete="CASCADE"), nullable=False),
        sa.Column("hash", sa.String(16), nullable=False),
        sa.Column("background", sa.Text, nullable=False),
        sa.UniqueConstraint("hash", "survey", name="groups_once"),
    )


def _answer() -> sa.Column[int]:
    owner = sa.ForeignKey("answers.number", ondelete="CASCADE")
    return sa.Column("answer", sa.Integer, owner, primary_key=True, autoincrement=False)


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("survey", sa.Integer, sa.ForeignKey("surveys.key", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("id_in_wave", sa.String, nullable=False),
        sa.Column("wave", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("question", sa.Integer, nullable=False),
        sa.Column("respondent", sa.String, nullable=False),
        sa.Column("in_group", sa.Integer, sa.ForeignKey("groups.number", ondelete="CASCADE"), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("weight", sa.Float, nullable=False),
        sa.Column("text_hash", sa.String(16), nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("origin", sa.String(8), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("machine_themes", sa.Text, nullable=False),
        sa.Column("machine_review", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("run", sa.String(16), nullable=False),
        sa.UniqueConstraint("survey", "id", name="answers_once"),
    )
    op.create_index("answers_by_place", "answers", ["survey", "place"])
    op.create_index("answers_by_change", "answers", ["survey", "changed"])
    op.create_index("answers_by_doubt", "answers", ["survey", "review", "confidence", "place"])
    op.create_index("answers_by_origin", "answers", ["survey", "origin"])
    op.create_index("answers_by_respondent", "answers", ["respondent"])


def _of_answers() -> None:
    op.create_table(
        "texts",
        _answer(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("masks", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
    )
    op.create_table(
        "segments",
        _answer(),
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "map_points",
        _answer(),
        sa.Column("x", sa.Float, nullable=False),
        sa.Column("y", sa.Float, nullable=False),
    )


def _reviews() -> None:
    op.create_table(
        "codebooks",
        sa.Column(
            "survey",
            sa.Integer,
            sa.ForeignKey("surveys.key", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
    )
    op.create_table(
        "moved",
        _answer(),
        sa.Column("codebook", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("survey", sa.Integer, sa.ForeignKey("surveys.key", ondelete="CASCADE"), nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("machine_themes", sa.Text, nullable=False),
        sa.Column("made_version", sa.Integer, nullable=False),
    )
    op.create_index("moved_by_codebook", "moved", ["survey", "codebook"])
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("survey", sa.Integer, sa.ForeignKey("surveys.key", ondelete="CASCADE"), nullable=False),
        sa.Column("answer", sa.Integer, sa.ForeignKey("answers.number", ondelete="CASCADE"), nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("themes", sa.Text, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("made_version", sa.Integer),
        sa.Column("undoes", sa.Integer),
    )
    op.create_index("decisions_by_answer", "decisions", ["answer"])
    op.create_index("decisions_by_person", "decisions", ["survey", "who"])
    op.create_index("decisions_undone", "decisions", ["undoes"])


def _others() -> None:
    op.create_table(
        "models",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("folder", sa.Text, nullable=False),
        sa.Column("manifest_hash", sa.String, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "vectors",
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "users",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("name", sa.String, sa.ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
    )


def _move(connection: sa.Connection, rows: Sequence[RowMapping]) -> None:
    keys: dict[str, int] = {}
    groups: dict[tuple[int, str], int] = {}
    questions: dict[int, list[str]] = {}
    names: dict[int, list[str]] = {}
    people: dict[int, set[str]] = {}
    answers: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for number, row in enumerate(rows, 1):
        key = keys.setdefault(row["survey"], len(keys) + 1)
        group = groups.setdefault((key, row["background"]), len(groups) + 1)
        asked = questions.setdefault(key, [])
        if row["question"] not in asked:
            asked.append(row["question"])
        known = names.setdefault(key, [])
        known += [name for name in json.loads(row["background"]) if name not in known]
        who = row["id"].rpartition(":")[0] or row["id"]
        people.setdefault(key, set()).add(who)
        answers.append(
            {"number": number, "survey": key, "id": row["id"], "place": len(answers), "respondent": who}
            | {"question": asked.index(row["question"]), "group": group, "language": row["language"]}
            | {"hash": hashlib.sha256(row["text"].encode("utf-8", "surrogatepass")).hexdigest()[:16]}
        )
        texts.append({"answer": number, "text": row["text"], "masks": row["masks"]})
    for name, key in keys.items():
        mine = sum(1 for a in answers if a["survey"] == key)
        _insert(connection, "surveys", [
            {"key": key, "name": name, "title": name, "questions": _json(questions[key]), "answers": mine}
            | {"background": _json(names[key]), "people": len(people[key])}
        ])  # fmt: skip
    rows_of_groups = [
        {"number": n, "survey": key, "hash": _group_hash(background), "background": background}
        for (key, background), n in groups.items()
    ]
    for table, moved in (("groups", rows_of_groups), ("answers", answers), ("texts", texts)):
        _insert(connection, table, moved)
    if connection.dialect.name == "postgresql":
        last = "(SELECT coalesce(max(key), 1) FROM surveys)"
        connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('surveys', 'key'), {last})"))


_INSERTS = {
    "surveys": """INSERT INTO surveys (key, name, title, waves, questions, background, n_answers, n_respondents,
        codebook_version, run, content, revision)
        VALUES (:key, :name, :title, '[""]', :questions, :background, :answers, :people, 0, '', 1, 1)""",
    "groups": "INSERT INTO groups (number, survey, hash, background) VALUES (:number, :survey, :hash, :background)",
    "answers": """INSERT INTO answers (number, survey, id, id_in_wave, wave, place, question, respondent, in_group,
        language, weight, text_hash, themes, review, origin, version, changed, machine_themes, machine_review,
        confidence, run)
        VALUES (:number, :survey, :id, :id, '', :place, :question, :respondent, :group, :language, 1.0, :hash,
        '', false, '', 1, 1, '', false, -1.0, '')""",
    "texts": "INSERT INTO texts (answer, text, masks, evidence) VALUES (:answer, :text, :masks, '[]')",
}


def _insert(connection: sa.Connection, table: str, rows: list[dict[str, object]]) -> None:
    if rows:
        connection.execute(sa.text(_INSERTS[table]), rows)


def _group_hash(background: str) -> str:
    return hashlib.sha256(background.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

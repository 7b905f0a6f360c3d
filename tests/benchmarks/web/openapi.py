"""Requests made from the API's own description by schemathesis: how many, and which break the server.

    python tests/benchmarks/web/openapi.py [--examples 100]

Every operation, imports too, as an admin with a token; surveys and answers that exist in every other request.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path

import hypothesis
import schemathesis

from tests.web.desk_rig import SURVEY, app_of, client_of, filled
from theme_mining.assembly.passwords import hash_token, new_token


def main() -> None:
    """Try and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--examples", type=int, default=100)
    given = asked.parse_args()
    seen: Counter[str] = Counter()
    broken: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, filled(Path(folder) / "fuzz.db") as store:
        app = app_of(store)
        client = client_of(app)
        schema = schemathesis.openapi.from_dict(client.get("/api/v1/openapi.json").json())
        store.add_user("Fuzz", "x", "admin")
        token = new_token()
        store.add_token("Fuzz", hash_token(token))
        for found in schema.get_all_operations():
            operation = found.ok()
            heavy = operation.path == "/api/v1/imports" and operation.method.upper() == "POST"

            @hypothesis.given(case=operation.as_strategy(), real=hypothesis.strategies.booleans())
            @hypothesis.settings(
                max_examples=max(3, given.examples // 20) if heavy else given.examples,
                deadline=None,
                database=None,
                derandomize=True,
                suppress_health_check=list(hypothesis.HealthCheck),
            )
            def tries(case, real):
                if real and "survey" in (case.path_parameters or {}):
                    case.path_parameters["survey"] = SURVEY
                kwargs = case.as_transport_kwargs(base_url="http://127.0.0.1")
                kwargs.pop("cookies", None)
                kwargs["headers"] = {**dict(kwargs.get("headers") or {}), "authorization": f"Bearer {token}"}
                answer = client.request(**kwargs)
                seen[f"{answer.status_code // 100}xx"] += 1
                if answer.status_code >= 500:
                    broken.add(f"{case.method} {case.path} {answer.status_code}")

            tries()
        app.state.jobs.close()
    print(f"{sum(seen.values())} requests: {dict(sorted(seen.items()))}; broken: {sorted(broken) or 'none'}")


if __name__ == "__main__":
    main()

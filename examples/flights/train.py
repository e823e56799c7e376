"""Trains the example models on January to March 2013 and writes everything beside this script.

Run it twice and the files are the same, byte for byte: seeds are fixed, arithmetic runs on one
thread and no file holds the time of its making. See README.md for what is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
import yaml
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from threadpoolctl import threadpool_limits

from evaluation import evaluate_classifier, evaluate_regressor, feature_importance
from flights import (
    INTEGER_FEATURES,
    PUSHBACK_FEATURES,
    SCHEDULE_FEATURES,
    STRING_FEATURES,
    held_out_flights,
    load_flights,
    sample_traffic,
    training_flights,
    write_parquet,
)
from onnx_export import OnnxModel, export

HERE = Path(__file__).parent
SEED = 2013
TRAFFIC_ROWS = 70_000
REFERENCE_ROWS = 5_000
EXPECTED_ROWS = 200
SCIKIT_LEARN_TOLERANCE = 1e-4
EVALUATED_AT = "2013-04-01T00:00:00Z"
# The flights' entity in the catalog, and the days that the models were made and tested with.
SEASON = {
    "entityRef": "resource:default/nycflights13",
    "from": "2013-01-01",
    "to": "2013-03-31",
}


@dataclass(frozen=True)
class Task:
    """What a model predicts, from what, and how its answers are read and judged."""

    model: str
    description: str
    problem_type: str
    features: list[str]
    target: str
    outputs: list[tuple]
    """Names and types of the graph's outputs."""
    prediction: dict
    """How the manifest says the outputs are read."""
    importance_scoring: str

    @property
    def is_classifier(self) -> bool:
        return self.problem_type == "binary-classification"


@dataclass(frozen=True)
class Candidate:
    """A version of a model before it is fitted."""

    task: Task
    version: int
    description: str
    estimator: object
    preprocessing: object
    parameters: list[str] = field(default_factory=list)
    """The hyperparameters of the estimator that the manifest names."""

    @property
    def directory(self) -> Path:
        return HERE / self.task.model / str(self.version)


DELAY_RISK = Task(
    model="flight-delay-risk",
    description="Risk, judged before departure, that a flight from New York arrives more than 15 minutes late.",
    problem_type="binary-classification",
    features=SCHEDULE_FEATURES,
    target="late",
    outputs=[("label", Int64TensorType([None])), ("probabilities", FloatTensorType([None, 2]))],
    prediction={
        "label": "label",
        "scores": "probabilities",
        "classes": ["0", "1"],
        "positiveClass": "1",
    },
    importance_scoring="roc_auc",
)

ARRIVAL_DELAY = Task(
    model="flight-arrival-delay",
    description="Arrival delay in minutes of a flight from New York, as foreseen at push-back.",
    problem_type="regression",
    features=PUSHBACK_FEATURES,
    target="arr_delay",
    outputs=[("arrival_delay", FloatTensorType([None, 1]))],
    prediction={"value": "arrival_delay"},
    importance_scoring="neg_root_mean_squared_error",
)


def linear_preprocessing(features: list[str]):
    """Medians for missing numbers, unit variance, one column per known category."""
    return make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), float_features(features)),
        (StandardScaler(), INTEGER_FEATURES),
        (OneHotEncoder(handle_unknown="ignore"), STRING_FEATURES),
    )


def tree_preprocessing(features: list[str]):
    """One column per known category; trees need no scale and have a branch for missing numbers."""
    return make_column_transformer(
        ("passthrough", float_features(features)),
        ("passthrough", INTEGER_FEATURES),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), STRING_FEATURES),
    )


def float_features(features: list[str]) -> list[str]:
    return [name for name in features if name not in INTEGER_FEATURES + STRING_FEATURES]


def candidates() -> list[Candidate]:
    """The versions in the order in which they are registered."""
    boosting = {
        "learning_rate": 0.05,
        "max_iter": 150,
        "max_leaf_nodes": 15,
        "min_samples_leaf": 100,
        "l2_regularization": 1.0,
        "early_stopping": False,
        "random_state": SEED,
    }
    # ONNX Runtime adds the trees' minutes in float32: fewer of them stay within 1e-4 of scikit-learn's double precision.
    fewer_trees = {**boosting, "learning_rate": 0.15, "max_iter": 50}
    return [
        Candidate(
            DELAY_RISK,
            1,
            "Logistic regression on the schedule and the weather of the hour; missing weather becomes the median.",
            LogisticRegression(C=1.0, max_iter=1000),
            linear_preprocessing(DELAY_RISK.features),
            ["C", "max_iter", "solver"],
        ),
        Candidate(
            DELAY_RISK,
            2,
            "Gradient boosting on the same columns; missing weather has branches of its own.",
            HistGradientBoostingClassifier(**boosting),
            tree_preprocessing(DELAY_RISK.features),
            list(boosting),
        ),
        Candidate(
            ARRIVAL_DELAY,
            1,
            "Gradient boosting on the schedule, the weather of the hour and the departure delay.",
            HistGradientBoostingRegressor(**fewer_trees),
            tree_preprocessing(ARRIVAL_DELAY.features),
            list(boosting),
        ),
    ]


def fit(candidate: Candidate, rows: pd.DataFrame) -> Pipeline:
    """The candidate's pipeline, fitted on `rows`."""
    pipeline = make_pipeline(candidate.preprocessing, candidate.estimator)
    return pipeline.fit(rows[candidate.task.features], rows[candidate.task.target])


def evaluate(task: Task, pipeline: Pipeline, rows: pd.DataFrame, split: str) -> dict:
    """The evaluation of one split; the test split also carries the permutation importance."""
    inputs, actual = rows[task.features], rows[task.target]
    measure = evaluate_classifier if task.is_classifier else evaluate_regressor
    days = "held-out days" if split == "test" else "training days"
    result = {
        "name": f"January–March 2013, {days}",
        "split": split,
        "rows": len(rows),
        "evaluatedAt": EVALUATED_AT,
        **measure(pipeline, inputs, actual),
    }
    if split == "test":
        result["featureImportance"] = feature_importance(
            pipeline, inputs, actual, task.importance_scoring
        )
    return result


def reference_data(task: Task, onnx: OnnxModel, training: pd.DataFrame) -> pd.DataFrame:
    """A sample of the training rows: inputs, what the ONNX file answers, and the truth as `target`."""
    rows = training.sample(REFERENCE_ROWS, random_state=SEED).sort_index()
    reference = rows[task.features].reset_index(drop=True)
    for name, values in onnx.predict(reference).items():
        columns = values.reshape(len(values), -1).T
        names = [name] if len(columns) == 1 else [f"{name}[{i}]" for i in range(len(columns))]
        reference = reference.assign(**dict(zip(names, columns)))
    return reference.assign(target=rows[task.target].to_numpy())


def scikit_learn_answers(task: Task, pipeline: Pipeline, inputs: pd.DataFrame) -> dict[str, np.ndarray]:
    """The pipeline's own answers under the names of the graph's outputs."""
    if task.is_classifier:
        return {"label": pipeline.predict(inputs), "probabilities": pipeline.predict_proba(inputs)}
    return {"arrival_delay": pipeline.predict(inputs).reshape(-1, 1)}


def require_same_answers(name: str, onnx: dict, scikit_learn: dict) -> None:
    """Raises if the export differs from the pipeline on any row by more than the tolerance.

    The difference is absolute for values up to 1 and relative beyond: ONNX Runtime adds trees in
    float32, whose own step at 1,000 minutes is already 6e-5. It also adds in another order when it
    runs on several threads, so `OnnxModel` runs on one.
    """
    for output, values in scikit_learn.items():
        difference = (np.abs(onnx[output] - values) / np.maximum(1, np.abs(values))).max()
        print(f"{name}: {output} of ONNX Runtime and scikit-learn differ by at most {difference:.2g}")
        if difference > SCIKIT_LEARN_TOLERANCE:
            raise AssertionError(f"{name}: the ONNX file does not do what the pipeline does")


def expected_rows(traffic: pd.DataFrame, training: pd.DataFrame) -> np.ndarray:
    """Row numbers spread over the traffic, with a share of those that are easily answered wrongly.

    That share: no weather at all, no pressure, no wind, and carriers and destinations that the
    training rows don't have.
    """
    rare = [
        traffic["temp"].isna(),
        traffic["pressure"].isna() & traffic["temp"].notna(),
        traffic["wind_speed"].isna() & traffic["temp"].notna(),
        ~traffic["carrier"].isin(training["carrier"]),
        ~traffic["dest"].isin(training["dest"]),
    ]
    chosen = np.unique(np.concatenate([spread(np.flatnonzero(mask), 10) for mask in rare]))
    others = np.setdiff1d(np.arange(len(traffic)), chosen)
    return np.sort(np.concatenate([chosen, spread(others, EXPECTED_ROWS - len(chosen))]))


def spread(rows: np.ndarray, count: int) -> np.ndarray:
    """At most `count` of `rows`, evenly spaced, the first and the last among them."""
    return rows[np.linspace(0, len(rows) - 1, min(count, len(rows))).round().astype(int)]


def manifest(task: Task, versions: list[dict]) -> dict:
    """The manifest of a model, from which the registry registers all its versions."""
    return {"description": task.description, "problemType": task.problem_type, "versions": versions}


def manifest_version(candidate: Candidate, training_rows: int, test_rows: int) -> dict:
    """A version's part of the manifest; paths are relative to the manifest."""
    version, estimator = candidate.version, candidate.estimator
    return {
        "artifact": f"{version}/model.onnx",
        "reference": f"{version}/reference.parquet",
        "evaluations": [f"{version}/evaluation-train.json", f"{version}/evaluation-test.json"],
        "description": candidate.description,
        "framework": {"name": "scikit-learn", "version": sklearn.__version__},
        "algorithm": type(estimator).__name__,
        "parameters": {name: estimator.get_params()[name] for name in candidate.parameters},
        "datasets": [
            {"name": "nycflights13", "role": "training", "rows": training_rows, **SEASON},
            {
                "name": "nycflights13, held-out days",
                "role": "test",
                "rows": test_rows,
                **SEASON,
            },
        ],
        "source": {"project": "flights", "workflow": "examples/flights/train.py"},
        "prediction": candidate.task.prediction,
    }


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


class ManifestDumper(yaml.SafeDumper):
    """Writes a value in full wherever it occurs, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def write_yaml(path: Path, value: object) -> None:
    text = yaml.dump(
        value, Dumper=ManifestDumper, sort_keys=False, default_flow_style=None, width=120,
        allow_unicode=True,
    )
    path.write_text(text, encoding="utf-8")


def json_column(column: pd.Series) -> list:
    """The values as JSON has them, with null for missing. A float32 is widened, not rounded."""
    return [None if pd.isna(value) else value for value in column.tolist()]


def main() -> None:
    flights = load_flights()
    training, held_out = training_flights(flights), held_out_flights(flights)
    traffic = sample_traffic(flights, TRAFFIC_ROWS, SEED)
    write_parquet(HERE / "traffic.parquet", traffic)

    rows = expected_rows(traffic, training)
    answers: dict[str, dict] = {}
    versions: dict[str, list[dict]] = {}
    for candidate in candidates():
        task, directory = candidate.task, candidate.directory
        name = f"{task.model} version {candidate.version}"
        directory.mkdir(parents=True, exist_ok=True)

        pipeline = fit(candidate, training)
        export(pipeline, training[task.features], task.outputs, name, directory / "model.onnx")
        onnx = OnnxModel(directory / "model.onnx")
        require_same_answers(
            name, onnx.predict(traffic), scikit_learn_answers(task, pipeline, traffic[task.features])
        )

        for split, split_rows in [("train", training), ("test", held_out)]:
            evaluation = evaluate(task, pipeline, split_rows, split)
            write_json(directory / f"evaluation-{split}.json", evaluation)
            print(f"{name}: {split} {evaluation['metrics']}")
        write_parquet(directory / "reference.parquet", reference_data(task, onnx, training))

        picked = traffic.loc[rows, task.features]
        answers.setdefault(task.model, {})[str(candidate.version)] = {
            "onnxruntime": {k: v.tolist() for k, v in onnx.predict(picked).items()},
            "scikit-learn": {
                k: v.tolist() for k, v in scikit_learn_answers(task, pipeline, picked).items()
            },
        }
        versions.setdefault(task.model, []).append(
            manifest_version(candidate, len(training), len(held_out))
        )

    write_json(HERE / "expected" / "predictions.json", {
        "rows": rows.tolist(),
        "inputs": {name: json_column(traffic.loc[rows, name]) for name in PUSHBACK_FEATURES},
        "models": answers,
    })
    for task in [DELAY_RISK, ARRIVAL_DELAY]:
        write_yaml(HERE / task.model / "model.yaml", manifest(task, versions[task.model]))


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main()

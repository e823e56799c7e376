"""Evaluation of a fitted pipeline on one split, in the form the registry stores."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn import metrics
from sklearn.inspection import permutation_importance

MAX_CURVE_POINTS = 200
DECIMALS = 6


def evaluate_classifier(pipeline, inputs: pd.DataFrame, actual: pd.Series) -> dict:
    """Metrics at threshold 0.5, confusion matrix (rows actual, columns predicted) and curves."""
    score = pipeline.predict_proba(inputs)[:, 1]
    predicted = pipeline.predict(inputs)
    return {
        "metrics": rounded({
            "auc": metrics.roc_auc_score(actual, score),
            "log_loss": metrics.log_loss(actual, score),
            "accuracy": metrics.accuracy_score(actual, predicted),
            "precision": metrics.precision_score(actual, predicted),
            "recall": metrics.recall_score(actual, predicted),
            "f1": metrics.f1_score(actual, predicted),
            "brier": metrics.brier_score_loss(actual, score),
        }),
        "confusionMatrix": {
            "labels": ["0", "1"],
            "counts": metrics.confusion_matrix(actual, predicted).tolist(),
        },
        "rocCurve": roc_curve(actual, score),
        "precisionRecallCurve": precision_recall_curve(actual, score),
    }


def evaluate_regressor(pipeline, inputs: pd.DataFrame, actual: pd.Series) -> dict:
    """Errors in the unit of the target; `r2` has none."""
    predicted = pipeline.predict(inputs)
    return {
        "metrics": rounded({
            "rmse": metrics.root_mean_squared_error(actual, predicted),
            "mae": metrics.mean_absolute_error(actual, predicted),
            "r2": metrics.r2_score(actual, predicted),
            "median_absolute_error": metrics.median_absolute_error(actual, predicted),
        })
    }


def feature_importance(pipeline, inputs: pd.DataFrame, actual: pd.Series, scoring: str) -> dict:
    """How much the score falls when one column is shuffled: mean and deviation of 10 shuffles."""
    result = permutation_importance(
        pipeline, inputs, actual, scoring=scoring, n_repeats=10, random_state=0
    )
    return {
        "method": "permutation",
        "values": [
            rounded({
                "feature": inputs.columns[i],
                "importance": result.importances_mean[i],
                "std": result.importances_std[i],
            })
            for i in np.argsort(-result.importances_mean, kind="stable")
        ],
    }


def roc_curve(actual: pd.Series, score: np.ndarray) -> list[dict]:
    """From (0, 0), whose threshold is infinite and so null, to (1, 1)."""
    fpr, tpr, threshold = metrics.roc_curve(actual, score)
    return curve_points({"fpr": fpr, "tpr": tpr, "threshold": threshold})


def precision_recall_curve(actual: pd.Series, score: np.ndarray) -> list[dict]:
    """From recall 1 to (precision 1, recall 0), which no threshold reaches: its threshold is null."""
    precision, recall, threshold = metrics.precision_recall_curve(
        actual, score, drop_intermediate=True
    )
    return curve_points(
        {"precision": precision, "recall": recall, "threshold": np.append(threshold, np.inf)}
    )


def curve_points(columns: dict[str, np.ndarray]) -> list[dict]:
    """At most `MAX_CURVE_POINTS` points, evenly spaced by index, the first and the last among them."""
    length = len(next(iter(columns.values())))
    picked = np.unique(np.linspace(0, length - 1, min(length, MAX_CURVE_POINTS)).round().astype(int))
    return [rounded({name: values[i] for name, values in columns.items()}) for i in picked]


def rounded(record: dict) -> dict:
    """Plain JSON values: floats rounded, infinity as null (JSON has no infinity)."""
    return {key: value if isinstance(value, str) else json_number(value) for key, value in record.items()}


def json_number(value: float) -> float | None:
    return round(float(value), DECIMALS) if np.isfinite(value) else None

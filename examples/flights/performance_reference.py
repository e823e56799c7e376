"""How good the predictions of the traffic are, with scikit-learn, numpy and scipy alone: `expected/performance.json`.

The second opinion against which the portal's performance is tested; it shares no code with it. For each calendar month
(UTC) of traffic.parquet and `flight-delay-risk` version 1, as the replay asks for it (one request an hour):

- metrics of scikit-learn. Their intervals, of 95 %, take the flights of one request for what they say together: Wilson's
  with the number of flights divided by the design effect (at least 1), of F1 by way of TP / (TP + FP + FN); of the AUC by
  DeLong's placement values summed by request, on the scale of the logit; of the log loss by the scatter of requests.
- estimates without labels (CBPE): probabilities by isotonic regression through the first 5,000 flights, then the expected
  confusion matrix, and the expected share of pairs in the right order.
- accuracy by carrier over all months.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from scipy.stats import norm, rankdata
from sklearn import metrics
from sklearn.isotonic import IsotonicRegression

from drift_reference import HERE, model_outputs, read_columns

ALPHA = 0.05
LEARNED_FROM = 5_000
Z = norm.ppf(1 - ALPHA / 2)


def by_request(requests: np.ndarray, *columns: np.ndarray) -> list[np.ndarray]:
    """Sums of columns over the rows of each request."""
    _, number = np.unique(requests, return_inverse=True)
    return [np.bincount(number, weights=column) for column in columns]


def share(hits: np.ndarray, of: np.ndarray, requests: np.ndarray, z: float = Z) -> list[float]:
    """A share, and Wilson's interval by the design effect of requests."""
    value, rows = hits.sum() / of.sum(), of.sum()
    h, n = by_request(requests, hits.astype(float), of.astype(float))
    effect = ((h - value * n) ** 2).sum() / (value * (1 - value) * rows)
    rows = rows / max(effect, 1)
    centre = (value + z**2 / (2 * rows)) / (1 + z**2 / rows)
    half = z * np.sqrt(value * (1 - value) / rows + z**2 / (4 * rows**2)) / (1 + z**2 / rows)
    return [value, centre - half, centre + half]


def area(late: np.ndarray, score: np.ndarray, requests: np.ndarray) -> list[float]:
    value = metrics.roc_auc_score(late, score)
    positives, negatives = (late == 1).sum(), (late == 0).sum()
    # The share of the other class below a row, by ranks: of all rows less of its own class.
    placement = np.empty(len(late))
    ranks = rankdata(score)
    placement[late == 1] = (ranks[late == 1] - rankdata(score[late == 1])) / negatives
    placement[late == 0] = 1 - (ranks[late == 0] - rankdata(score[late == 0])) / positives
    influence = (placement - value) / np.where(late == 1, positives, negatives)
    (sums,) = by_request(requests, influence)
    count = len(sums)
    error = np.sqrt(count / (count - 1) * (sums**2).sum()) / (value * (1 - value))
    logit = np.log(value / (1 - value))
    return [value, *(1 / (1 + np.exp(-(logit + side * Z * error))) for side in (-1, 1))]


def loss(late: np.ndarray, score: np.ndarray, requests: np.ndarray) -> list[float]:
    value = metrics.log_loss(late, score)
    surprise = -np.log(np.where(late == 1, score, 1 - score))
    s, n = by_request(requests, surprise, np.ones(len(late)))
    count = len(s)
    error = np.sqrt(count / (count - 1) * ((s - value * n) ** 2).sum()) / n.sum()
    return [value, value - Z * error, value + Z * error]


def measured(late, score, predicted, requests) -> dict[str, list[float]]:
    hit = (late == 1) & (predicted == 1)
    jaccard = share(hit, (late == 1) | (predicted == 1), requests)
    found = {
        "auc": area(late, score, requests),
        "accuracy": share(late == predicted, np.ones(len(late)), requests),
        "log_loss": loss(late, score, requests),
        "f1": [2 * j / (1 + j) for j in jaccard],
        "precision": share(hit, predicted == 1, requests),
        "recall": share(hit, late == 1, requests),
    }
    for name, check in {
        "accuracy": metrics.accuracy_score,
        "f1": metrics.f1_score,
        "precision": metrics.precision_score,
        "recall": metrics.recall_score,
    }.items():
        assert abs(found[name][0] - check(late, predicted)) < 1e-12, name
    return found


def estimated(p: np.ndarray, score: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    order = np.argsort(score, kind="stable")
    p_sorted, (_, start, count) = p[order], np.unique(
        score[order], return_index=True, return_counts=True
    )
    tied_p = np.add.reduceat(p_sorted, start)
    tied_n = count - tied_p
    below = np.cumsum(tied_n) - tied_n
    tp = p[predicted == 1].sum()
    return {
        "auc": (tied_p * (below + tied_n / 2)).sum() / (p.sum() * (1 - p).sum()),
        "accuracy": np.where(predicted == 1, p, 1 - p).mean(),
        "log_loss": -(p * np.log(score) + (1 - p) * np.log(1 - score)).mean(),
        "f1": 2 * tp / (predicted.sum() + p.sum()),
        "precision": tp / predicted.sum(),
        "recall": tp / p.sum(),
    }


def main() -> None:
    traffic = read_columns(HERE / "traffic.parquet")
    outputs = model_outputs(traffic)
    late, score, predicted = traffic["late"], outputs["probabilities[1]"], outputs["label"]
    hour = traffic["event_time"].astype("datetime64[h]").astype(int)
    months = np.datetime_as_string(traffic["event_time"].astype("datetime64[M]"))

    first = slice(0, LEARNED_FROM)
    line = IsotonicRegression(out_of_bounds="clip").fit(score[first], late[first])
    p = line.predict(score)

    document = {"confidence": 1 - ALPHA, "months": [], "carriers": []}
    for month in np.unique(months).tolist():
        rows = months == month
        document["months"].append({
            "month": month,
            "rows": int(rows.sum()),
            "metrics": measured(late[rows], score[rows], predicted[rows], hour[rows]),
            "estimated": estimated(p[rows], score[rows], predicted[rows]),
        })
    for carrier in np.unique(traffic["carrier"].astype(str)).tolist():
        rows = traffic["carrier"] == carrier
        document["carriers"].append({
            "carrier": carrier,
            "rows": int(rows.sum()),
            "accuracy": float((late[rows] == predicted[rows]).mean()),
        })
    path = HERE / "expected" / "performance.json"
    path.write_text(json.dumps(document, allow_nan=False) + "\n", encoding="utf-8")
    for month in document["months"]:
        auc, guess = month["metrics"]["auc"], month["estimated"]["auc"]
        print(f"{month['month']}  AUC {auc[0]:.3f} ({auc[1]:.3f} to {auc[2]:.3f}), estimated {guess:.3f}")


if __name__ == "__main__":
    main()

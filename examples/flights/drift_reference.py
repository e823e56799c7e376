"""Drift of the traffic by month, computed with numpy and scipy alone: `expected/drift.json`.

This is the second opinion against which the portal's own drift is tested, so it shares no code
with it, nor with train.py. It compares each calendar month (UTC) of traffic.parquet with the
reference data of `flight-delay-risk` version 1 under convention "v1":

- A numeric column has right-closed bins between the distinct deciles of the reference, open at
  both ends, and a last bin for missing values.
- A categorical column has a bin for each of the 50 most frequent categories of the reference
  (ties in code-unit order), then one for all others, then one for missing values.
- PSI = sum of (q - p) ln(q / p) over the bins that are not empty on both sides, B of them. If one of those
  is empty on one side, ½ is added to each of their counts on both sides.
- (B - 1)(1/n + 1/m), n and m being the row counts, is the bias which `psiCorrected` is free of
  (Yurdakul 2018).
- The p-value is that of the likelihood ratio G of both rows of counts when it is left to chance which
  values are the window's: by Skovgaard's double saddlepoint approximation (1987), below 1e-12 by the
  chi-squared distribution. For it the rare categories of a categorical column are counted with the
  others, by the estimate of Good and Turing (1953).
- A column has drifted when psiCorrected > 0.3 and p < 0.005 / (number of input columns).
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import onnxruntime
import pyarrow.parquet as pq
from scipy.optimize import root
from scipy.special import logsumexp, xlogy
from scipy.stats import binom, chi2, chi2_contingency, norm
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).parent
MODEL, VERSION = "flight-delay-risk", 1
DIRECTORY = HERE / MODEL / str(VERSION)

MAX_CATEGORIES = 50
PSI_THRESHOLD = 0.3
ALPHA = 0.005

Columns = dict[str, np.ndarray]
"""Float64 or int64 arrays (missing is NaN) and object arrays of strings (missing is None)."""


def read_columns(path: Path) -> Columns:
    """The columns of a parquet file; float32 is widened to float64, which is exact."""
    table = pq.read_table(path)
    columns = {}
    for name in table.column_names:
        values = table[name].to_numpy()
        columns[name] = values.astype(np.float64) if values.dtype == np.float32 else values
    return columns


def model_outputs(rows: Columns) -> Columns:
    """What ONNX Runtime answers, one array per output value: `label`, `probabilities[0]` and `[1]`."""
    session = onnxruntime.InferenceSession(DIRECTORY / "model.onnx")
    feeds = {}
    for i in session.get_inputs():
        dtype = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(string)": object}
        feeds[i.name] = rows[i.name].astype(dtype[i.type]).reshape(-1, 1)
    label, probabilities = session.run(["label", "probabilities"], feeds)
    widened = probabilities.astype(np.float64)
    return {"label": label, "probabilities[0]": widened[:, 0], "probabilities[1]": widened[:, 1]}


def is_categorical(name: str, reference: np.ndarray) -> bool:
    return name == "label" or reference.dtype == object


def decile_edges(reference: np.ndarray) -> np.ndarray:
    """The distinct deciles of the values that are not missing, with linear interpolation."""
    present = reference[~np.isnan(reference)]
    return np.unique(np.quantile(present, np.arange(1, 10) / 10, method="linear"))


def frequent_categories(reference: np.ndarray) -> list[str]:
    """The most frequent values. All are ASCII, so Python's order of strings is code-unit order."""
    counts = Counter(str(value) for value in reference if value is not None)
    return sorted(counts, key=lambda value: (-counts[value], value))[:MAX_CATEGORIES]


def count_numeric(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Counts of (-inf, e1], (e1, e2], …, (ek, inf) and missing."""
    missing = np.isnan(values)
    bins = np.searchsorted(edges, values[~missing], side="left")
    return np.append(np.bincount(bins, minlength=len(edges) + 1), missing.sum())


def count_categorical(values: np.ndarray, categories: list[str]) -> np.ndarray:
    """Counts of each category, of all others and of missing."""
    counts = Counter(None if value is None else str(value) for value in values)
    missing = counts.pop(None, 0)
    known = [counts.pop(category, 0) for category in categories]
    return np.array([*known, sum(counts.values()), missing])


def pool_rare(reference: np.ndarray, window: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Counts of a categorical column, those of rare categories added to the others'.

    Rare is what was seen at most c times in the reference: the least c at which the values seen c + 1
    times, by which such categories are overestimated together, are few beside what chance makes of them.
    """
    listed, other = reference[:-2], reference[-2]
    part = window.sum() / (reference.sum() + window.sum())
    unlisted = listed.min() if other > 0 else 0
    c = int(unlisted + 4 * np.sqrt(unlisted))
    while ((c + 1) * (listed == c + 1).sum()) ** 2 * part > 0.1 * (
        other + listed[listed <= c].sum() + 1
    ):
        c += 1
    rare = listed <= c
    return tuple(
        np.array([*np.where(rare, 0, side[:-2]), side[-2] + side[:-2][rare].sum(), side[-1]])
        for side in (reference, window)
    )


def saddlepoint_tail(totals: np.ndarray, drawn: int, ratio: float) -> float:
    """P(G >= ratio) when so many of the values in the bins are drawn at random.

    The counts drawn are binomial variables that sum to `drawn`, and the cumulant generating function of
    G and of their sum is taken over all counts that there can be.
    """
    share = drawn / totals.sum()
    bins = []
    for total in totals:
        k, expected = np.arange(total + 1), total * share
        rest = total - k
        deviance = 2 * (xlogy(k, k / expected) + xlogy(rest, rest / (total - expected)))
        bins.append((binom.logpmf(k, total, share), np.array([deviance, k - expected])))

    def cumulants(point: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        value, mean, covariance = 0.0, np.array([-ratio, 0.0]), np.zeros((2, 2))
        for chance, both in bins:
            logs = chance + point @ both
            mass = logsumexp(logs)
            weights = np.exp(logs - mass)
            of_bin = both @ weights
            value += mass
            mean += of_bin
            covariance += (both * weights) @ both.T - np.outer(of_bin, of_bin)
        return value, mean, covariance

    start = [min((1 - (len(totals) - 1) / ratio) / 2, 0.45), 0]
    found = root(lambda at: cumulants(at)[1], start, jac=lambda at: cumulants(at)[2], tol=1e-13)
    value, excess, covariance = cumulants(found.x)
    if np.abs(excess).max() > 1e-6 * max(1, ratio):
        raise ArithmeticError(f"no saddlepoint for {totals}, {drawn}, {ratio}")
    tilt = found.x[0]
    w = np.sign(tilt) * np.sqrt(max(0, 2 * (tilt * ratio - value)))
    if abs(w) < 0.02:
        beside = (saddlepoint_tail(totals, drawn, part * ratio) for part in (0.92, 1.08))
        return sum(beside) / 2
    v = tilt * np.sqrt(np.linalg.det(covariance) / (totals.sum() * share * (1 - share)))
    return float(norm.sf(w) + norm.pdf(w) * (1 / v - 1 / w))


def p_value(reference: np.ndarray, window: np.ndarray) -> float:
    """The chance of such a difference when it is left to chance which values are the window's."""
    used = (reference > 0) | (window > 0)
    r, w = reference[used], window[used]
    if len(r) < 2:
        return 1.0
    ratio = chi2_contingency([r, w], lambda_="log-likelihood", correction=False).statistic
    if ratio < 1e-9:
        return 1.0
    approximate = float(chi2.sf(ratio, len(r) - 1))
    return approximate if approximate < 1e-12 else saddlepoint_tail(r + w, w.sum(), ratio)


def compare(reference: np.ndarray, window: np.ndarray, categorical: bool, divisor: int) -> dict:
    """Measures of drift from the counts of the reference to those of a window."""
    scale = 1 / reference.sum() + 1 / window.sum()
    used = (reference > 0) | (window > 0)
    r, w = reference[used].astype(float), window[used].astype(float)
    if (r == 0).any() or (w == 0).any():
        r, w = r + 0.5, w + 0.5
    before, after = r / r.sum(), w / w.sum()
    psi = float(np.sum((after - before) * np.log(after / before)))
    corrected = psi - (len(r) - 1) * scale
    p = p_value(*(pool_rare(reference, window) if categorical else (reference, window)))
    return {
        "psi": psi,
        "psiCorrected": float(corrected),
        "pValue": p,
        "drifted": bool(corrected > PSI_THRESHOLD and p < ALPHA / divisor),
    }


def column_drift(
    name: str, role: str, reference: np.ndarray, windows: dict[str, np.ndarray], divisor: int
) -> dict:
    """One column's bins, the reference's counts and each month's counts and measures."""
    if is_categorical(name, reference):
        bins = frequent_categories(reference)
        kind, bins_name, count = "categorical", "categories", count_categorical
    else:
        bins = decile_edges(reference)
        kind, bins_name, count = "numeric", "edges", count_numeric
    reference_counts = count(reference, bins)
    months = []
    for month, values in windows.items():
        counts = count(values, bins)
        months.append({
            "month": month,
            "counts": counts.tolist(),
            "n": int(counts.sum()),
            **compare(reference_counts, counts, kind == "categorical", divisor),
        })
    return {
        "name": name,
        "role": role,
        "kind": kind,
        bins_name: list(map(str, bins)) if kind == "categorical" else bins.tolist(),
        "reference": {"counts": reference_counts.tolist(), "n": int(reference_counts.sum())},
        "months": months,
    }


def main() -> None:
    reference = read_columns(DIRECTORY / "reference.parquet")
    traffic = read_columns(HERE / "traffic.parquet")
    outputs = model_outputs(traffic)
    traffic |= outputs
    inputs = [name for name in reference if name not in outputs and name != "target"]

    month_of_row = np.datetime_as_string(traffic["event_time"].astype("datetime64[M]"))
    rows_of_month = {month: month_of_row == month for month in np.unique(month_of_row).tolist()}
    columns = [
        column_drift(
            name,
            "input" if name in inputs else "output",
            reference[name],
            {month: traffic[name][rows] for month, rows in rows_of_month.items()},
            divisor=len(inputs),
        )
        for name in [*inputs, *outputs]
    ]

    months = []
    for i, (month, rows) in enumerate(rows_of_month.items()):
        late, score = traffic["late"][rows], traffic["probabilities[1]"][rows]
        months.append({
            "month": month,
            "rows": int(rows.sum()),
            "averageDrift": float(
                np.mean([c["months"][i]["psi"] for c in columns if c["role"] == "input"])
            ),
            "drifted": [c["name"] for c in columns if c["months"][i]["drifted"]],
            "baseRate": float(late.mean()),
            "auc": float(roc_auc_score(late, score)),
        })

    path = HERE / "expected" / "drift.json"
    path.parent.mkdir(exist_ok=True)
    document = {
        "convention": "v1",
        "model": MODEL,
        "version": VERSION,
        "referenceRows": len(reference["target"]),
        "trafficRows": len(traffic["late"]),
        "months": months,
        "columns": columns,
    }
    path.write_text(json.dumps(document, allow_nan=False) + "\n", encoding="utf-8")
    for month in months:
        print(month)


if __name__ == "__main__":
    main()

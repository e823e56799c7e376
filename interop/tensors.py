"""Tensors that the clients send."""

import numpy as np
from served import metadata, session

IDENTITIES: dict[str, tuple[str, np.ndarray]] = {
    "BOOL": ("identity_bool", np.array([[True, False]])),
    "UINT8": ("identity_uint8", np.array([[0, 255]], np.uint8)),
    "UINT16": ("identity_uint16", np.array([[0, 65_535]], np.uint16)),
    "UINT32": ("identity_uint32", np.array([[0, 4_294_967_295]], np.uint32)),
    "UINT64": ("identity_uint64", np.array([[0, 2**53 - 1]], np.uint64)),
    "INT8": ("identity_int8", np.array([[-128, 127]], np.int8)),
    "INT16": ("identity_int16", np.array([[-32_768, 32_767]], np.int16)),
    "INT32": ("identity_int32", np.array([[-(2**31), 2**31 - 1]], np.int32)),
    "INT64": ("identity_int64", np.array([[1 - 2**53, 2**53 - 1]], np.int64)),
    "FP16": ("identity_float16", np.array([[-65_504, 6e-8]], np.float16)),
    "FP32": ("identity_float32", np.array([[-3.4028235e38, 1e-45, 0.1]], np.float32)),
    "FP64": ("identity_float64", np.array([[-1.7e308, 5e-324, 0.1]], np.float64)),
    "BYTES": ("identity_string", np.array([["", 'Zürich 東京 🛫 "quoted"\n']], np.object_)),
}
"""By datatype: a model that answers what it is given as `y`, and what to give it as `x`, which JSON can hold."""

BEYOND_JSON: dict[str, tuple[str, np.ndarray]] = {
    "UINT64": ("identity_uint64", np.array([[2**53 + 1, 2**64 - 1]], np.uint64)),
    "INT64": ("identity_int64", np.array([[-(2**63), 2**63 - 1]], np.int64)),
    "FP16": ("identity_float16", np.array([[np.nan, np.inf, -np.inf]], np.float16)),
    "FP32": ("identity_float32", np.array([[np.nan, np.inf, -np.inf]], np.float32)),
    "FP64": ("identity_float64", np.array([[np.nan, np.inf, -np.inf]], np.float64)),
}
"""The same with what JSON's numbers don't hold."""


def rows(model: str, count: int, version: str = "1") -> dict[str, np.ndarray]:
    """Inputs of a model of flights by name, shapes [count, 1]; the same at every call. Some numbers are missing."""
    random = np.random.default_rng(20130101)
    inputs = {}
    for tensor in metadata(session(model, version).get_inputs()):
        if tensor["datatype"] == "BYTES":
            column = random.choice(["JFK", "ORD", "UA", "B6", "Zürich"], count).astype(np.object_)
        elif tensor["datatype"] == "INT64":
            column = random.integers(0, 1440, count)
        else:
            column = random.uniform(0, 100, count).astype(np.float32)
            column[::7] = np.nan
        inputs[tensor["name"]] = column.reshape(count, 1)
    return inputs


def datatype_of(array: np.ndarray) -> str:
    """The protocol's name of an array's type."""
    kinds = {"b": "BOOL", "u": "UINT", "i": "INT", "f": "FP", "O": "BYTES"}
    kind = kinds[array.dtype.kind]
    return kind if kind in ("BOOL", "BYTES") else f"{kind}{array.dtype.itemsize * 8}"


def as_text(array: np.ndarray) -> np.ndarray:
    """Clients give strings of binary data as bytes, and those of JSON as text."""
    if array.dtype != np.object_:
        return array
    texts = [one.decode() if isinstance(one, bytes) else one for one in array.flat]
    return np.array(texts, np.object_).reshape(array.shape)


def assert_same(answered: np.ndarray, wanted: np.ndarray) -> None:
    """Same type, shape and values; NaN is the same as NaN."""
    assert answered.dtype == wanted.dtype
    assert answered.shape == wanted.shape
    np.testing.assert_array_equal(as_text(answered), as_text(wanted))


def assert_close(answered: dict[str, np.ndarray], wanted: dict[str, np.ndarray]) -> None:
    """The same outputs, numbers up to what single precision rounds."""
    assert answered.keys() == wanted.keys()
    for name, array in wanted.items():
        assert answered[name].shape == array.shape
        assert answered[name].dtype == array.dtype
        if array.dtype.kind == "f":
            np.testing.assert_allclose(answered[name], array, rtol=1e-6, atol=1e-6)
        else:
            np.testing.assert_array_equal(as_text(answered[name]), as_text(array))

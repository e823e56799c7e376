"""What run.mjs serves, and what ONNX Runtime says of the same files in Python."""

import json
import os
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

_SERVED = json.loads(Path(os.environ["MLOPS_INTEROP_SERVED"]).read_text())

OPEN: str = _SERVED["open"]
"""Host and port of the server that anybody may ask."""
GUARDED: str = _SERVED["guarded"]
"""Host and port of the server that asks for a token; it serves `risk` only."""
TOKEN: str = _SERVED["token"]
MODELS: dict[str, dict[str, str]] = _SERVED["models"]
"""Versions by model, and the path of the file of each."""
TEXTS: dict[str, dict] = _SERVED["texts"]
"""The OpenAPI texts that the catalog shows, by model of the open server."""
GUARDED_TEXT: dict = _SERVED["guardedText"]

DATATYPES = {
    "tensor(bool)": "BOOL",
    "tensor(uint8)": "UINT8",
    "tensor(uint16)": "UINT16",
    "tensor(uint32)": "UINT32",
    "tensor(uint64)": "UINT64",
    "tensor(int8)": "INT8",
    "tensor(int16)": "INT16",
    "tensor(int32)": "INT32",
    "tensor(int64)": "INT64",
    "tensor(float16)": "FP16",
    "tensor(float)": "FP32",
    "tensor(double)": "FP64",
    "tensor(string)": "BYTES",
}
"""The protocol's names of ONNX Runtime's types."""


@cache
def session(model: str, version: str = "1") -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(
        MODELS[model][version], providers=["CPUExecutionProvider"]
    )


def metadata(values) -> list[dict]:
    """Inputs or outputs of a session in the protocol's words, without those that are no tensors."""
    return [
        {
            "name": value.name,
            "datatype": DATATYPES[value.type],
            "shape": [size if isinstance(size, int) else -1 for size in value.shape],
        }
        for value in values
        if value.type in DATATYPES
    ]


def expected(
    model: str, inputs: dict[str, np.ndarray], version: str = "1"
) -> dict[str, np.ndarray]:
    """The outputs by name, as ONNX Runtime computes them in Python."""
    running = session(model, version)
    names = [output["name"] for output in metadata(running.get_outputs())]
    return dict(zip(names, running.run(names, inputs)))

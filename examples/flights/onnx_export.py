"""From a fitted scikit-learn pipeline to an ONNX file, and answers of ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType

TENSOR_TYPES = {"float32": FloatTensorType, "int64": Int64TensorType, "str": StringTensorType}
OPSETS = {"": 17, "ai.onnx.ml": 3}
"""Old enough for every ONNX Runtime of the last years."""


def export(pipeline, inputs: pd.DataFrame, outputs: list[tuple], name: str, path: Path) -> None:
    """Writes an ONNX file in which each column is an input of its own, of shape [N, 1].

    `outputs` are the names and types of the graph's outputs, in scikit-learn's order.
    """
    is_classifier = hasattr(pipeline, "predict_proba")
    model = convert_sklearn(
        pipeline,
        name=name,
        initial_types=[
            (column, TENSOR_TYPES[str(dtype)]([None, 1])) for column, dtype in inputs.dtypes.items()
        ],
        final_types=outputs,
        target_opset=OPSETS,
        # Without zipmap probabilities are a tensor, not a sequence of maps.
        options={id(pipeline): {"zipmap": False}} if is_classifier else None,
    )
    # skl2onnx collects the operator sets in a Python set, whose order changes from run to run.
    opsets = sorted(model.opset_import, key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(opsets)
    path.write_bytes(model.SerializeToString(deterministic=True))


class OnnxModel:
    """An ONNX file opened with ONNX Runtime."""

    def __init__(self, path: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])

    def predict(self, inputs: pd.DataFrame) -> dict[str, np.ndarray]:
        """The outputs by name. Missing numbers go in as NaN."""
        feeds = {
            i.name: inputs[[i.name]].to_numpy(object if i.type == "tensor(string)" else None)
            for i in self.session.get_inputs()
        }
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, feeds)))

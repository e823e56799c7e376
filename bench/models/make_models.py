"""Makes the model of 30 features that `npm run bench -- serving` asks: a small neural network on the Wisconsin breast
cancer data that scikit-learn has, as the graph that PyTorch would export of it (scaling, three Gemm, Relu, Sigmoid).

    python -m venv /tmp/bench && /tmp/bench/bin/pip install onnx==1.20.1 scikit-learn==1.9.1
    /tmp/bench/bin/python bench/models/make_models.py

The file is committed; run it again only to change it.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper
from sklearn.datasets import load_breast_cancer
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
FLOAT = TensorProto.FLOAT


def constant(name, values):
    return numpy_helper.from_array(np.asarray(values, dtype=np.float32), name)


X, y = load_breast_cancer(return_X_y=True)
scaler = StandardScaler().fit(X)
network = MLPClassifier(hidden_layer_sizes=(32, 16), max_iter=500, random_state=0)
network.fit(scaler.transform(X), y)

constants = [constant("mean", scaler.mean_), constant("scale", 1 / scaler.scale_)]
nodes = [
    helper.make_node("Sub", ["features", "mean"], ["centred"]),
    helper.make_node("Mul", ["centred", "scale"], ["layer0"]),
]
last = len(network.coefs_) - 1
for i, (weights, bias) in enumerate(zip(network.coefs_, network.intercepts_)):
    constants += [constant(f"weights{i}", weights), constant(f"bias{i}", bias)]
    nodes.append(helper.make_node("Gemm", [f"layer{i}", f"weights{i}", f"bias{i}"], [f"sum{i}"]))
    activation, output = ("Sigmoid", "probability") if i == last else ("Relu", f"layer{i + 1}")
    nodes.append(helper.make_node(activation, [f"sum{i}"], [output]))

graph = helper.make_graph(
    nodes,
    "breast-cancer",
    [helper.make_tensor_value_info("features", FLOAT, ["N", X.shape[1]])],
    [helper.make_tensor_value_info("probability", FLOAT, ["N", 1])],
    constants,
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
checker.check_model(model)
(HERE / "breast-cancer.onnx").write_bytes(model.SerializeToString(deterministic=True))
print(f"accuracy on the data it was trained on: {network.score(scaler.transform(X), y):.3f}")

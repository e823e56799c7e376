"""Makes the model of 30 features that `npm run bench -- serving` asks: a small neural network on the Wisconsin breast
cancer data that scikit-learn has.

    python -m venv /tmp/bench && /tmp/bench/bin/pip install scikit-learn==1.9.1 skl2onnx==1.20.0
    /tmp/bench/bin/python bench/models/make_models.py

The file is committed; run it again only to change it.
"""

from pathlib import Path

from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent

X, y = load_breast_cancer(return_X_y=True)
model = make_pipeline(
    StandardScaler(),
    MLPClassifier(hidden_layer_sizes=(32, 16), max_iter=500, random_state=0),
)
model.fit(X, y)
onnx = to_onnx(
    model,
    initial_types=[("features", FloatTensorType([None, X.shape[1]]))],
    options={id(model): {"zipmap": False}},
    target_opset=17,
)
(HERE / "breast-cancer.onnx").write_bytes(onnx.SerializeToString(deterministic=True))
print(f"accuracy on the data it was trained on: {model.score(X, y):.3f}")

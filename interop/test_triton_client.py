"""NVIDIA's tritonclient over HTTP, the one that blocks."""

import re
from itertools import product

import numpy as np
import pytest
import tritonclient.http as triton
from served import GUARDED, MODELS, OPEN, TOKEN, expected, metadata, session
from tensors import BEYOND_JSON, IDENTITIES, assert_close, assert_same, datatype_of, rows
from tritonclient.utils import InferenceServerException

BINARY_OR_JSON = pytest.mark.parametrize(
    ("binary_in", "binary_out"),
    list(product([True, False], repeat=2)),
    ids=["binary-binary", "binary-JSON", "JSON-binary", "JSON-JSON"],
)


@pytest.fixture
def client():
    with triton.InferenceServerClient(OPEN) as one:
        yield one


def to_input(name: str, array: np.ndarray, binary: bool = True) -> triton.InferInput:
    tensor = triton.InferInput(name, list(array.shape), datatype_of(array))
    tensor.set_data_from_numpy(array, binary_data=binary)
    return tensor


def to_inputs(arrays: dict[str, np.ndarray], binary: bool = True) -> list[triton.InferInput]:
    return [to_input(name, array, binary) for name, array in arrays.items()]


def requested(names, binary: bool = True) -> list[triton.InferRequestedOutput]:
    return [triton.InferRequestedOutput(name, binary_data=binary) for name in names]


def outputs_of(result: triton.InferResult) -> dict[str, np.ndarray]:
    names = [output["name"] for output in result.get_response()["outputs"]]
    return {name: result.as_numpy(name) for name in names}


def several_inputs(count: int) -> dict[str, np.ndarray]:
    return {
        "amount": np.arange(count, dtype=np.float32).reshape(count, 1),
        "count": np.arange(count).reshape(count, 1),
        "label": np.array([f"row {i}" for i in range(count)], np.object_).reshape(count, 1),
    }


def test_the_server_is_live_and_ready(client):
    assert client.is_server_live() is True
    assert client.is_server_ready() is True


def test_a_model_is_ready_in_the_versions_that_answer_and_in_no_other(client):
    assert client.is_model_ready("risk") is True
    assert client.is_model_ready("risk", "1") is True
    assert client.is_model_ready("risk", "2") is True
    assert client.is_model_ready("risk", "3") is False
    assert client.is_model_ready("nobody's") is False


def test_the_server_says_which_extensions_it_has(client):
    extensions = client.get_server_metadata()["extensions"]
    assert {"binary_tensor_data", "statistics"} <= set(extensions)


@pytest.mark.parametrize("model", MODELS)
def test_metadata_is_what_onnxruntime_reads_from_the_file(client, model):
    assert client.get_model_metadata(model, "1") == {
        "name": model,
        "versions": list(MODELS[model]),
        "platform": "onnxruntime_onnx",
        "inputs": metadata(session(model).get_inputs()),
        "outputs": metadata(session(model).get_outputs()),
    }


def test_the_repository_index_lists_every_version_that_answers(client):
    index = client.get_model_repository_index()
    listed = {(one["name"], one["version"], one["state"]) for one in index}
    assert listed == {
        (model, version, "READY") for model, versions in MODELS.items() for version in versions
    }
    assert len(index) == len(listed)


def test_a_model_config_which_is_tritons_own_is_not_there(client):
    with pytest.raises(InferenceServerException) as refusal:
        client.get_model_config("risk")
    assert refusal.value.status() == "404"
    assert refusal.value.message() == "There is nothing at this path"


@BINARY_OR_JSON
@pytest.mark.parametrize("datatype", IDENTITIES)
def test_every_datatype_comes_back_as_it_went(client, datatype, binary_in, binary_out):
    model, array = IDENTITIES[datatype]
    result = client.infer(
        model, [to_input("x", array, binary_in)], outputs=requested("y", binary_out)
    )
    assert result.get_output("y")["datatype"] == datatype
    assert ("data" in result.get_output("y")) is not binary_out
    assert_same(result.as_numpy("y"), array)


@pytest.mark.parametrize("datatype", BEYOND_JSON)
def test_binary_data_carries_what_the_numbers_of_json_do_not(client, datatype):
    model, array = BEYOND_JSON[datatype]
    result = client.infer(model, [to_input("x", array)])
    assert_same(result.as_numpy("y"), array)


@pytest.mark.parametrize("datatype", ["INT64", "UINT64"])
def test_large_integers_are_read_from_json_without_losing_digits(client, datatype):
    model, array = BEYOND_JSON[datatype]
    result = client.infer(model, [to_input("x", array)], outputs=requested("y", False))
    assert_same(result.as_numpy("y"), array)


@pytest.mark.parametrize("datatype", ["INT64", "UINT64"])
def test_large_integers_written_as_json_numbers_are_refused_not_rounded(client, datatype):
    model, array = BEYOND_JSON[datatype]
    with pytest.raises(InferenceServerException, match="as a decimal string beyond 2.53") as refusal:
        client.infer(model, [to_input("x", array, binary=False)])
    assert refusal.value.status() == "400"


@pytest.mark.parametrize("datatype", ["FP16", "FP32", "FP64"])
def test_what_is_no_number_is_read_from_json_as_nan(client, datatype):
    model, array = BEYOND_JSON[datatype]
    result = client.infer(model, [to_input("x", array)], outputs=requested("y", False))
    assert_same(result.as_numpy("y"), np.full_like(array, np.nan))


@BINARY_OR_JSON
def test_strings_numbers_and_integers_go_together_in_one_request(client, binary_in, binary_out):
    arrays = several_inputs(5)
    wanted = expected("several_inputs", arrays)
    result = client.infer(
        "several_inputs", to_inputs(arrays, binary_in), outputs=requested(wanted, binary_out)
    )
    assert_close(outputs_of(result), wanted)


def test_one_request_may_mix_binary_data_and_json(client):
    arrays = several_inputs(3)
    result = client.infer(
        "several_inputs",
        [
            to_input("amount", arrays["amount"]),
            to_input("count", arrays["count"], binary=False),
            to_input("label", arrays["label"]),
        ],
        outputs=requested(["scaled"]) + requested(["count_out", "label_out"], binary=False),
    )
    assert_close(outputs_of(result), expected("several_inputs", arrays))


def test_only_the_outputs_that_were_asked_for_are_answered_in_that_order(client):
    asked = ["label_out", "scaled"]
    result = client.infer("several_inputs", to_inputs(several_inputs(2)), outputs=requested(asked))
    assert list(outputs_of(result)) == asked


def test_a_scalar_and_a_fixed_batch_keep_their_shapes(client):
    for model, array in [
        ("scalar", np.array(7, np.float32)),
        ("fixed_batch", np.arange(8, dtype=np.float32).reshape(4, 2)),
    ]:
        assert_same(client.infer(model, [to_input("x", array)]).as_numpy("y"), array)


def test_a_model_that_also_has_a_map_answers_its_tensors(client):
    array = np.array([[0.25, 0.75]], np.float32)
    result = client.infer("zipmap", [to_input("x", array)])
    assert list(outputs_of(result)) == ["probabilities_tensor"]
    assert_same(result.as_numpy("probabilities_tensor"), array)


@pytest.mark.parametrize("binary", [True, False], ids=["binary", "JSON"])
@pytest.mark.parametrize(("model", "version"), [("risk", "1"), ("risk", "2"), ("delay", "1")])
def test_predictions_are_those_of_onnxruntime_in_python(client, model, version, binary):
    arrays = rows(model, 200, version)
    if not binary:
        # This client writes NaN as it is, which isn't JSON.
        arrays = {name: without_nan(array) for name, array in arrays.items()}
    wanted = expected(model, arrays, version)
    result = client.infer(
        model, to_inputs(arrays, binary), version, outputs=requested(wanted, binary)
    )
    assert result.get_response()["model_version"] == version
    assert_close(outputs_of(result), wanted)


def without_nan(array: np.ndarray) -> np.ndarray:
    return np.nan_to_num(array) if array.dtype.kind == "f" else array


def test_requests_with_the_same_routing_key_are_answered_by_the_same_version(client):
    inputs = to_inputs(rows("risk", 1))
    keys = [f"customer {i}" for i in range(20)]
    answered = [
        [
            client.infer("risk", inputs, headers={"x-routing-key": key}).get_response()[
                "model_version"
            ]
            for _ in range(3)
        ]
        for key in keys
    ]
    assert all(len(set(versions)) == 1 for versions in answered)
    assert {versions[0] for versions in answered} == {"1", "2"}


def test_the_id_comes_back_and_parameters_of_ones_own_do_no_harm(client):
    inputs = to_inputs(several_inputs(1))
    result = client.infer(
        "several_inputs",
        inputs,
        request_id="Zürich 42",
        priority=1,
        timeout=1_000_000,
        parameters={"customer": "a"},
    )
    assert result.get_response()["id"] == "Zürich 42"
    assert "id" not in client.infer("several_inputs", inputs).get_response()


@pytest.mark.parametrize("answer", ["gzip", "deflate"])
@pytest.mark.parametrize("request_as", ["gzip", "deflate"])
@BINARY_OR_JSON
def test_bodies_may_be_compressed_both_ways(capsys, request_as, answer, binary_in, binary_out):
    arrays = several_inputs(1000)
    wanted = expected("several_inputs", arrays)
    with triton.InferenceServerClient(OPEN, verbose=True) as talking:
        result = talking.infer(
            "several_inputs",
            to_inputs(arrays, binary_in),
            outputs=requested(wanted, binary_out),
            request_compression_algorithm=request_as,
            response_compression_algorithm=answer,
        )
    sent, received = re.findall(r"content-encoding': '(\w+)'", capsys.readouterr().out, re.I)
    assert (sent, received) == (request_as, answer)
    assert_close(outputs_of(result), wanted)


def test_statistics_count_requests_rows_runs_and_failures(client):
    def counted():
        (one,) = client.get_inference_statistics("several_inputs", "1")["model_stats"]
        stats = one["inference_stats"]
        return (
            {
                "rows": one["inference_count"],
                "runs": one["execution_count"],
                "successes": stats["success"]["count"],
                "failures": stats["fail"]["count"],
            },
            {name: stats[name]["ns"] for name in ("success", "fail", "queue", "compute_infer")},
            one["last_inference"],
        )

    before, durations_before, last_before = counted()
    for _ in range(4):
        client.infer("several_inputs", to_inputs(several_inputs(3)))
    with pytest.raises(InferenceServerException):
        client.infer("several_inputs", [])
    after, durations, last = counted()
    assert {name: after[name] - before[name] for name in after} == {
        "rows": 12,
        "runs": 4,
        "successes": 4,
        "failures": 1,
    }
    assert all(durations[name] > durations_before[name] for name in durations)
    assert last > last_before


def test_statistics_of_a_model_are_those_of_all_versions_that_answer(client):
    stats = client.get_inference_statistics("risk")["model_stats"]
    assert [(one["name"], one["version"]) for one in stats] == [("risk", "1"), ("risk", "2")]


def test_requests_of_one_client_run_side_by_side(client):
    arrays = [rows("delay", count) for count in range(1, 17)]
    with triton.InferenceServerClient(OPEN, concurrency=8) as many:
        waiting = [many.async_infer("delay", to_inputs(one)) for one in arrays]
        results = [one.get_result() for one in waiting]
    for one, result in zip(arrays, results, strict=True):
        assert_close(outputs_of(result), expected("delay", one))


@pytest.mark.parametrize(
    ("model", "version", "arrays", "status", "message"),
    [
        ("nobody's", "", {}, "404", 'There is no model "nobody\'s"'),
        ("risk", "3", {}, "404", 'Model "risk" serves version "1" and "2", not "3"'),
        ("scalar", "", {}, "400", "Missing input 'x'"),
        (
            "scalar",
            "",
            {"z": np.array(1, np.float32)},
            "400",
            "Unknown input \"z\"; the model takes 'x'",
        ),
        (
            "scalar",
            "",
            {"x": np.array(1, np.float64)},
            "400",
            'Input "x": expected datatype FP32, got "FP64"',
        ),
        (
            "fixed_batch",
            "",
            {"x": np.zeros((2, 4), np.float32)},
            "400",
            'Input "x": expected shape [4,2], got [2,4]',
        ),
        (
            "failing_run",
            "",
            {"x": np.zeros((1, 3), np.float32)},
            "500",
            "The model failed on this request",
        ),
    ],
)
def test_errors_have_their_status_and_say_why(client, model, version, arrays, status, message):
    with pytest.raises(InferenceServerException) as refusal:
        client.infer(model, to_inputs(arrays), version)
    assert (refusal.value.status(), refusal.value.message()) == (status, message)


def test_an_output_that_there_is_not_is_refused(client):
    with pytest.raises(InferenceServerException, match='Unknown output "z"') as refusal:
        client.infer("scalar", to_inputs({"x": np.array(1, np.float32)}), outputs=requested("z"))
    assert refusal.value.status() == "400"


def test_a_server_that_asks_for_tokens_answers_their_holders_only():
    arrays = rows("risk", 3)
    holder = {"Authorization": f"Bearer {TOKEN}"}
    with triton.InferenceServerClient(GUARDED) as client:
        assert client.is_server_ready() is True
        assert client.is_model_ready("risk") is False
        assert client.is_model_ready("risk", headers=holder) is True
        result = client.infer("risk", to_inputs(arrays), headers=holder)
        assert_close(outputs_of(result), expected("risk", arrays))
        index = client.get_model_repository_index(headers=holder)
        assert [one["name"] for one in index] == ["risk"]
        for model, headers, status in [
            ("risk", None, "401"),
            ("risk", {"Authorization": "Bearer of nothing"}, "401"),
            ("delay", holder, "403"),
        ]:
            with pytest.raises(InferenceServerException) as refusal:
                client.infer(model, to_inputs(arrays), headers=headers)
            assert refusal.value.status() == status

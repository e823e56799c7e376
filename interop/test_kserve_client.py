"""The InferenceRESTClient of KServe's Python SDK, by protocol v2."""

import httpx
import numpy as np
import pytest
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from kserve.protocol.infer_type import RequestedOutput
from served import GUARDED, OPEN, TOKEN, expected
from tensors import BEYOND_JSON, IDENTITIES, assert_close, assert_same, datatype_of, rows

pytestmark = pytest.mark.anyio

URL = f"http://{OPEN}"

BINARY_OR_JSON = pytest.mark.parametrize("binary", [True, False], ids=["binary", "JSON"])


@pytest.fixture
async def client():
    async with InferenceRESTClient(RESTConfig(protocol="v2")) as one:
        yield one


def to_input(name: str, array: np.ndarray, binary: bool) -> InferInput:
    tensor = InferInput(name, list(array.shape), datatype_of(array))
    tensor.set_data_from_numpy(array, binary_data=binary)
    return tensor


def to_request(model: str, arrays: dict[str, np.ndarray], binary: bool, **more) -> InferRequest:
    """A request in one of the two forms, for an answer in the same."""
    inputs = [to_input(name, array, binary) for name, array in arrays.items()]
    return InferRequest(model, inputs, parameters={"binary_data_output": binary}, **more)


def outputs_of(response) -> dict[str, np.ndarray]:
    return {output.name: output.as_numpy() for output in response.outputs}


async def test_the_server_is_live_and_ready(client):
    assert await client.is_server_live(URL) is True
    assert await client.is_server_ready(URL) is True


async def test_a_model_is_ready_if_it_is_served(client):
    assert await client.is_model_ready(URL, "risk") is True
    assert await client.is_model_ready(URL, "nobody's") is False


@BINARY_OR_JSON
@pytest.mark.parametrize("datatype", [one for one in IDENTITIES if one != "FP16"])
async def test_every_datatype_comes_back_as_it_went(client, datatype, binary):
    model, array = IDENTITIES[datatype]
    response = await client.infer(URL, to_request(model, {"x": array}, binary), model)
    assert_same(outputs_of(response)["y"], array)


async def test_half_precision_which_this_client_sends_as_binary_data_only_comes_back(client):
    model, array = IDENTITIES["FP16"]
    request = to_request(model, {"x": array}, binary=True)
    for asked in ({"binary_data_output": True}, {}):
        request.parameters = asked
        assert_same(outputs_of(await client.infer(URL, request, model))["y"], array)


@pytest.mark.parametrize("datatype", BEYOND_JSON)
async def test_binary_data_carries_what_the_numbers_of_json_do_not(client, datatype):
    model, array = BEYOND_JSON[datatype]
    response = await client.infer(URL, to_request(model, {"x": array}, True), model)
    assert_same(outputs_of(response)["y"], array)


@BINARY_OR_JSON
@pytest.mark.parametrize("model", ["risk", "delay"])
async def test_predictions_are_those_of_onnxruntime_in_python(client, model, binary):
    arrays, headers = rows(model, 200), {}
    response = await client.infer(
        URL, to_request(model, arrays, binary), model, response_headers=headers
    )
    # Champion or canary; this client has no way to ask for a version.
    version = headers["x-model-version"]
    assert_close(outputs_of(response), expected(model, arrays, version))


async def test_data_may_be_lists_as_in_kserves_examples(client):
    request = InferRequest("identity_string", [InferInput("x", [1, 2], "BYTES", ["a", "東京"])])
    response = await client.infer(URL, request, "identity_string")
    assert response.outputs[0].data == ["a", "東京"]
    nested = {"inputs": [{"name": "x", "datatype": "FP32", "shape": [2, 2], "data": [[1, 2], [3, 4]]}]}
    response = await client.infer(URL, nested, "identity_float32")
    assert response.outputs[0].data == [1, 2, 3, 4]


async def test_missing_numbers_are_null_in_json(client):
    array = np.array([[0.5, np.nan]], np.float32)
    response = await client.infer(
        URL, to_request("identity_float32", {"x": array}, False), "identity_float32"
    )
    assert response.outputs[0].data == [0.5, None]


async def test_outputs_that_were_asked_for_are_answered_each_in_its_form(client):
    arrays = {
        "amount": np.array([[1.5], [2]], np.float32),
        "count": np.array([[3], [4]]),
        "label": np.array([["a"], ["b"]], np.object_),
    }
    asked = [
        RequestedOutput("label_out", {"binary_data": True}),
        RequestedOutput("scaled", {"binary_data": False}),
    ]
    headers = {}
    response = await client.infer(
        URL,
        to_request("several_inputs", arrays, False, request_outputs=asked),
        "several_inputs",
        response_headers=headers,
    )
    wanted = expected("several_inputs", arrays)
    assert "inference-header-content-length" in headers
    assert [output.name for output in response.outputs] == ["label_out", "scaled"]
    assert_close(outputs_of(response), {name: wanted[name] for name in ("label_out", "scaled")})


async def test_the_id_comes_back_and_the_headers_say_which_version_answered(client):
    arrays, headers = {"x": np.array(1, np.float32)}, {}
    request = to_request("scalar", arrays, False, request_id="Zürich 42")
    response = await client.infer(URL, request, "scalar", response_headers=headers)
    assert response.id == "Zürich 42"
    assert headers["x-model-version"] == "1"


async def test_large_answers_are_compressed_as_this_client_takes_them(client):
    arrays, headers = rows("delay", 1000), {}
    response = await client.infer(
        URL, to_request("delay", arrays, True), "delay", response_headers=headers
    )
    assert headers["content-encoding"] in ("gzip", "deflate")
    assert_close(outputs_of(response), expected("delay", arrays))


@pytest.mark.parametrize(
    ("model", "array", "status", "message"),
    [
        ("nobody's", np.array(1, np.float32), 404, 'There is no model "nobody\'s"'),
        ("scalar", np.array(1.0), 400, 'Input "x": expected datatype FP32, got "FP64"'),
        ("failing_run", np.zeros((1, 3), np.float32), 500, "The model failed on this request"),
    ],
)
async def test_errors_have_their_status_and_say_why(client, model, array, status, message):
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        await client.infer(URL, to_request(model, {"x": array}, True), model)
    assert refusal.value.response.status_code == status
    assert str(refusal.value).startswith(f"{message}, '{status} ")


async def test_a_server_that_asks_for_tokens_answers_their_holders_only(client):
    url, arrays = f"http://{GUARDED}", rows("risk", 3)
    holder = {"Authorization": f"Bearer {TOKEN}"}
    assert await client.is_server_ready(url) is True
    assert await client.is_model_ready(url, "risk") is False
    assert await client.is_model_ready(url, "risk", headers=holder) is True
    response = await client.infer(url, to_request("risk", arrays, True), "risk", headers=holder)
    assert_close(outputs_of(response), expected("risk", arrays))
    with pytest.raises(httpx.HTTPStatusError) as refusal:
        await client.infer(url, to_request("risk", arrays, True), "risk")
    assert refusal.value.response.status_code == 401

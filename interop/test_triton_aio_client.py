"""NVIDIA's tritonclient over HTTP, the one for asyncio."""

import asyncio

import numpy as np
import pytest
import tritonclient.http.aio as triton
from served import GUARDED, MODELS, OPEN, TOKEN, expected, metadata, session
from tensors import IDENTITIES, assert_close, assert_same, datatype_of, rows
from tritonclient.utils import InferenceServerException

pytestmark = pytest.mark.anyio

BINARY_OR_JSON = pytest.mark.parametrize("binary", [True, False], ids=["binary", "JSON"])


@pytest.fixture
async def client():
    async with triton.InferenceServerClient(OPEN) as one:
        yield one


def to_inputs(arrays: dict[str, np.ndarray], binary: bool = True) -> list[triton.InferInput]:
    inputs = []
    for name, array in arrays.items():
        tensor = triton.InferInput(name, list(array.shape), datatype_of(array))
        tensor.set_data_from_numpy(array, binary_data=binary)
        inputs.append(tensor)
    return inputs


def requested(names, binary: bool) -> list[triton.InferRequestedOutput]:
    return [triton.InferRequestedOutput(name, binary_data=binary) for name in names]


def outputs_of(result) -> dict[str, np.ndarray]:
    names = [output["name"] for output in result.get_response()["outputs"]]
    return {name: result.as_numpy(name) for name in names}


async def test_the_server_and_the_versions_that_answer_are_ready(client):
    assert await client.is_server_live() is True
    assert await client.is_server_ready() is True
    assert await client.is_model_ready("risk", "2") is True
    assert await client.is_model_ready("risk", "3") is False


async def test_server_and_model_metadata_and_the_index_are_read(client):
    assert "binary_tensor_data" in (await client.get_server_metadata())["extensions"]
    described = await client.get_model_metadata("risk")
    assert described["versions"] == ["1", "2"]
    assert described["inputs"] == metadata(session("risk").get_inputs())
    index = await client.get_model_repository_index()
    assert {one["name"] for one in index} == set(MODELS)


@BINARY_OR_JSON
@pytest.mark.parametrize("datatype", IDENTITIES)
async def test_every_datatype_comes_back_as_it_went(client, datatype, binary):
    model, array = IDENTITIES[datatype]
    result = await client.infer(
        model, to_inputs({"x": array}, binary), outputs=requested("y", binary)
    )
    assert_same(result.as_numpy("y"), array)


@pytest.mark.parametrize("algorithm", ["gzip", "deflate"])
@BINARY_OR_JSON
async def test_bodies_may_be_compressed_both_ways(client, algorithm, binary):
    array = np.arange(5000, dtype=np.float64).reshape(1, 5000)
    result = await client.infer(
        "identity_float64",
        to_inputs({"x": array}, binary),
        outputs=requested("y", binary),
        request_compression_algorithm=algorithm,
        response_compression_algorithm=algorithm,
    )
    assert_same(result.as_numpy("y"), array)


async def test_requests_side_by_side_get_each_its_own_answer(client):
    arrays = [rows("delay", count) for count in range(1, 33)]
    results = await asyncio.gather(
        *(
            client.infer("delay", to_inputs(one), request_id=str(i))
            for i, one in enumerate(arrays)
        )
    )
    for i, (one, result) in enumerate(zip(arrays, results, strict=True)):
        assert result.get_response()["id"] == str(i)
        assert_close(outputs_of(result), expected("delay", one))


async def test_statistics_count_rows(client):
    async def counted() -> int:
        answer = await client.get_inference_statistics("delay")
        return answer["model_stats"][0]["inference_count"]

    before = await counted()
    await client.infer("delay", to_inputs(rows("delay", 7)))
    assert await counted() - before == 7


@pytest.mark.parametrize(
    ("model", "arrays", "status", "message"),
    [
        ("nobody's", {}, "404", 'There is no model "nobody\'s"'),
        ("scalar", {}, "400", "Missing input 'x'"),
    ],
)
async def test_errors_have_their_status_and_say_why(client, model, arrays, status, message):
    with pytest.raises(InferenceServerException) as refusal:
        await client.infer(model, to_inputs(arrays))
    assert (refusal.value.status(), refusal.value.message()) == (status, message)


async def test_a_server_that_asks_for_tokens_answers_their_holders_only():
    arrays = rows("risk", 3)
    holder = {"Authorization": f"Bearer {TOKEN}"}
    async with triton.InferenceServerClient(GUARDED) as client:
        result = await client.infer("risk", to_inputs(arrays), headers=holder)
        assert_close(outputs_of(result), expected("risk", arrays))
        with pytest.raises(InferenceServerException) as refusal:
            await client.infer("risk", to_inputs(arrays))
        assert refusal.value.status() == "401"

"""For Schemathesis: makes generated requests say what JSON Schema can't demand of them, in every format.

Of tensors, the data of an input has as many elements as its shape says, and all inputs have the same number of rows,
which is the first dimension where that is free. Of rows, all have the same columns, and those of an input with any
number of them are numbered without a gap. Names, values and whether data is nested stay as they were generated.

What is sent as CSV or with binary data is generated as the JSON of the same content, and written by `formats`.
"""

import json
import re
from collections import Counter
from itertools import cycle, islice
from math import prod
from pathlib import Path

import schemathesis
from formats import flat, read_binary, read_csv, write_binary, write_csv

LENGTH = "Inference-Header-Content-Length"

ANSWERED = Path("answered.json")
"""How many requests were answered with predictions, by what they were sent as."""

_answered: Counter[str] = Counter()


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """The text says what CSV has in it beside its being text, and of binary data in words."""
    for _, operation in _infer_operations(raw_schema):
        request = operation["requestBody"]["content"]
        answer = operation["responses"]["200"]["content"]
        for content, schema in ((request, "InferRequest"), (answer, "InferResponse")):
            content["application/octet-stream"]["schema"] = {
                "$ref": f"#/components/schemas/{schema}"
            }
            if "text/csv" in content:
                content["text/csv"]["schema"] = content["text/csv"]["schema"]["contentSchema"]
            # Nothing writes Arrow here: the server's own tests do.
            for media_type in [name for name in content if "arrow" in name]:
                del content[media_type]


def _infer_operations(raw_schema: dict):
    for path, operations in raw_schema["paths"].items():
        if path.endswith("/infer"):
            yield path, operations["post"]


@schemathesis.hook
def filter_case(context, case):
    """What isn't JSON is written of JSON that is right: else an error may be lost, such as a number in quotes in CSV."""
    return not _is_negative(case) or case.media_type in (None, "application/json")


@schemathesis.hook
def map_case(context, case):
    if _is_negative(case):
        return case
    schemas = case.operation.schema.raw_schema["components"]["schemas"]
    body = case.body
    if isinstance(body, list):
        _align_columns(body, schemas)
    elif isinstance(body, dict):
        if "rows" in body:
            _align_columns(body["rows"], schemas)
        else:
            _align_rows(body["inputs"], schemas)
        parameters = body.get("parameters", {})
        if "event_time" in parameters:
            parameters["event_time"] = _in_the_past(parameters["event_time"])
    if case.media_type:
        case.headers.pop(LENGTH, None)
    if case.media_type == "application/octet-stream":
        case.headers[LENGTH] = str(write_binary(body)[1])
    return case


def _align_rows(tensors: list[dict], schemas: dict) -> None:
    shapes = _shapes(schemas)
    rows = min(len(tensor["data"]) for tensor in tensors)
    for tensor in tensors:
        free_first, *others = shapes[tensor["name"]] or [None]
        if free_first != -1:
            continue
        shape = [rows, *(1 if size == -1 else size for size in others)]
        elements = list(islice(cycle(flat(tensor["data"])), prod(shape)))
        nested = isinstance(tensor["data"][0], list)
        tensor["shape"] = shape
        tensor["data"] = _nest(elements, shape) if nested else elements


def _align_columns(rows: list[dict], schemas: dict) -> None:
    for name, shape in _shapes(schemas).items():
        if shape[1:] != [-1]:
            continue
        own = re.compile(re.escape(name) + r"(\[\d+\])?", re.ASCII)
        width = sum(1 for column in rows[0] if own.fullmatch(column))
        for row in rows:
            values = [row.pop(column) for column in list(row) if own.fullmatch(column)]
            row |= {f"{name}[{i}]": one for i, one in enumerate(islice(cycle(values), width))}


def _is_negative(case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_negative


def _in_the_past(time: str) -> str:
    """On a day that there was; leap seconds are none that JavaScript knows."""
    return "2013-07-04" + re.sub(r"^(.*:\d\d):60", r"\1:59", time[10:])


def _shapes(schemas: dict) -> dict[str, list[int]]:
    """Of each input, -1 where a size is free."""
    inputs = schemas["InferRequest"]["properties"]["inputs"]
    return {
        tensor["title"]: [
            size.get("const", -1) for size in tensor["properties"]["shape"].get("prefixItems", [])
        ]
        for tensor in inputs["items"]["oneOf"]
    }


def _nest(elements: list, shape: list[int]) -> list:
    if len(shape) == 1:
        return elements
    step = len(elements) // shape[0]
    return [_nest(elements[at : at + step], shape[1:]) for at in range(0, len(elements), step)]


@schemathesis.serializer("text/csv")
def serialize_csv(context, value):
    # An example is CSV already.
    return value.encode() if isinstance(value, str) else write_csv(value)


@schemathesis.serializer("application/octet-stream")
def serialize_binary(context, value):
    return write_binary(value)[0]


@schemathesis.deserializer("text/csv")
def deserialize_csv(context, response):
    """Rows as JSON has them."""
    schemas = context.operation.schema.raw_schema["components"]["schemas"]
    return read_csv(response.content.decode(), schemas["OutputRow"])


@schemathesis.deserializer("application/octet-stream")
def deserialize_binary(context, response):
    """Outputs as JSON has them."""
    return read_binary(response.content, int(response.headers[LENGTH.lower()][0]))


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code == 200 and case.media_type:
        rows = isinstance(case.body, dict) and "rows" in case.body
        _answered["rows" if rows else case.media_type] += 1
        ANSWERED.write_text(json.dumps(_answered))

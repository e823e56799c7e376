"""For Schemathesis: makes generated requests say what JSON Schema can't demand of them.

The data of an input has as many elements as its shape says, and all inputs have the same number of rows, which is the
first dimension where that is free. Names, values and whether the data is nested stay as they were generated.
"""

from itertools import cycle, islice
from math import prod

import schemathesis


@schemathesis.hook
def map_body(context, body):
    shapes = _shapes(context.operation.schema.raw_schema)
    rows = min(len(tensor["data"]) for tensor in body["inputs"])
    for tensor in body["inputs"]:
        free_first, *others = shapes[tensor["name"]] or [None]
        if free_first != -1:
            continue
        shape = [rows, *(1 if size == -1 else size for size in others)]
        elements = list(islice(cycle(_flat(tensor["data"])), prod(shape)))
        nested = isinstance(tensor["data"][0], list)
        tensor["shape"] = shape
        tensor["data"] = _nest(elements, shape) if nested else elements
    return body


def _shapes(text: dict) -> dict[str, list[int]]:
    """Of each input, -1 where a size is free."""
    inputs = text["components"]["schemas"]["InferRequest"]["properties"]["inputs"]
    return {
        tensor["title"]: [
            size.get("const", -1) for size in tensor["properties"]["shape"].get("prefixItems", [])
        ]
        for tensor in inputs["items"]["oneOf"]
    }


def _flat(data) -> list:
    return [one for part in data for one in _flat(part)] if isinstance(data, list) else [data]


def _nest(elements: list, shape: list[int]) -> list:
    if len(shape) == 1:
        return elements
    step = len(elements) // shape[0]
    return [_nest(elements[at : at + step], shape[1:]) for at in range(0, len(elements), step)]

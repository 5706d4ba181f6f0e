"""pandas and polars read each CSV, with its schema's types and without any, to the sums that DuckDB finds."""

from __future__ import annotations

import math
from decimal import Decimal

import pandas
import polars

from common import Folder, expect, shown
from databases import STATISTICS, opened

PANDAS = {"string": "string", "yearmonth": "string", "integer": "Int64", "number": "float64", "boolean": "boolean"}


def dialect(table: dict) -> tuple[str, str]:
    """What stands between cells, and before decimals."""
    marks = {field["decimalChar"] for field in table["schema"]["fields"] if "decimalChar" in field}
    return table.get("dialect", {}).get("delimiter", ","), marks.pop() if marks else "."


def expected(folder: Folder) -> dict[str, tuple[int, dict[str, object]]]:
    """By table how many rows it has, and the sums of its columns of numbers."""
    database, found = opened(folder), {}
    for table in folder.tables:
        names = [field["name"] for field in table["schema"]["fields"] if field["type"] in ("integer", "number")]
        sums = ", ".join(f'coalesce(sum("{name}"), 0)' for name in names)
        rows, *values = database.execute(f'SELECT count(*), {sums} FROM "{table["name"]}"').fetchone()
        found[table["name"]] = (rows, dict(zip(names, values)))
    return found


def pandas_frames(folder: Folder, table: dict) -> dict[str, pandas.DataFrame]:
    fields = table["schema"]["fields"]
    delimiter, mark = dialect(table)
    path = folder.path / table["path"]
    kinds = {field["name"]: PANDAS[field["type"]] for field in fields if field["type"] != "date"}
    days = [field["name"] for field in fields if field["type"] == "date"]
    typed = pandas.read_csv(path, sep=delimiter, decimal=mark, dtype=kinds, parse_dates=days, date_format="%Y-%m-%d")
    for day in days:
        is_read = typed[day].dtype.kind == "M" or typed[day].isna().all()
        expect(is_read, f"{folder.name}: pandas reads no dates in {day} of {path.name}")
    return {"pandas": typed, "pandas without types": pandas.read_csv(path, sep=delimiter, decimal=mark)}


def polars_type(field: dict, table: dict, decimals: int) -> polars.DataType:
    number = polars.Float64() if table["name"] in STATISTICS else polars.Decimal(38, decimals)
    return {"string": polars.String(), "yearmonth": polars.String(), "integer": polars.Int64(), "number": number,
            "boolean": polars.Boolean(), "date": polars.Date()}[field["type"]]


def polars_frames(folder: Folder, table: dict, decimals: int) -> dict[str, polars.DataFrame]:
    delimiter, mark = dialect(table)
    options = {"separator": delimiter, "decimal_comma": mark == ","}
    kinds = {field["name"]: polars_type(field, table, decimals) for field in table["schema"]["fields"]}
    path = folder.path / table["path"]
    return {"polars": polars.read_csv(path, schema=kinds, **options),
            "polars without types": polars.read_csv(path, infer_schema_length=None, **options)}


def is_same(found: object, sum_told: object) -> bool:
    """Exactly, but where a tool reads binary fractions, whose sums are off in the last digits."""
    if isinstance(found, Decimal) and isinstance(sum_told, Decimal):
        return found == sum_told
    return math.isclose(float(found), float(sum_told), rel_tol=1e-9, abs_tol=1e-6)


def check_table(folder: Folder, table: dict, rows: int, sums: dict[str, object]) -> int:
    """Gives how many sums agree."""
    decimals = folder.decimals if "scenario" in folder.package["daybook"] else 2
    frames = pandas_frames(folder, table) | polars_frames(folder, table, decimals)
    for tool, frame in frames.items():
        where = f"{folder.name}: {tool} reads {table['path']}"
        expect(len(frame) == rows, f"{where} as {len(frame)} rows, not {rows}")
        expect(list(frame.columns) == [field["name"] for field in table["schema"]["fields"]],
               f"{where} with columns {list(frame.columns)}")
        for name, value in sums.items():
            if rows == 0 or frame[name].dtype in (polars.String, object):
                # Without rows, or with empty cells alone, there is nothing to infer a type from.
                expect(value == 0, f"{where} with {name} as text")
                continue
            found = frame[name].sum()
            expect(is_same(found, value), f"{where}: {name} comes to {found}, not {value}")
    return len(frames) * len(sums)


def check(folders: list[Folder]) -> None:
    count = 0
    for folder in folders:
        found = expected(folder)
        for table in folder.tables:
            count += check_table(folder, table, *found[table["name"]])
    tables = sum(len(folder.tables) for folder in folders)
    shown(f"pandas {pandas.__version__}, polars {polars.__version__}: {tables} tables read with their types and "
          f"without, {count} sums agree; polars sums money exactly, as decimals")

"""DuckDB runs load.sql in each folder, and finds the numbers that the program told."""

from __future__ import annotations

import os
from decimal import Decimal

import duckdb

from common import Folder, expect, shown

# The flows that several reports tell of: what revenue.csv has by month, and where else it can be summed up.
FLOWS = {
    "cash_in": ["SELECT sum(cash_in) FROM daily WHERE segment = 'all'", "SELECT sum(amount) FROM topups",
                "SELECT sum(cash_in) FROM accounts"],
    "billed": ["SELECT sum(billed) FROM daily WHERE segment = 'all'", "SELECT sum(amount) FROM invoices",
               "SELECT sum(billed) FROM services", "SELECT sum(billed) FROM accounts"],
    "bonus_granted": ["SELECT sum(bonus_granted) FROM daily WHERE segment = 'all'", "SELECT sum(bonus) FROM topups"],
    "revenue_recognized": ["SELECT sum(revenue_recognized) FROM daily WHERE segment = 'all'"],
    "debt_settled": ["SELECT sum(to_debt) FROM topups"],
    "billed_as_debt": ["SELECT sum(as_debt) FROM invoices"],
    "bad_debt": ["SELECT sum(amount) FROM events WHERE event = 'purged'", "SELECT sum(bad_debt) FROM deletions"],
}

# By month and segment: each names a month or a segment in which two reports differ.
DIFFERENCES = {
    "daily.csv and revenue.csv":
        "SELECT month, segment FROM revenue r WHERE (r.cash_in, r.billed, r.top_ups) IS DISTINCT FROM "
        "(SELECT (sum(d.cash_in), sum(d.billed), sum(d.top_ups)) FROM daily d "
        "WHERE date_trunc('month', d.date) = r.month AND d.segment = r.segment)",
    "invoices.csv and revenue.csv":
        "SELECT month, segment FROM revenue r WHERE segment <> 'all' AND r.billed <> "
        "(SELECT coalesce(sum(i.amount), 0) FROM invoices i WHERE i.month = r.month AND i.segment = r.segment)",
    "topups.csv and revenue.csv":
        "SELECT month, segment FROM revenue r WHERE segment <> 'all' AND r.cash_in <> "
        "(SELECT coalesce(sum(t.amount), 0) FROM topups t "
        "WHERE date_trunc('month', t.date) = r.month AND t.segment = r.segment)",
    "revenue.csv of all and of each segment":
        "SELECT month FROM revenue GROUP BY month HAVING "
        "sum(deferred_end) FILTER (segment = 'all') <> sum(deferred_end) FILTER (segment <> 'all')",
}


def types(decimals: int) -> dict[str, str]:
    """What each type of a Table Schema is in a view; `money` is a number of revenue.csv and the like."""
    return {"string": "VARCHAR", "date": "DATE", "yearmonth": "DATE", "integer": "BIGINT", "boolean": "BOOLEAN",
            "money": f"DECIMAL(38,{decimals})", "number": "DOUBLE"}


# What load.sql puts before a table's own columns, as far as they are not there.
ADDED = {"scenario": "VARCHAR", "seed": "UBIGINT", "variant": "VARCHAR"}

STATISTICS = {"forecast", "comparison", "bonus", "sweep", "tornado"}


def opened(folder: Folder) -> duckdb.DuckDBPyConnection:
    """A database in which the folder's load.sql has run, with the folder as working folder."""
    os.chdir(folder.path)
    database = duckdb.connect()
    database.execute((folder.path / "load.sql").read_text(encoding="utf-8"))
    return database


def own(folder: Folder, name: str) -> str:
    """A query of a view without the columns that load.sql adds."""
    table = next(table for table in folder.tables if table["name"] == name)
    added = [column for column in ADDED if column not in {field["name"] for field in table["schema"]["fields"]}]
    return f'SELECT * EXCLUDE ({", ".join(added)}) FROM "{name}"'


def check_types(folder: Folder, database: duckdb.DuckDBPyConnection) -> None:
    """There is a view for each table, with its columns and types."""
    views = [row[0] for row in database.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name").fetchall()]
    expect(views == sorted(table["name"] for table in folder.tables), f"{folder.name}: views {views}")
    known = types(folder.decimals if "scenario" in folder.package["daybook"] else 2)
    for table in folder.tables:
        number = "number" if table["name"] in STATISTICS else "money"
        expected = [(field["name"], known[number if field["type"] == "number" else field["type"]])
                    for field in table["schema"]["fields"]]
        expected = [pair for pair in ADDED.items() if pair not in expected] + expected
        found = [row[:2] for row in database.execute(f'DESCRIBE "{table["name"]}"').fetchall()]
        expect(found == expected, f"{folder.name}: {table['name']} has {found}, not {expected}")


def check_sums(folder: Folder, database: duckdb.DuckDBPyConnection) -> None:
    """Reports agree with each other, and with what the program told."""
    for flow, queries in FLOWS.items():
        whole = database.execute(f"SELECT coalesce(sum({flow}), 0) FROM revenue WHERE segment = 'all'").fetchone()[0]
        for query in queries:
            found = database.execute(query).fetchone()[0] or Decimal(0)
            expect(found == whole, f"{folder.name}: {flow} is {whole} in revenue.csv, but {found} by {query}")
    for what, query in DIFFERENCES.items():
        rows = database.execute(query).fetchall()
        expect(not rows, f"{folder.name}: {what} differ in {rows[:3]}")
    printed = folder.totals()
    for column in database.sql(own(folder, "revenue")).columns[2:]:
        value = "arg_max({}, month)" if column.endswith("_end") else "sum({})"
        found = database.execute(f"SELECT {value.format(column)} FROM revenue WHERE segment = 'all'").fetchone()[0]
        expect(found == printed[column], f"{folder.name}: {column} is {found}, but {printed[column]} was printed")


def check_styles(plain: Folder, other: Folder) -> None:
    """A folder in another style has the same rows; plain numbers in text have the other's decimal mark."""
    tables = {}
    for folder in [plain, other]:
        database = opened(folder)
        tables[folder.name] = {table["name"]: database.execute(own(folder, table["name"])).fetchall()
                               for table in folder.tables}

    def spelled(row: tuple) -> tuple:
        return tuple(cell.replace(",", ".") if isinstance(cell, str) else cell for cell in row)

    for name, rows in tables[plain.name].items():
        same = [spelled(row) for row in tables[other.name][name]] == [spelled(row) for row in rows]
        expect(same, f"{name} of {plain.name} and of {other.name} differ")


def check_together(folders: list[Folder]) -> None:
    """All folders in one database, from the folder above them and from elsewhere: no view takes another's place."""
    database, views = duckdb.connect(), 0
    for folder in folders:
        os.chdir(folder.path.parent if folder.path.name != folders[0].path.name else "/")
        database.execute(f"SET VARIABLE daybook_folder = '{folder.path}'" if os.getcwd() == "/" else
                         "RESET VARIABLE daybook_folder")
        database.execute((folder.path / "load.sql").read_text(encoding="utf-8"))
        views += len(folder.tables)
        for table in folder.tables:
            rows = database.execute(f'SELECT count(*), count(scenario), count(seed) FROM "{table["name"]}"').fetchone()
            expect(len(set(rows)) == 1, f"{folder.name}: rows of {table['name']} without scenario or seed: {rows}")
        if folder.has("sweep"):
            joined = database.execute("SELECT count(*), count(DISTINCT point) FROM sweep NATURAL JOIN comparison").fetchone()
            points = database.execute("SELECT count(*) FROM sweep").fetchone()[0]
            expect(joined[1] == points > 0, f"{folder.name}: {joined[1]} of {points} points join with comparison")
    found = database.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchone()[0]
    expect(found == views, f"{len(folders)} folders have {views} tables, but {found} views are left")
    shown(f"DuckDB: {views} views of {len(folders)} folders stand side by side, each row with scenario and seed")


def check(folders: list[Folder]) -> None:
    summed = []
    for folder in folders:
        database = opened(folder)
        check_types(folder, database)
        if folder.has("events"):
            check_sums(folder, database)
            summed.append(folder.name)
    check_together(folders)
    views = sum(len(folder.tables) for folder in folders)
    shown(f"DuckDB {duckdb.__version__}: load.sql of {len(folders)} folders makes {views} views with their types")
    shown(f"DuckDB: {len(FLOWS)} flows agree over all reports, months and segments, and revenue.csv with --json: "
          f"{', '.join(summed)}")
    named = {folder.name: folder for folder in folders}
    pairs = [(folder, named[f"{name}-uk"]) for name, folder in named.items() if f"{name}-uk" in named]
    for plain, other in pairs:
        check_styles(plain, other)
    shown(f"DuckDB: {len(pairs)} folders have the same rows in both styles")

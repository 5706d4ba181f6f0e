"""tables.xlsx opens in openpyxl, and with CSV in excel-uk in LibreOffice in Ukrainian: numbers as numbers."""

from __future__ import annotations

import datetime
import pathlib
import shutil
import zipfile

import openpyxl

from common import Folder, expect, output, shown
from databases import opened, own

# What LibreOffice asks when somebody opens a CSV and presses OK, in words of its own for the command line: the
# delimiter, quotes, UTF-8, from the first line, and numbers as the language that is set up writes them.
CSV_FILTER = "CSV:59,34,76,1,,0,false,false"


def table_rows(folder: Folder, name: str) -> list[list[object]]:
    """A table as its view has it, with numbers as a spreadsheet keeps them, header first."""
    database = opened(folder)
    relation = database.sql(own(folder, name))
    return [list(relation.columns)] + [[cell for cell in row] for row in relation.fetchall()]


def as_text(cell: object) -> str:
    """A cell as a reader sees it: a month or a day by its date, a number without zeros at its end."""
    if cell is None:
        return ""
    if isinstance(cell, (datetime.datetime, datetime.date)):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, bool):
        return str(cell).lower()
    try:
        return format(float(str(cell).replace(",", ".")), ".9g")
    except ValueError:
        text = str(cell)
        return text + "-01" if len(text) == 7 and text[:4].isdigit() and text[4] == "-" else text


def kinds(folder: Folder, name: str) -> dict[str, str]:
    table = next(table for table in folder.tables if table["name"] == name)
    return {field["name"]: field["type"] for field in table["schema"]["fields"]}


def check_sheet(folder: Folder, sheet: object, source: str, dates_are_kept: bool = True) -> int:
    """A sheet has its table's rows, and each cell its kind; gives how many cells it has."""
    rows, expected = list(sheet.iter_rows()), table_rows(folder, sheet.title)
    expect(len(rows) == len(expected), f"{source}: {len(rows)} rows, not {len(expected)}")
    types = kinds(folder, sheet.title)
    header = [cell.value for cell in rows[0]]
    for number, (cells, values) in enumerate(zip(rows, expected)):
        for cell, value, name in zip(cells, values, header):
            where = f"{source}, {sheet.title}!{cell.coordinate}"
            expect(as_text(cell.value) == as_text(value), f"{where} is {cell.value!r}, not {value!r}")
            if number == 0 or value is None:
                continue
            if types[name] in ("integer", "number"):
                expect(cell.data_type == "n", f"{where} is no number: {cell.value!r}")
            if types[name] in ("date", "yearmonth") and dates_are_kept:
                expect(cell.is_date, f"{where} is no date: {cell.value!r}")
    return len(rows) * len(header)


def check_format(folder: Folder, sheet: object) -> None:
    """The header is bold and stays in sight; money has the currency's decimals, months are dates."""
    where = f"{folder.name}: {sheet.title}"
    expect(all(cell.font.b for cell in sheet[1]), f"{where}: the header is not bold")
    expect(sheet.freeze_panes == "A2" and sheet.auto_filter.ref == sheet.dimensions, f"{where}: no frozen header")
    if sheet.title == "revenue" and sheet.max_row > 1:
        zeros = "#,##0" + ("." + "0" * folder.decimals if folder.decimals else "")
        column = [cell.value for cell in sheet[1]].index("cash_in")
        expect(sheet[2][column].number_format == zeros, f"{where}: cash_in is shown as {sheet[2][column].number_format}")
        expect(sheet["A2"].number_format == "yyyy\\-mm", f"{where}: months are shown as {sheet['A2'].number_format}")


def check_books(folders: list[Folder]) -> int:
    count = 0
    for folder in folders:
        path = folder.path / "tables.xlsx"
        with zipfile.ZipFile(path) as archive:
            expect(archive.testzip() is None, f"{path}: a check sum is wrong")
        book = openpyxl.load_workbook(path)
        months = {"revenue", "services", "forecast", "comparison", "bonus", "sweep", "tornado"}
        expected = [table["name"] for table in folder.tables if table["name"] in months]
        expect(book.sheetnames == expected, f"{folder.name}: the sheets are {book.sheetnames}, not {expected}")
        for sheet in book:
            count += check_sheet(folder, sheet, f"{folder.name}: openpyxl")
            check_format(folder, sheet)
    return count


# MARK: LibreOffice

LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>uk-UA</value></prop>
<prop oor:name="ooLocale" oor:op="fuse"><value>uk</value></prop></item>
</oor:items>
"""


def convert(work: pathlib.Path, files: list[pathlib.Path], name: str, *options: str) -> pathlib.Path:
    """Has LibreOffice, set up for Ukrainian, open files and save what it sees; gives the folder."""
    profile = work / "libreoffice"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user/registrymodifications.xcu").write_text(LOCALE, encoding="utf-8")
    result = work / name
    output("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", *options, "--outdir",
           result, *files)
    return result


def copied(work: pathlib.Path, folders: list[Folder], wanted: set[str], name: str) -> dict[pathlib.Path, tuple]:
    """Files of folders side by side, each by a name of its own, with its folder and its table."""
    (work / name).mkdir()
    found = {}
    for folder in folders:
        for path in sorted(folder.path.iterdir()):
            if path.name in wanted:
                copy = work / name / f"{folder.name}.{path.name}"
                shutil.copy(path, copy)
                found[copy] = (folder, path.stem)
    return found


def check_libreoffice(folders: list[Folder], work: pathlib.Path) -> tuple[int, int]:
    """What LibreOffice makes of CSV and of workbooks; gives how many cells of each were looked at."""
    named = {folder.name: folder for folder in folders}
    uk = [named[name] for name in ["year-uk", "dinar-uk", "forecast-uk", "compare-uk", "tornado-uk"]]
    texts = copied(work, uk, {f"{name}.csv" for name in ["revenue", "topups", "invoices", "blocks", "forecast",
                                                        "bonus", "sweep", "tornado"]}, "csv")
    books = copied(work, uk + [named["yen"]], {"tables.xlsx"}, "xlsx")
    seen = convert(work, list(texts), "csv-seen", f"--infilter={CSV_FILTER}", "--convert-to", "xlsx")
    seen_books = convert(work, list(books), "xlsx-seen", "--convert-to", "xlsx:Calc MS Excel 2007 XML")
    cells = [0, 0]
    for path, (folder, name) in texts.items():
        sheet = openpyxl.load_workbook(seen / f"{path.stem}.xlsx").worksheets[0]
        sheet.title = name
        cells[0] += check_sheet(folder, sheet, f"{path.name} in LibreOffice", dates_are_kept=False)
    for path, (folder, _) in books.items():
        for sheet in openpyxl.load_workbook(seen_books / path.name):
            cells[1] += check_sheet(folder, sheet, f"{path.name} in LibreOffice")
    return cells[0], cells[1]


def check(folders: list[Folder], work: pathlib.Path) -> None:
    with_book = [folder for folder in folders if (folder.path / "tables.xlsx").exists()]
    count = check_books(with_book)
    shown(f"openpyxl {openpyxl.__version__}: {len(with_book)} workbooks, {count} cells have the values of the CSV; "
          "numbers are numbers, months dates")
    version = " ".join(output("soffice", "--version").split()[:2])
    text, book = check_libreoffice(folders, work)
    shown(f"{version} in Ukrainian: CSV in excel-uk opens with numbers as numbers ({text} cells)")
    shown(f"{version} in Ukrainian: tables.xlsx opens with numbers as numbers and months as dates ({book} cells)")

"""frictionless takes every folder's description, and finds a byte that was changed."""

from __future__ import annotations

import pathlib
import shutil

import frictionless

from common import Folder, expect, shown


def faults(package: pathlib.Path) -> list[str]:
    """What frictionless has against a data package and its files."""
    report = frictionless.validate(str(package))
    return [str(row) for row in report.flatten(["title", "message", "type", "note"])] + list(map(str, report.errors))


def check_valid(folder: Folder) -> None:
    found = faults(folder.path / "datapackage.json")
    expect(not found, f"{folder.name}: frictionless: {found[:3]}")
    listed = {resource["path"] for resource in folder.package["resources"]} | {"datapackage.json"}
    there = {path.name for path in folder.path.iterdir()}
    expect(listed == there, f"{folder.name}: listed {sorted(listed ^ there)} but not there, or there but not listed")


def check_changed(folder: Folder, work: pathlib.Path) -> None:
    """A byte changed in the middle of each file, one after another, is a fault of that file."""
    copy = work / f"{folder.name}-changed"
    for resource in folder.package["resources"]:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder.path, copy)
        file = copy / resource["path"]
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
        expect(bool(faults(copy / "datapackage.json")), f"{folder.name}: a changed byte in {file.name} goes unseen")
    shutil.rmtree(copy)


def check(folders: list[Folder], work: pathlib.Path) -> None:
    for folder in folders:
        check_valid(folder)
    count = sum(len(folder.package["resources"]) for folder in folders)
    shown(f"frictionless: {len(folders)} data packages with {count} files are valid, and list all files there are")
    named = {folder.name: folder for folder in folders}
    for name in ["forecast", "compare-uk"]:
        check_changed(named[name], work)
    shown("frictionless: one changed byte is found, in each file of two folders")

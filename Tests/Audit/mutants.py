#!/usr/bin/env python3
"""Shows that the audit sees a defect of the counting: changes one line of it at a time, and audits what then comes out.

    python3 Tests/Audit/mutants.py                all of them
    python3 Tests/Audit/mutants.py --only 3       one; may be repeated

The work is done in a copy with a build folder of its own (--work), which is kept. Exit 1 when a change is not seen, 2 when
a line does not stand exactly once or does not build: the list must follow the sources.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUTCOME = "Sources/Simulation/Outcome/"

# what goes wrong, file, old text, new text
MUTANTS = [
    ("a spell's peak is its last debt", OUTCOME + "DebtSpells.swift", "max(spell?.peakDebt ?? .zero, account.wallet.debt)", "account.wallet.debt"),
    ("leaving the payment page is an unblock", OUTCOME + "DailyTotals.swift", "if from == .blocked {", "if from >= .paymentPage {"),
    ("an account signs in twice a day", OUTCOME + "DailyTotals.swift", "guard lastSignedIn != day else { return }", ""),
    ("what a morning invoices was unbilled on that day", OUTCOME + "DailyTotals.swift", "cells[dayBefore + Measure.unbilled.rawValue]", "cells[dayBefore - dayBefore + row + Measure.unbilled.rawValue]"),
    ("a deleted account keeps its stage", OUTCOME + "DailyTotals.swift", "stage = account.isOpen ? account.stage : nil", "stage = account.stage"),
    ("blocked days of the warm-up count", OUTCOME + "DebtSpells.swift", "day - max(blockedFrom, firstReported)", "day - blockedFrom"),
    ("a restore begins no new blocked days", OUTCOME + "DebtSpells.swift", "if account.stage == .blocked { blockedFrom = day }", ""),
    ("a restored process of the warm-up is kept", OUTCOME + "DeletionProcesses.swift", "cancelledOn ?? restoredOn ?? purgedOn", "cancelledOn ?? purgedOn"),
    ("what another thread saw of sign-ins is lost", OUTCOME + "DailyTotals.swift", "signedIn.merge(other.signedIn)", ""),
    ("bonus that settles debt is no discount", OUTCOME + "DailyTotals.swift", "Int128(topUp.bonusToDebt.minorUnits)", "0"),
    ("events are numbered from the first reported one", "Sources/Reports/RowReports.swift", "isReporting = true }", "(isReporting, sequence) = (true, 0) }"),
    ("the bonus of a top-up counts as cash", "Sources/Reports/RowLines.swift", "cashIn += Int128(topUp.amount.minorUnits)", "cashIn += Int128((topUp.amount + topUp.bonus).minorUnits)"),
]  # fmt: skip


def copy(work: Path) -> None:
    """Bring the copy up to date; what is as it was keeps its time, so that little is built again."""
    for folder in ("Sources", "Package.swift"):
        for path in sorted([ROOT / folder] if (ROOT / folder).is_file() else (ROOT / folder).rglob("*")):
            target = work / path.relative_to(ROOT)
            if path.is_file() and not (target.exists() and target.read_bytes() == path.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
    for path in list((work / "Sources").rglob("*")):
        if path.is_file() and not (ROOT / path.relative_to(work)).exists():
            path.unlink()
    for folder in (path for path in (ROOT / "Tests").iterdir() if path.name.endswith("Tests")):
        (work / "Tests" / folder.name).mkdir(parents=True, exist_ok=True)
        (work / "Tests" / folder.name / "Nothing.swift").write_text("// The copy has no tests.\n", encoding="utf-8")


def verdict(number: int, work: Path, count: int) -> str:
    """Change, build, audit, restore; return the first fault that the audit tells, or nothing."""
    what, name, old, new = MUTANTS[number - 1]
    path = work / name
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit(f"{number}: stands {text.count(old)} times in {name}: {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        build = subprocess.run(["swift", "build", "-c", "release", "--product", "daybook"], cwd=work, capture_output=True, text=True)
        if build.returncode != 0:
            faults = [line for line in build.stdout.splitlines() + build.stderr.splitlines() if "error" in line]
            raise SystemExit(f"{number} does not build: {faults[:2]}")
        command = [sys.executable, str(ROOT / "Tests/Audit/audit.py"), "--tool", str(work / ".build/release/daybook")]
        audit = subprocess.run([*command, "--count", str(count), "--work", str(work / "kept")], capture_output=True, text=True)
        lines = audit.stdout.splitlines()
        kept = next((number for number, line in enumerate(lines) if " kept in " in line), None)
        return "" if kept is None else lines[kept + 1]
    finally:
        path.write_text(text, encoding="utf-8")


def main() -> int:
    """Try what is chosen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=int, action="append", help="one of them")
    parser.add_argument("--count", type=int, default=150, help="how many random scenarios to audit")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "daybook-audit-mutants")
    arguments = parser.parse_args()
    copy(arguments.work)
    missed = 0
    for number in arguments.only or range(1, len(MUTANTS) + 1):
        fault = verdict(number, arguments.work, arguments.count)
        missed += not fault
        print(f"{number:>3}  {'seen' if fault else 'NOT SEEN':<8}  {MUTANTS[number - 1][0]}: {fault[:90] or 'nothing'}", flush=True)
    print(f"{missed} not seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

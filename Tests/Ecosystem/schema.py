#!/usr/bin/env python3
"""Holds the JSON Schema that `daybook schema` prints against what `daybook check` accepts and refuses.

The schema has to be valid, to accept every scenario of the repository and all that daybook writes, and to refuse what
check refuses by key, type, range or word: faulty scenarios by hand, and ones in which a value of another kind or an
unknown key stands at any place, or a key is missing. schema_cases.BEYOND lists what check alone tells, with examples.

    python Tests/Ecosystem/schema.py [--tool .build/release/daybook] [--count 4000] [--seed 1]
"""

import argparse
import copy
import decimal
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema

from schema_cases import BEYOND, BEYOND_OF_PATCHES, EVERYTHING, FAULTY, FAULTY_PATCH, MISSING, PATCH, STRICTER

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PACKAGE / "Tests/Oracle"))
from daybook_oracle.jsonc import parse_jsonc  # noqa: E402

WRONG = [None, True, -1, 0.5, 10**20, "x", "", [], [[]], {}, {"unknownKey": 1}]


def plain(value):
    """A value with numbers that json can write."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def output(tool, *arguments):
    """Standard output of a command that has to end well."""
    run = subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"daybook {' '.join(map(str, arguments))}: exit {run.returncode}\n{run.stderr}")
    return run.stdout


def check_jsonschema(*arguments):
    """What is wrong, by the command line tool of that name."""
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True)
    return [] if run.returncode == 0 else [run.stdout + run.stderr]


# MARK: what is right


def right_ones(tool, folder):
    """Files of JSON: all scenarios of the repository as they are and resolved, and all that daybook writes."""
    texts = {}
    files = sorted([*PACKAGE.glob("scenarios/*.jsonc"), *PACKAGE.glob("scenarios/timelines/*.jsonc")])
    for file in files:
        texts[f"plain-{file.stem}"] = file.read_text()
        texts[f"resolved-{file.stem}"] = output(tool, "check", "--resolved", file)
    for file in sorted(PACKAGE.glob("Tests/Oracle/examples/*.jsonc")):
        texts[f"example-{file.stem}"] = file.read_text()
    standard = PACKAGE / "scenarios/standard.jsonc"
    output(tool, "boundaries", standard, "--out", folder / "boundaries")
    for file in sorted((folder / "boundaries").rglob("*.jsonc")):
        texts[f"boundaries-{file.stem}"] = file.read_text()
    for account in ("shops.17", "agencies.a3", "sellers.5"):
        texts[f"timeline-{account}"] = output(tool, "trace", standard, account, "--as-timeline")
    output(tool, "new", folder / "starter")
    texts["starter"] = (folder / "starter.jsonc").read_text()
    texts["every-key"], texts["a-patch"] = json.dumps(EVERYTHING), json.dumps(PATCH)
    for name, text in texts.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(plain(parse_jsonc(text))))
        yield path


# MARK: what is wrong


def put(document, path, value):
    """A copy with a value at a place, or without what stands there."""
    if not path:
        return value
    document = copy.deepcopy(document)
    place = document
    for step in path[:-1]:
        place = place[step]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return document


def places(value, path=()):
    """All places of a value, as paths."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, item in items:
        yield from places(item, (*path, step))


def at(value, path):
    """What stands at a place."""
    for step in path:
        value = value[step]
    return value


def mutations(document):
    """The document with a value of each other kind at each place, an unknown key in each object, each key missing."""
    for path in places(document):
        for value in WRONG:
            yield path, put(document, path, value)
        found = at(document, path)
        if isinstance(found, dict):
            yield (*path, "unknownKey"), put(document, (*path, "unknownKey"), 1)
            for key in found:
                yield (*path, f"without {key}"), put(document, (*path, key), MISSING)


def judged(tool, documents, folder):
    """For each document the messages of check, none for one that is right; each has a folder and a base of its own."""
    files = [folder / str(index) / "scenario.json" for index in range(len(documents))]
    for file, document in zip(files, documents):
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(document))
        if isinstance(document, dict) and "extends" in document:
            (file.parent / "all.json").write_text(json.dumps(EVERYTHING))
    for start in range(0, len(files), 250):
        run = subprocess.run([tool, "check", *files[start : start + 250]], capture_output=True, text=True)
        right = set(run.stdout.splitlines())
        messages = {}
        for place, message in re.findall(r"^(/.*)/\S+?\.json\S*: error: (.*)$", run.stderr, re.M):
            messages.setdefault(place, []).append(message)
        for file in files[start : start + 250]:
            told = messages.get(str(file.parent), [])
            if (f"{file}: ok" in right) == bool(told):
                raise RuntimeError(f"no verdict on {file}: {file.read_text()}")
            yield told


def is_beyond(messages, is_patch):
    """Whether no schema could have told any of it; of a patch it does not know what it changes."""
    known = [pattern for pattern, _, _ in BEYOND] + (BEYOND_OF_PATCHES if is_patch else [])
    return all(any(re.search(pattern, message) for pattern in known) for message in messages)


def by_hand(tool, validator, folder):
    """What one of the two tools accepts of the scenarios that are known to be faulty."""
    cases = [(EVERYTHING, *case) for case in FAULTY] + [(PATCH, *case) for case in FAULTY_PATCH]
    documents = [put(*case) for case in cases]
    for (_, path, value), document, messages in zip(cases, documents, judged(tool, documents, folder)):
        text = f"{'.'.join(map(str, path))} = {'missing' if value is MISSING else json.dumps(value)}"
        if not messages:
            yield f"check accepts {text}"
        if validator.is_valid(document):
            yield f"the schema accepts {text}"
    documents = [put(*case) for case in STRICTER]
    for (_, path, _), document, messages in zip(STRICTER, documents, judged(tool, documents, folder / "stricter")):
        if messages or validator.is_valid(document):
            yield f"the schema is not stricter than check at {'.'.join(map(str, path))}"
    documents = [put(EVERYTHING, path, value) for _, path, value in BEYOND]
    for (pattern, path, _), document, messages in zip(BEYOND, documents, judged(tool, documents, folder / "beyond")):
        if not any(re.search(pattern, message) for message in messages):
            yield f"check does not say {pattern} of {'.'.join(map(str, path))}, but {messages}"
        if not validator.is_valid(document):
            yield f"the schema tells, too, that {pattern}"


def at_random(tool, validator, folder, bases, count, seed):
    """Where the two tools disagree on mutated scenarios, and how many they refuse and accept."""
    tried = list(mutations(EVERYTHING)) + [case for base in bases for case in mutations(base)]
    chosen = tried if count >= len(tried) else random.Random(seed).sample(tried, count)
    wrong, counts = [], {"both refuse": 0, "both accept": 0, "check alone refuses": 0}
    for (path, document), messages in zip(chosen, judged(tool, [case[1] for case in chosen], folder)):
        accepted = validator.is_valid(document)
        place = ".".join(map(str, path))
        is_patch = "changes" in path or isinstance(document, dict) and "extends" in document
        if accepted and messages and not is_beyond(messages, is_patch):
            wrong.append(f"the schema accepts {place}: {json.dumps(at_last(document, path))}; check says {messages[0]}")
        elif not accepted and not messages:
            wrong.append(f"the schema refuses {place}: {json.dumps(at_last(document, path))}")
        counts["both accept" if accepted and not messages else "check alone refuses" if accepted else "both refuse"] += 1
    return wrong, counts


def at_last(document, path):
    """What stands at a place, or around it."""
    try:
        return at(document, path)
    except (KeyError, IndexError, TypeError):
        return at(document, path[:-1])


def main():
    """Reads the command line; 0 when schema and check agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        schema = folder / "daybook.schema.json"
        schema.write_text(output(arguments.tool, "schema"))
        wrong = check_jsonschema("--check-metaschema", schema)
        right = list(right_ones(arguments.tool, folder))
        wrong += check_jsonschema("--schemafile", schema, *right)
        validator = jsonschema.Draft7Validator(
            json.loads(schema.read_text()), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
        wrong += by_hand(arguments.tool, validator, folder / "hand")
        bases = [json.loads(file.read_text()) for file in right if file.stem in ("resolved-standard", "starter", "a-patch")]
        told, counts = at_random(
            arguments.tool, validator, folder / "random", bases, arguments.count, arguments.seed)
    for text in wrong + told:
        print(text)
    print(f"{len(right)} right scenarios are accepted, {len(FAULTY) + len(FAULTY_PATCH)} faulty ones refused; of mutated ones "
          + ", ".join(f"{name} {count}" for name, count in counts.items()))
    return 1 if wrong or told else 0


if __name__ == "__main__":
    sys.exit(main())

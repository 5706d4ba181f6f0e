"""Reads the lists of mutations outside the core, and puts them into the sources.

A list has a line `== FILE` for each file below Sources, and below it for each mutation

    * kind: what goes wrong, in words
    - the text that stands there exactly once
    + what replaces it
      by MODULE.CLASS/TEST, or a script with its options
      = why nothing can notice it

Text on several lines has a `-` or a `+` for each. A text without a replacement is a statement that is left out; one that
begins with a word of STATEMENTS is a statement too; any other is an expression, complete in itself. The test is the one
that is known to notice; `outside.py --record` writes it. A script is run with the copy's program as its --tool. A
mutation with a reason is one that changes nothing that can be seen. Texts of different mutations do not overlap, but may
be the same.
"""

import dataclasses
import itertools
import pathlib

FOLDER = pathlib.Path("Tests/Mutations/outside")
STATEMENTS = ("if ", "guard ", "for ", "while ", "defer ")


class Broken(Exception):
    """The lists, the sources or the tests are not in order; nothing can be said about mutations."""


@dataclasses.dataclass
class Mutation:
    """One change of one place."""

    number: int
    list: pathlib.Path
    path: str
    words: str
    before: str = ""
    after: str = ""
    test: str = ""
    reason: str = ""

    def __str__(self):
        return f"{self.number:>4}  {self.words} ({self.path.removeprefix('Sources/')})"

    @property
    def is_statement(self):
        """Whether the text is a statement rather than an expression."""
        return not self.after or self.before.startswith(STATEMENTS)


def read_lists(package):
    """All mutations, numbered; the places of all are looked for."""
    mutations = []
    for name in sorted((package / FOLDER).glob("*.txt")):
        path = ""
        for index, line in enumerate(name.read_text().splitlines(), 1):
            if line.startswith("== "):
                path = f"Sources/{line[3:]}"
            elif line.startswith("* "):
                mutations.append(Mutation(len(mutations) + 1, name, path, line[2:]))
            elif line.strip():
                add(line, mutations[-1], f"{name.name}:{index}")
    missed = [f"{mutation}: stands {count} times: {mutation.before!r}" for mutation in mutations
              if (count := (package / mutation.path).read_text().count(mutation.before)) != 1]
    if missed:
        raise Broken("\n".join(missed))
    return mutations


def add(line, mutation, place):
    """Adds a line of a list to its mutation."""
    if line.startswith("- "):
        mutation.before += ("\n" if mutation.before else "") + line[2:]
    elif line.startswith("+ "):
        mutation.after += ("\n" if mutation.after else "") + line[2:]
    elif line.startswith("  by "):
        mutation.test = line[5:]
    elif line.startswith("  = "):
        mutation.reason = line[4:]
    else:
        raise Broken(f"{place}: cannot be read: {line}")


def spliced(path, text, mutations):
    """The text of a source with all its mutations beside what they change."""
    places = {}
    for mutation in (each for each in mutations if each.path == path):
        places.setdefault((text.index(mutation.before), mutation.before), []).append(mutation)
    ordered = sorted(places)
    for (start, before), (following, after) in itertools.pairwise(ordered):
        if start + len(before) > following:
            raise Broken(f"{path}: these overlap: {before!r}, {after!r}")
    for start, before in reversed(ordered):
        text = text[:start] + choice(before, places[start, before]) + text[start + len(before):]
    return text


def choice(before, mutations):
    """The choice between a text and what replaces it."""
    if mutations[0].is_statement:
        cases = "".join(f"if isMutated({each.number}) {{ {each.after} }} else " for each in mutations)
        return f"{cases}{{ {before} }}"
    cases = "".join(f"isMutated({each.number}) ? ({each.after}) : " for each in mutations)
    return f"({cases}({before}))"


def record(mutation, test):
    """Writes into its list which test noticed a mutation."""
    lines = mutation.list.read_text().splitlines()
    end = lines.index(f"* {mutation.words}") + 1
    while end < len(lines) and lines[end].startswith(("- ", "+ ")):
        end += 1
    known = lines[end].startswith("  by ") if end < len(lines) else False
    lines[end:end + known] = [f"  by {test}"]
    mutation.list.write_text("\n".join(lines) + "\n")

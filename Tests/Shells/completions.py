#!/usr/bin/env python3
"""Whether bash, zsh and fish offer what they should, each asked itself, with what `daybook completions` prints.

Needs the three shells. A question is a line as somebody has typed it so far; what is offered for its last word is
compared with what is expected, all of it or some of it. Call: python3 Tests/Shells/completions.py [--tool FILE]
"""

import argparse
import os
import pathlib
import pty
import re
import shlex
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parents[2]
WAIT = 30

REPORTS = ["revenue", "services", "blocks", "deletions", "daily", "accounts", "topups", "invoices", "events"]
# A line, what has to be offered, and what must not be; "=" before the expected words: these and no others.
QUESTIONS = [
    ("daybook ", ["run", "compare", "sweep", "test", "trace", "find", "check", "completions", "man", "help"], ["--out"]),
    ("daybook comp", ["=", "compare", "completions"], []),
    ("daybook run ", ["plain.jsonc", "scenarios/"], ["notes.txt"]),
    ("daybook run scenarios/st", ["=", "scenarios/standard.jsonc"], []),
    ("daybook run scenarios/", ["scenarios/standard.jsonc", "scenarios/timelines/"], ["scenarios/notes.txt"]),
    ("daybook compare plain.jsonc scenarios/bonus-d", ["=", "scenarios/bonus-doubled.jsonc"], []),
    ("daybook run --", ["--out", "--seed", "--reports", "--replications", "--help"], ["--junit", "--vary"]),
    ("daybook run plain.jsonc --se", ["=", "--seed"], []),
    ("daybook test --j", ["--junit"], ["--out"]),
    ("daybook run --reports ", REPORTS, ["plain.jsonc"]),
    ("daybook run --reports re", ["=", "revenue"], []),
    ("daybook run --reports=bl", ["=", "blocks"], []),
    ("daybook run --reports revenue,", ["blocks", "daily"], ["revenue"]),
    ("daybook run --reports revenue,dai", ["=", "daily"], []),
    ("daybook compare --metric cash_in,bad", ["=", "bad_debt"], []),
    ("daybook sweep --maximize revenue_", ["=", "revenue_recognized"], []),
    ("daybook run --out ", ["scenarios/"], ["plain.jsonc", "notes.txt"]),
    ("daybook test --junit no", ["=", "notes.txt"], []),
    ("daybook run --seed ", ["="], []),
    ("daybook trace plain.jsonc ", ["="], []),
    ("daybook trace ", ["plain.jsonc"], ["notes.txt"]),
    ("daybook completions ", ["=", "bash", "zsh", "fish"], []),
    ("daybook completions bash ", ["="], []),
    ("daybook help sw", ["=", "sweep"], []),
    ("daybook check -- ", ["plain.jsonc"], ["--resolved"]),
    ("daybook run run.jsonc --ou", ["=", "--out"], []),
]


def run(command, folder, **more):
    """What a command prints."""
    return subprocess.run(command, cwd=folder, text=True, capture_output=True, check=True, timeout=WAIT, **more).stdout


def bash(line, folder):
    """Calls the function that bash would call, with the words as bash parts them: at blanks and equals signs."""
    words = [word for word in re.split(r"\s+|(=)", line) if word]
    if line[-1] in " ":
        words.append("")
    script = f"""
        source ./daybook.bash
        complete -p daybook >/dev/null
        COMP_WORDS=({" ".join(map(shlex.quote, words))}) COMP_CWORD={len(words) - 1}
        _daybook
        ((${{#COMPREPLY[@]}})) && printf '%s\\n' "${{COMPREPLY[@]}}"
        true
    """
    return run(["bash", "--norc", "-c", script], folder).splitlines()


def fish(line, folder):
    """Asks fish what it would offer."""
    script = f"source ./daybook.fish; complete -C {shlex.quote(line)}"
    home = str(folder.parent)
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    return [item.split("\t")[0] for item in run(["fish", "--no-config", "-c", script], folder, env=environment).splitlines()]


# Every match goes through compadd; this notes those that fit, and adds them all the same.
ZSH = """
autoload -Uz compinit && compinit -u -D
source ./daybook.zsh
zstyle ':completion:*' list-prompt ''
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a fitting
  builtin compadd -O fitting "$@"
  (( $#fitting )) && print -rl -- $fitting >>$ZSH_OFFERED
  builtin compadd "$@"
}
ask() { _main_complete; compstate[insert]=''; compstate[list]='' }
zle -C ask complete-word ask
finish() { exit 0 }
zle -N finish
bindkey '^I' ask
bindkey '^X' finish
PROMPT=ready:
print -r -- started
"""


def zsh(line, folder):
    """Types the line and a tab into a zsh at a terminal of its own."""
    offered = folder / "offered"
    offered.write_text("")
    (folder / "ask.zsh").write_text(ZSH)
    leader, follower = pty.openpty()
    environment = {**os.environ, "ZSH_OFFERED": str(offered), "HOME": str(folder.parent), "TERM": "xterm"}
    shell = subprocess.Popen(
        ["zsh", "-f", "-i"], cwd=folder, stdin=follower, stdout=follower, stderr=follower, env=environment,
        start_new_session=True)
    os.close(follower)
    os.write(leader, b" source ./ask.zsh\n")
    seen = b""
    while b"ready:" not in seen.split(b"started\r\n")[-1] or b"started\r\n" not in seen:
        seen += os.read(leader, 4096)
    os.write(leader, line.encode() + b"\t\x18")
    try:
        while os.read(leader, 4096):
            pass
    except OSError:
        pass  # the end of a terminal
    os.close(leader)
    if shell.wait(WAIT):
        sys.exit(f"zsh failed at {line!r}:\n{seen.decode()}")
    return offered.read_text().splitlines()


def complaint(shell, line, expected, banned, offered, folder):
    """What is wrong with an offer; nothing when it is as it should be."""
    # Shells differ in whether what stands before a comma, a slash or an equals sign is a part of what they offer, and
    # in whether they add the slash to the name of a folder themselves.
    word = re.split(r"[ =]", line)[-1]
    stem = word[:max(word.rfind(","), word.rfind("/")) + 1]
    attached = line.split(" ")[-1].partition("=")[0] + "="
    offered = {item.removeprefix(attached).removeprefix(stem) for item in offered}
    offered = {item + "/" * (not item.endswith("/") and (folder / stem / item).is_dir()) for item in offered}
    wanted = {item.removeprefix(stem) for item in expected if item != "="}
    unwanted = {item.removeprefix(stem) for item in banned}
    is_exact = expected[:1] == ["="]
    if not wanted <= offered or unwanted & offered or (is_exact and wanted != offered):
        return f"{shell}: {line!r} offers {sorted(offered)}, not {'just ' * is_exact}{sorted(wanted)}"
    return None


def main():
    """Reads the command line; 0 when every shell offers what it should."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tool", default=str(PACKAGE / ".build/release/daybook"))
    parser.add_argument("--shell", choices=["bash", "zsh", "fish"], action="append", help="only this one")
    arguments = parser.parse_args()
    shells = {"bash": bash, "zsh": zsh, "fish": fish}
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve() / "work"
        for name in ["plain.jsonc", "notes.txt", "scenarios/standard.jsonc", "scenarios/bonus-doubled.jsonc",
                     "scenarios/notes.txt", "scenarios/timelines/a.jsonc"]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("{}")
        for name in arguments.shell or shells:
            script = folder / f"daybook.{name}"
            script.write_text(run([arguments.tool, "completions", name], folder))
            subprocess.run([name, "-n", script], check=True)
            complaints = [complaint(name, *question, shells[name](question[0], folder), folder) for question in QUESTIONS]
            wrong += [text for text in complaints if text]
            print(f"{name} offers what it should in {complaints.count(None)} of {len(QUESTIONS)} places")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

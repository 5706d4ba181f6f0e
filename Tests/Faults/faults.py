"""Sweeps faults through everything that daybook writes, and shows that nothing is torn.

Usage: python3 Tests/Faults/faults.py [--short | --durability] [--only NAME] [--tool PATH]   needs strace; Python alone

For each thing that is written (a report folder, new and in place of an old one; rows that memory has no room for; a
comparison; boundaries; JUnit's XML; a new scenario; golden output) and each system call that it makes on files, the call
fails at its first time, at its second and so on to the last (ENOSPC, EIO, EACCES), and the process is killed there
(SIGKILL). Then come a full disk, a read-only one, a limit on file sizes, /dev/full, a file system that knows no renameat2,
two calls for one place, and signals at random times. After each of them

- what is in place is the old whole, the new whole, or nothing where there was nothing;
- exit code 0 means that the new is in place, and any other comes with a message;
- what is kept under another name, since it could not take its place, is whole;
- unless it was killed, or removing itself failed, the process leaves no temporary file behind;
- after a kill, the next run puts the new in place and leaves nothing behind.

What would be lost with the power, which no kill shows, is counted: each file, its folder and the folders above that were
made are brought to the disk by fsync, the former before the new takes its place, the latter after.

The program is .build/release/daybook, or that of --tool. --short makes every seventh fault of each kind, which CI does;
--durability makes none, and only counts fsync.
Exits with 1 after the first thing torn.
"""

import argparse
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

ROOT = Path(__file__).resolve().parents[2]
TOOL = ""

TINY = """{ "start": "2027-01-01", "days": 45, "population": { "shops": { "accounts": 3 } },
  "accounts": { "acme": { "created": "2027-01-02", "timeline": [ { "on": "2027-01-03", "topUp": "5.00" },
    { "on": "2027-01-03", "expect": { "balance": "%s" } } ] } } }
"""

# The calls that bring something to a disk, look at it or take it away, and what may go wrong with each.
ERRORS = {
    "openat": ["EACCES", "ENOSPC"],
    "write": ["ENOSPC", "EIO"],
    "pwrite64": ["ENOSPC"],
    "pread64": ["EIO"],
    "read": ["EIO"],
    "lseek": ["EIO"],
    "ftruncate": ["EIO"],
    "newfstatat": ["EIO", "EACCES"],
    "access": ["EACCES"],
    "readlink": ["EACCES"],
    "getdents64": ["EIO"],
    "link": ["EIO"],
    "chown": ["EPERM"],
    "fsync": ["EIO"],
    "close": ["EIO"],
    "mkdir": ["ENOSPC"],
    "rename": ["EIO"],
    "renameat2": ["EIO"],
    "unlink": ["EIO"],
    "unlinkat": ["EIO"],
    "rmdir": ["EIO"],
    "chmod": ["EPERM"],
}
REMOVING = {"unlink", "unlinkat", "rmdir"}


class Torn(Exception):
    pass


@dataclass
class Writing:
    """Something that daybook writes: the call, the path that it is written to, and how the old is made."""

    name: str
    call: list[str]
    target: str
    prepare: Callable[[Path], None] = lambda folder: None
    # The calls that fail, where the others are swept elsewhere; then nothing else is tried.
    only: tuple[str, ...] = ()


def scenario(folder: Path, balance: str = "5.00") -> str:
    path = folder / "tiny.jsonc"
    path.write_text(TINY % balance)
    return str(path)


def run(words: list[str], timeout: float = 300, cwd=None, env=None, check=False, capture_output=False,
        **options) -> subprocess.CompletedProcess:
    """Runs a program with all that it starts, and ends all of it when it takes too long: strace alone would be ended else,
    and its pipes would stay open."""
    if capture_output:
        options |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(words, cwd=cwd, env=env, start_new_session=True, **options)
    out, err = finished(process, timeout)
    if check and process.returncode != 0:
        raise Torn(f"{words}: exit {process.returncode}: {err}")
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def finished(process: subprocess.Popen, timeout: float = 300) -> tuple:
    """What a process of a session of its own says until it ends; the session is ended when that takes too long."""
    try:
        return process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise Torn(f"{process.args}: still running after {timeout:.0f} s") from None


def call(*words: str, **options) -> subprocess.CompletedProcess:
    return run([TOOL, *words], capture_output=True, **options)


def old_reports(folder: Path) -> None:
    scenario(folder)
    call("run", str(folder / "tiny.jsonc"), "--out", str(folder / "out"), "--days", "20", "--quiet")


def old_xml(folder: Path) -> None:
    scenario(folder)
    call("test", str(folder / "tiny.jsonc"), "--junit", str(folder / "out.xml"), "--filter", "nothing has this")


def old_boundaries(folder: Path) -> None:
    scenario(folder)
    call("boundaries", str(folder / "tiny.jsonc"), "--out", str(folder / "out"), "--quiet")
    (folder / "tiny.jsonc").write_text((TINY % "5.00").replace('"days"', '"policy": { "restrictions": { "blockFrom": 12 } }, "days"'))


def long_rows(folder: Path) -> None:
    """Rows with a long name soon fill the memory that they have."""
    (folder / "tiny.jsonc").write_text("""{ "start": "2027-01-01", "days": 60, "population": { "%s": { "accounts": 300,
      "signIns": { "employee": 0 }, "opening": { "prepaidCash": 90 } } } }""" % ("s" + "x" * 6000))


RUN = ["run", "tiny.jsonc", "--out", "out", "--threads", "1", "--quiet"]


WRITINGS = [
    Writing("run", [*RUN, "--reports", "revenue,events"], "out", scenario),
    Writing("run --force", [*RUN, "--force", "--reports", "revenue,daily"], "out", old_reports),
    Writing("run, deep", ["run", "tiny.jsonc", "--out", "out/deep/er", "--quiet", "--replications", "3", "--resume"],
            "out/deep/er", scenario),
    Writing("run with a spill", [*RUN, "--reports", "invoices"], "out", long_rows, ("pread64", "pwrite64", "fsync")),
    Writing("compare", ["compare", "tiny.jsonc", "tiny.jsonc", "--replications", "2", "--threads", "1", "--out", "out",
                        "--quiet"], "out", scenario),
    Writing("boundaries --force", ["boundaries", "tiny.jsonc", "--out", "out", "--force", "--quiet"], "out",
            old_boundaries),
    Writing("test --junit", ["test", "tiny.jsonc", "--junit", "out.xml", "--quiet"], "out.xml", old_xml),
    Writing("test --update", ["test", "tiny.jsonc", "--update"], "tiny.jsonc", lambda f: scenario(f, "4.00")),
    Writing("new", ["new", "starter"], "starter.jsonc"),
]


def digest(path: Path) -> str | None:
    """All bytes below a path, with their names; None where there is nothing."""
    if not path.exists():
        return None
    sum_ = hashlib.sha256()
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*"))
    for file in files:
        sum_.update(str(file.relative_to(path)).encode() + b"\0")
        if file.is_file():
            # How long tests took is not the same twice.
            sum_.update(re.sub(rb' time="[0-9.]+"', b"", file.read_bytes()))
    return sum_.hexdigest()


class Bench:
    """One writing, with what is right before and after it, and where it is tried."""

    def __init__(self, writing: Writing, base: Path):
        self.writing = writing
        self.base = base
        self.environment = {key: value for key, value in os.environ.items() if key != "CI"}
        folder = self.fresh()
        self.old = digest(folder / writing.target)
        done = run([TOOL, *writing.call], capture_output=True, env=self.environment, cwd=folder)
        if done.returncode != 0:
            raise Torn(f"{writing.name}: {done.stderr.decode()}")
        self.new = digest(folder / writing.target)
        if self.old == self.new or self.new is None:
            raise Torn(f"{writing.name} changes nothing, so that nothing could be seen")

    def fresh(self) -> Path:
        folder = self.base / "tried"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.writing.prepare(folder)
        return folder

    def traced(self, folder: Path, *options: str) -> subprocess.CompletedProcess:
        return run(
            ["strace", "-f", "-qq", "-o", str(self.base / "trace"), *options, TOOL, *self.writing.call],
            capture_output=True, env=self.environment, timeout=120, cwd=folder)

    def calls(self) -> dict[str, tuple[int, int]]:
        """For each call the number of the first that daybook itself makes, and how many there are.

        What the loader and the runtime open before they come to daybook's own files is theirs.
        """
        self.traced(self.fresh(), "-e", "trace=" + ",".join(ERRORS))
        lines = (self.base / "trace").read_text().splitlines()
        began = next(index for index, line in enumerate(lines) if re.search(r'"(\./)?(tiny|out|starter)', line))
        numbers = {}
        for name in self.writing.only or ERRORS:
            places = [index for index, line in enumerate(lines) if re.match(rf"\d+ +{name}\(", line)]
            numbers[name] = (sum(1 for place in places if place < began) + 1, len(places))
        return numbers

    def judge(self, what: str, folder: Path, code: int, message: bytes, killed: bool, may_leave: bool) -> str:
        """Says how it ended; raises when something is torn."""
        state = digest(folder / self.writing.target)
        where = f"{self.writing.name}, {what}: exit {code}"
        if state not in (self.old, self.new):
            raise Torn(f"{where}: what is in place is neither the old nor the new")
        if code in (0,) and state != self.new:
            raise Torn(f"{where}: success is told, and the new is not in place")
        for kept in folder.rglob("*.kept-*"):
            if code != 0 and digest(kept) not in (self.old, self.new):
                raise Torn(f"{where}: {kept.name} is kept and not whole")
        if not killed:
            if code < 0 or code in (132, 133, 134, 135, 136, 139):
                raise Torn(f"{where}: it crashed: {message.decode()[-300:]}")
            if code not in (0,) and not message.strip():
                raise Torn(f"{where}: without a word")
            if not may_leave and (left := [p.name for p in folder.rglob("*.tmp-*")]):
                raise Torn(f"{where}: it leaves {left}")
        return "new" if state == self.new else "old"

    def after_kill(self, what: str) -> None:
        """The next run does its work and leaves nothing behind."""
        folder = self.base / "tried"
        if digest(folder / self.writing.target) == self.new and "--force" not in self.writing.name:
            words = self.writing.call + (["--force"] if self.writing.call[0] in ("run", "compare", "boundaries", "new") else [])
        else:
            words = self.writing.call
        done = run([TOOL, *words], capture_output=True, env=self.environment, cwd=folder)
        if done.returncode not in (0,) or digest(folder / self.writing.target) != self.new:
            raise Torn(f"{self.writing.name}, {what}: the next run fails: {done.stderr.decode()}")
        if left := [p.name for p in folder.rglob("*.tmp-*")]:
            raise Torn(f"{self.writing.name}, {what}: the next run leaves {left}")


class Tally:
    """How many faults were made, and how they ended."""

    def __init__(self):
        self.lines: dict[str, dict[str, int]] = {}

    def add(self, kind: str, end: str) -> None:
        line = self.lines.setdefault(kind, {"old": 0, "new": 0})
        line[end] += 1

    def tell(self) -> None:
        faults = 0
        for kind, ends in self.lines.items():
            faults += sum(ends.values())
            print(f"{kind:<28} {sum(ends.values()):6} faults: {ends['old']:6} left the old (or nothing), {ends['new']:6} the new")
        print(f"{faults} faults injected, 0 reports torn")


def sweep_calls(bench: Bench, tally: Tally, step: int) -> None:
    for name, (first, last) in bench.calls().items():
        errors = ERRORS[name]
        if bench.writing.only:
            step = max(step, (last - first) // 20)
        for error in errors:
            for number in range(first, last + 1, step):
                folder = bench.fresh()
                done = bench.traced(folder, "-e", f"trace={name}", "-e", f"inject={name}:error={error}:when={number}")
                # Nobody can be told when standard error is what fails.
                mute = name == "write" and not done.stderr
                message = done.stderr or (b"-" if mute else b"")
                what = f"{name} {number} of {last} fails with {error}"
                end = bench.judge(what, folder, done.returncode, message, killed=False, may_leave=name in REMOVING)
                tally.add(f"{bench.writing.name}: errors", end)
        for number in range(first, last + 1, step):
            folder = bench.fresh()
            done = bench.traced(folder, "-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={number}")
            what = f"killed at {name} {number} of {last}"
            end = bench.judge(what, folder, done.returncode, done.stderr, killed=True, may_leave=True)
            tally.add(f"{bench.writing.name}: kills", end)
            bench.after_kill(what)


def sweep_signals(bench: Bench, tally: Tally, number: signal.Signals, times: int) -> None:
    """A signal at a random time; all but SIGKILL have to end it within 100 ms, but for the load of the machine."""
    chance = random.Random(number)
    began = time.monotonic()
    folder = bench.fresh()
    run([TOOL, *bench.writing.call], capture_output=True, env=bench.environment, cwd=folder)
    usual = time.monotonic() - began
    slow = 0
    for _ in range(times):
        folder = bench.fresh()
        process = subprocess.Popen([TOOL, *bench.writing.call], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   env=bench.environment, cwd=folder, start_new_session=True)
        time.sleep(chance.random() * usual * 1.1)
        process.send_signal(number)
        sent = time.monotonic()
        _, message = finished(process)
        slow += time.monotonic() - sent > 0.1 and number != signal.SIGKILL
        # Before it listens, or once it has ended, a signal does what it always does.
        early = process.returncode == -number
        killed = number == signal.SIGKILL or early
        end = bench.judge(f"{number.name}", folder, process.returncode, message, killed,
                          may_leave=killed or "--resume" in bench.writing.call)
        if not killed and process.returncode not in (0, 128 + number):
            raise Torn(f"{bench.writing.name}, {number.name}: exit {process.returncode}: {message.decode()}")
        tally.add(f"{bench.writing.name}: {number.name}", end)
        if killed:
            bench.after_kill(number.name)
    if slow > max(1, times // 4):
        raise Torn(f"{bench.writing.name}: {slow} of {times} took longer than 100 ms to end after {number.name}")


def check_durability(bench: Bench) -> None:
    """Each file is on the disk before it is in place, and so are the names of all that was made, after it."""
    folder = bench.fresh()
    before = {path for path in folder.rglob("*") if path.is_dir()} | {folder}
    bench.traced(folder, "-y", "-e", "trace=write,pwrite64,fsync,rename,renameat2,link")
    lines = (bench.base / "trace").read_text().splitlines()
    target = bench.writing.call[bench.writing.call.index("--out") + 1] if "--out" in bench.writing.call else bench.writing.target
    place = folder / target

    def last(pattern: str) -> int:
        return max((number for number, line in enumerate(lines) if re.search(pattern, line)), default=-1)

    placed = last(rf'(rename|renameat2|link)\(.*"[^"]*{re.escape(target)}\.tmp-.*"[^"]*{re.escape(target)}"')
    if placed < 0:
        raise Torn(f"{bench.writing.name}: it is not seen how {target} is put into place")
    temporary = rf"<{re.escape(str(place))}\.tmp-[^/>]*"
    inside = [path.relative_to(place) for path in [place, *place.rglob("*")]]
    for path in inside:
        name = temporary + (rf"/{re.escape(str(path))}(\.tmp-[^/>]*)?>" if str(path) != "." else ">")
        written, flushed = last(rf"write(64)?\(\d+{name}"), last(rf"fsync\(\d+{name}(?!.*= -1)")
        if not written < flushed < placed:
            raise Torn(f"{bench.writing.name}: {target}/{path} is in place before it is on the disk")
    made = {path for path in place.parents if path not in before and folder in path.parents}
    for path in {place.parent} | {each.parent for each in made}:
        if last(rf"fsync\(\d+<{re.escape(str(path))}>(?!.*= -1)") < placed:
            raise Torn(f"{bench.writing.name}: the name of what is in {path.name} is not brought to the disk")
    flushes = sum("fsync(" in line for line in lines)
    print(f"{bench.writing.name}: {len(inside)} files and folders, {flushes} calls of fsync", file=sys.stderr)


def sweep_old_systems(bench: Bench, tally: Tally) -> None:
    """No renameat2, or a file system that does not know its flags."""
    for error in ("ENOSYS", "EINVAL"):
        folder = bench.fresh()
        done = bench.traced(folder, "-e", "trace=renameat2", "-e", f"inject=renameat2:error={error}")
        end = bench.judge(f"without renameat2 ({error})", folder, done.returncode, done.stderr, False, False)
        if end != "new":
            raise Torn(f"{bench.writing.name}: nothing is written without renameat2: {done.stderr.decode()}")
        tally.add(f"{bench.writing.name}: no renameat2", end)


def sweep_pairs(bench: Bench, tally: Tally, times: int) -> None:
    """Two calls at once for one place, with and without renameat2: where nothing is replaced, only one may win."""
    for number in range(times):
        folder = bench.fresh()
        words = [TOOL, *bench.writing.call]
        if number % 3 == 2:
            words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat2", "-e", "inject=renameat2:error=ENOSYS", *words]
        both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bench.environment, cwd=folder,
                                 start_new_session=True)
                for _ in range(2)]
        messages = [finished(process)[1] for process in both]
        codes = sorted(process.returncode for process in both)
        if bench.old is None and codes != [0, 4] or codes not in ([0, 0], [0, 4]) and number % 3 != 2:
            raise Torn(f"{bench.writing.name}, two at once: {codes}: {messages}")
        tally.add(f"{bench.writing.name}: two at once", bench.judge("two at once", folder, codes[0], messages[0], False, False))


def sweep_limits(bench: Bench, tally: Tally, step: int) -> None:
    """Files may not be longer than so many bytes, as `ulimit -f` sets it."""
    for size in range(0, 6000, 250 * step):
        folder = bench.fresh()
        done = run([TOOL, *bench.writing.call], capture_output=True, env=bench.environment, cwd=folder,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
        end = bench.judge(f"files of at most {size} bytes", folder, done.returncode, done.stderr, False, False)
        tally.add(f"{bench.writing.name}: ulimit -f", end)


def pages(folder: Path) -> int:
    """The room that a folder takes on a tmpfs, in kilobytes: whole pages of 4."""
    return sum((file.stat().st_size + 4095) // 4096 * 4 if file.is_file() else 4 for file in folder.rglob("*"))


FILLED = """mkdir "$1/disk" && mount -t tmpfs -o size=64m none "$1/disk" && cd "$1" || exit 99
for each in *; do [ "$each" = disk ] || [ "$each" = seen ] || cp -r "$each" disk/; done
mount -o "remount,$2" "$1/disk" || exit 98
home=$1; cd disk; shift 2; "$@"; code=$?
cd "$home"; cp -r disk/. seen; exit $code"""


def sweep_disks(bench: Bench, tally: Tally, step: int) -> None:
    """A disk with so little room, and one that takes nothing; needs the right to mount one."""
    needed = pages(bench.fresh())
    for options in ["ro"] + [f"size={needed + more}k" for more in range(0, 400, 8 * step)]:
        folder = bench.fresh()
        (folder / "seen").mkdir()
        done = run(["unshare", "-m", "sh", "-c", FILLED, "sh", str(folder), options, TOOL, *bench.writing.call],
                              capture_output=True, env=bench.environment)
        if done.returncode in (98, 99) or b"unshare" in done.stderr:
            print(f"{bench.writing.name}: no disk can be mounted here: {done.stderr.decode().strip()}", file=sys.stderr)
            continue
        end = bench.judge(f"a disk with {options}", folder / "seen", done.returncode, done.stderr, False, False)
        tally.add(f"{bench.writing.name}: full, read-only", end)
        if options == "ro" and end == "new":
            raise Torn(f"{bench.writing.name} wrote to a read-only disk")


def full_output(base: Path, tally: Tally) -> None:
    """What is printed to a full device is not lost silently."""
    path = scenario(base)
    calls = [["run", path, "--out", str(base / "full")], ["check", path], ["check", "--resolved", path], ["test", path],
             ["trace", path, "acme"], ["find", path, "--where", "topUp"], ["--version"], ["--help"], ["schema"],
             ["selftest", "--help"], ["completions", "bash"]]
    for words in calls:
        with open("/dev/full", "w") as full:
            done = run([TOOL, *words], stdout=full, stderr=subprocess.PIPE)
        if done.returncode != 4 or b"No space left on device" not in done.stderr:
            raise Torn(f"{words[0]} > /dev/full: exit {done.returncode}: {done.stderr.decode()}")
        tally.add("standard output full", "old")


LONG = """{ "start": "2027-01-01", "days": 300, "population": { "shops": { "accounts": 300, "arrivals": { "perDay": 1 } } } }
"""


def sweep_resumptions(base: Path, tally: Tally, times: int) -> None:
    """A run with replications, killed again and again and resumed, comes to the bytes of an unbroken one."""
    folder = base / "resumed"
    folder.mkdir()
    (folder / "long.jsonc").write_text(LONG)
    words = [TOOL, "run", "long.jsonc", "--replications", "60", "--quiet", "--threads", "1"]
    began = time.monotonic()
    run([*words, "--out", "unbroken"], cwd=folder, check=True, capture_output=True)
    usual = time.monotonic() - began
    unbroken = digest(folder / "unbroken")
    chance = random.Random(7)
    for number in range(times):
        shutil.rmtree(folder / "out", ignore_errors=True)
        kills = taken = 0
        changed = False
        while True:
            # Told without --quiet, so that the number of replications that were kept is seen.
            process = subprocess.Popen([*words[:5], *words[6:], "--out", "out", "--resume"], cwd=folder,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
            try:
                wait = usual * (0.2 + 0.4 * chance.random()) if kills < 6 else None
                _, message = process.communicate(timeout=wait) if wait else finished(process)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL if number % 3 else signal.SIGTERM)
                _, message = finished(process)
                kills += 1
            if found := re.search(r"resuming: (\d+) of 60", message):
                # None are left of a run that was killed when all were done and its reports about to be put into place.
                if 0 < int(found[1]) < taken:
                    raise Torn(f"resumed with {found[1]} replications, after {taken} were kept")
                taken = int(found[1])
            if process.returncode == 0:
                break
            if process.returncode not in (-signal.SIGKILL, -signal.SIGTERM, 128 + signal.SIGTERM):
                raise Torn(f"run --resume: exit {process.returncode}: {message}")
            if (folder / "out").exists():  # it was in place already when the kill came
                break
            kept = list(folder.glob("out.tmp-*/replications"))
            if kept and number % 2 and kills == 2:  # a byte changes on the disk: what it belongs to is run again
                content = bytearray(kept[0].read_bytes())
                content[chance.randrange(len(content))] ^= 1
                kept[0].write_bytes(content)
                taken = 0
                changed = True
        if digest(folder / "out") != unbroken:
            raise Torn("a resumed run comes to other bytes than an unbroken one")
        left = [p.name for p in folder.iterdir() if ".tmp-" in p.name]
        if changed:  # what is not as it was written may be somebody's, and stays
            for name in left:
                shutil.rmtree(folder / name)
        elif left:
            raise Torn(f"a resumed run leaves {left}")
        for _ in range(kills):
            tally.add("run --resume", "new")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true", help="every seventh fault of each kind")
    parser.add_argument("--durability", action="store_true", help="no fault, only the calls of fsync")
    parser.add_argument("--only", help="one of: " + ", ".join(writing.name for writing in WRITINGS))
    parser.add_argument("--tool", type=Path, default=ROOT / ".build/release/daybook")
    chosen = parser.parse_args()
    global TOOL
    TOOL = str(chosen.tool.resolve())
    if shutil.which("strace") is None:
        sys.exit("faults.py needs strace (apt-get install strace)")
    step, times = (7, 6) if chosen.short else (1, 40)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        try:
            for writing in WRITINGS:
                if chosen.only and writing.name != chosen.only:
                    continue
                began = time.monotonic()
                bench = Bench(writing, base)
                check_durability(bench)
                if chosen.durability:
                    continue
                sweep_calls(bench, tally, step)
                if writing.only:
                    continue
                sweep_old_systems(bench, tally)
                sweep_pairs(bench, tally, times)
                sweep_limits(bench, tally, step)
                sweep_disks(bench, tally, step)
                for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
                    sweep_signals(bench, tally, number, times // 2)
                sweep_signals(bench, tally, signal.SIGKILL, times if chosen.short else 200)
                print(f"{writing.name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
            if not chosen.only and not chosen.durability:
                sweep_resumptions(base, tally, 3 if chosen.short else 20)
                full_output(base, tally)
        except Torn as torn:
            sys.exit(f"TORN: {torn}")
    tally.tell()


if __name__ == "__main__":
    main()

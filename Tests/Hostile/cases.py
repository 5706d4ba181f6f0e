"""What a hostile, unlucky or tired person gives to daybook, and what is owed to them.

A case is (group, name, files, command, exit code, words that the message has). Files are {name: bytes, text, or a
function of the path}; the command runs in the folder that has them, and `{}` stands for one scenario with a line
changed. `ok` cases, which are at a limit and right, stand beside those just beyond it.
"""

import os

HEAD = '"start": "2027-01-01", "days": 30'
ANN = '"ann": {"created": "2026-12-01"}'


def scenario(more="", accounts=ANN, head=HEAD):
    """A small scenario with something added to it."""
    return "{" + ", ".join(part for part in [head, more, '"accounts": {' + accounts + "}" if accounts else ""] if part) + "}"


def people(settings, more=""):
    """A scenario with one segment."""
    return scenario('"population": {"shops": {' + settings + "}}" + (", " + more if more else ""), accounts="")


def policy(settings, more=""):
    return scenario('"policy": {' + settings + "}" + (", " + more if more else ""))


def fifo(path):
    os.mkfifo(path)


def link_to(target):
    return lambda path: os.symlink(target, path)


def sparse(size):
    def make(path):
        with open(path, "wb") as file:
            file.truncate(size)
    return make


CASES = []


def case(group, name, content, code, *words, command=("check", "a.jsonc"), **files):
    """Adds a case; `content` is a.jsonc, further files are given by name, with __ for a dot and ___ for a slash."""
    named = {key.replace("___", "/").replace("__", "."): value for key, value in files.items()}
    if content is not None:
        named = {"a.jsonc": content, **named}
    CASES.append((group, name, named, tuple(command), code, words))


RUN = ("run", "a.jsonc", "--out", "out", "--quiet")

# Names
for text, words in [
    ("", ["account names"]), ("=cmd()", ["a letter"]), ("a b", ["account names"]), ("a/b", ["account names"]), ("..", ["account names"]),
    ("a\\u0000b", ["account names"]), ("a\\u202Eb", ["account names"]), ("\\uD83D\\uDE00", ["account names"]),
    ("-ann", ["a letter"]), ("a" * 100_000, []),
]:
    case("names", f"an account named {text[:12]!r}", scenario(accounts=f'"{text}": {{"created": "2026-12-01"}}'),
         0 if len(text) > 1000 else 3, *([] if len(text) > 1000 else ["error:"]))
for text in ["аня", "1ann"]:
    case("names", f"an account named {text}", scenario(accounts=f'"{text}": {{"created": "2026-12-01"}}'), 0)
for name in ["base", "Base", "all"]:
    case("names", f"a service named {name}", policy(f'"services": {{"{name}": {{"monthly": 1}}}}'), 3 if name == "base" else 0)
    case("names", f"a segment named {name}", scenario(f'"population": {{"{name}": {{"accounts": 1}}}}', ""), 3 if name == "all" else 0)
for name in ["..", ".", "a/b", "", "a.b", "con\\n", "../../etc"]:
    case("names", f"a scenario named {name!r}", scenario(f'"name": "{name}"'), 3, "error:", "name")
case("names", "a scenario whose name no folder can have", scenario(f'"name": "{"a" * 300}"'), 2, "name", "--out", command=("run", "a.jsonc", "--quiet"))
case("names", "an account twice", scenario(accounts=ANN + ", " + ANN), 3, "duplicate key", "1:50")
case("names", "a title of markup and controls", scenario('"title": "</script><b>\\u0007\\u202E"'), 0, command=RUN)

# Paths
for path in ["../b.jsonc", "/etc/passwd", "x/../../b.jsonc", "", ".", "..", "file:///etc/passwd", "..\\\\b.jsonc", "b\\u0000.jsonc", "~/b.jsonc", "b.jsonc\\n"]:
    # A name that this system allows is one of a file that is not there.
    code = 4 if path.startswith(("..\\\\", "~")) else 3
    case("paths", f"extends {path!r}", f'{{"extends": "{path}"}}', code, "error:", "extends")
case("paths", "extends a link that leads out", '{"extends": "b.jsonc"}', 3, "leads out", b__jsonc=link_to("/etc/passwd"))
case("paths", "extends a link in the folder", '{"extends": "b.jsonc"}', 0, b__jsonc=link_to("c.jsonc"), c__jsonc=scenario())
case("paths", "extends through a folder that leads out", '{"extends": "d/passwd"}', 3, "leads out", d=link_to("/etc"))
case("paths", "extends itself", '{"extends": "a.jsonc"}', 3, "its own base")
case("paths", "extends a link beside a scenario that is a link", None, 0, command=("check", "s.jsonc"), d___b__jsonc=scenario(), d___s__jsonc='{"extends": "b.jsonc"}', s__jsonc=link_to("d/s.jsonc"), b__jsonc=link_to("d/b.jsonc"))
case("paths", "extends in a circle", '{"extends": "b.jsonc"}', 3, "its own base", b__jsonc='{"extends": "a.jsonc"}')
case("paths", "extends a folder", '{"extends": "b.jsonc"}', 4, "error:", b__jsonc=os.mkdir)
case("paths", "extends a pipe", '{"extends": "b.jsonc"}', 4, "error:", b__jsonc=fifo)
case("paths", "extends a device", '{"extends": "b.jsonc"}', 3, "error:", b__jsonc=link_to("/dev/zero"))
case("paths", "a link to itself", '{"extends": "b.jsonc"}', 4, "error:", b__jsonc=link_to("b.jsonc"))
case("paths", "extends nothing there", '{"extends": "b.jsonc"}', 4, "error:", "there is no such file")
case("paths", "a thousand files that extend each other", '{"extends": "b0.jsonc"}', 4, "error:",
     **{f"b{n}__jsonc": f'{{"extends": "b{n + 1}.jsonc"}}' for n in range(1000)})
for name, make, words in [
    ("a pipe", fifo, []), ("a folder", os.mkdir, []), ("/dev/zero", link_to("/dev/zero"), []), ("a link to itself", link_to("s.jsonc"), []),
    ("a link to nothing", link_to("nothing"), ["no such file"]),
]:
    case("paths", f"the scenario is {name}", None, 4, "s.jsonc", *words, command=("check", "s.jsonc"), s__jsonc=make)
case("paths", "the scenario is /dev/null", None, 4, "not a file", command=("check", "/dev/null"))
case("paths", "the scenario is missing", None, 4, "no such file", command=("check", "nothing.jsonc"))
case("paths", "the scenario's path is empty", None, 2, command=("check", ""))
case("paths", "the scenario's path has a line break", None, 4, "a␊b.jsonc", command=("check", "a\nb.jsonc"))
case("paths", "the scenario's path is too long", None, 4, "cannot read", command=("check", "a" * 5000))
for name, make in [("a file", b"kept"), ("a link to nothing", link_to("nothing")), ("a link to a file", link_to("a.jsonc"))]:
    case("paths", f"--out is {name}", scenario(), 4, "out", command=RUN, out=make)
case("paths", "--out is somebody else's data package", scenario(), 4, "is not as daybook writes it", command=(*RUN, "--force"),
     out___datapackage__json='{"name": "mine", "resources": [{"path": "a.csv"}]}', out___a__csv=b"kept", out___notes__md=b"kept")
case("paths", "--out is the folder of the scenario", scenario(), 4, "out", command=("run", "a.jsonc", "--out", ".", "--force"))
case("paths", "--junit is the scenario", scenario(), 4, "did not write", command=("test", "a.jsonc", "--junit", "a.jsonc"))
case("paths", "--junit is a folder", scenario(), 4, "is a folder", command=("test", "a.jsonc", "--junit", "d"), d___kept=b"kept")
case("paths", "--junit is in no folder", scenario(), 4, "no folder nowhere", command=("test", "a.jsonc", "--junit", "nowhere/r.xml"))
for words in [("run", "-"), ("check", "-"), ("test", "-"), ("trace", "-", "ann"), ("find", "-", "--where", "topUp"), ("boundaries", "-", "--out", "x")]:
    case("paths", f"standard input for {words[0]}", scenario(), 2, "standard input is not read", command=words)
case("paths", "standard output for reports", scenario(), 2, "cannot go to standard output", command=("run", "a.jsonc", "--out", "-"))
case("paths", "standard output for JUnit", scenario(), 2, "/dev/stdout", command=("test", "a.jsonc", "--junit", "-"))
case("paths", "--out is a folder of something else", scenario(), 4, "out", command=(*RUN, "--force"), out___kept=b"kept")
for out, code in [("/", 4), (".", 4), ("..", 4), ("", 2), ("/proc/x", 4), ("no/such/folder", 0), ("a.jsonc/x", 4), ("x" * 300, 4), ("/dev/null", 4), ("/dev/full", 4)]:
    case("paths", f"--out {out[:20]!r}", scenario(), code, command=("run", "a.jsonc", "--quiet", "--out", out))
for out, code in [("/", 4), (".", 4), ("", 2), ("no/such/x.xml", 4), ("x" * 300, 4), ("/dev/full", 4), ("a.jsonc/x.xml", 4)]:
    case("paths", f"--junit {out[:20]!r}", scenario(), code, command=("test", "a.jsonc", "--quiet", "--junit", out))
case("paths", "a book that is a link out", people('"book": "b.csv"'), 3, "leads out", b__csv=link_to("/etc/passwd"))
case("paths", "a book that is a pipe", people('"book": "b.csv"'), 4, "error:", b__csv=fifo)
case("paths", "a book that is a folder", people('"book": "b.csv"'), 4, "error:", b__csv=os.mkdir)

# Sizes and depths
LIMIT = 64 << 20
case("sizes", "an empty file", "", 3, "error:")
case("sizes", "spaces up to the limit", scenario() + " " * (LIMIT - len(scenario())), 0)
case("sizes", "a byte more", scenario() + " " * (LIMIT - len(scenario()) + 1), 3, "64 MiB")
case("sizes", "a terabyte of nothing", None, 3, "64 MiB", command=("check", "s.jsonc"), s__jsonc=sparse(1 << 40))
case("sizes", "a book of a terabyte", people('"book": "b.csv"'), 3, "error:", b__csv=sparse(1 << 40))
case("sizes", "a line of 40 megabytes with a fault at its end", '{"title": "' + "x" * (40 << 20) + '", "wrong": 1}', 3, "wrong")
case("sizes", "100,000 faults", "{" + ",".join(f'"k{n}": 1' for n in range(100_000)) + "}", 3, "more")
case("sizes", "100,000 accounts", scenario(accounts=",".join(f'"a{n}": {{"created": "2026-12-01"}}' for n in range(100_000))), 0)
case("sizes", "100,000 tiers", policy('"services": {"order": {"tiers": [' + ",".join(f'{{"upTo": {n + 1}, "price": 0.01}}' for n in range(100_000)) + ', {"price": 1}]}}'), 0)
for depth, word in [(63, "unknown key"), (64, ""), (65, "64"), (1_000_000, "64")]:
    case("sizes", f"{depth:,} brackets", '{"x": ' + "[" * depth + "]" * depth + "}", 3, "error:", word)
case("sizes", "a million brackets never closed", "[" * 1_000_000, 3, "64")
case("sizes", "a comment never closed", "{ /* " + "x" * 1000, 3, "comment")
case("sizes", "a text never closed", '{"start": "2027', 3, "error:")
case("sizes", "cut off in the middle", scenario()[:-5], 3, "error:")

# Encodings
for encoding in ["utf-16", "utf-16-le", "utf-16-be", "utf-32"]:
    case("encodings", encoding, scenario().encode(encoding), 3, "UTF")
case("encodings", "UTF-8 with a byte order mark", scenario().encode("utf-8-sig"), 0)
case("encodings", "Windows-1251", scenario('"title": "Щодня"').encode("cp1251"), 3, "UTF-8")
for name, data in [("overlong", b"\xc0\xaf"), ("a surrogate", b"\xed\xa0\x80"), ("beyond Unicode", b"\xf4\x90\x80\x80"), ("cut short", b"\xe2\x82")]:
    case("encodings", f"UTF-8 that is {name}", b'{"title": "' + data + b'"}', 3, "UTF-8")
case("encodings", "half a surrogate pair", '{"title": "\\uD800"}', 3, "error:")
case("encodings", "a zero byte", scenario().replace(",", ",\0", 1), 3, "error:")
case("encodings", "gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)), 3, "error:")
case("encodings", "CR alone as line ends", scenario().replace(", ", ",\r"), 0)
case("encodings", "a no-break space between", scenario().replace(", ", ",\u00a0", 1), 3, "error:")
case("encodings", "typographic quotation marks", scenario().replace('"', "“", 1).replace('"', "”", 1), 3, "error:")

# Numbers
for text in ["1e999", "-1", "01", "+1", ".5", "1.", "0x10", "NaN", "Infinity", "1_000", "1.001", "1e15", "10000000000000.01", "9" * 400, '"1,00"', '"1 000"', "true", "null", "[]", '"²"', '"١"', "-", "1e", '"1e3"']:
    case("numbers", f"a price of {text[:20]}", policy(f'"base": {{"monthly": {text}}}'), 3, "error:")
for text, code in [("-0", 0), ("0", 0), ("1e1", 3), ("1.50", 0), ('"0.00"', 0), ("10000000000000.00", 0)]:
    case("numbers", f"a price of {text}", policy(f'"base": {{"monthly": {text}}}'), code)
for text, code in [("0", 0), (str(2**64 - 1), 0), (str(2**64), 3), ("-1", 3), ("1.5", 3), ('"1"', 3), ("1e3", None)]:
    case("numbers", f"a seed of {text}", scenario(f'"seed": {text}'), code)
for text in ["1.0000001", "-0.1", "1e999", "1e-999", '"0.5"', '{"beta": {"a": 0, "b": 1}}', '{"beta": {"a": 1e300, "b": 1e-300}}', '{"uniform": [1, 0]}', '{"choice": []}']:
    case("numbers", f"a chance of {text}", people(f'"accounts": 1, "cancelsDeletion": {text}'), 0 if text == "1e-999" else 3, *([] if text == "1e-999" else ["error:"]))
for text in ['{"lognormal": {"median": 1e300, "sigma": 1e300}}', '{"poisson": 1e300}', '{"poisson": -1}', '{"gamma": {"mean": 1e308, "shape": 1e-308}}', '{"geometric": {"mean": 0.1}}', '{"uniform": [0, 1e300]}', '{"nothing": 1}', "{}"]:
    case("numbers", f"units of {text}", people(f'"accounts": 10, "units": {{"source": {text}}}', '"policy": {"services": {"source": {"monthly": 1}}}'), 3, "error:")
for text in ['{"beta": {"a": 0, "b": 1}}', '{"beta": {"a": 1e300, "b": 1e-300}}', '{"uniform": [1, 0]}', '{"choice": []}', '{"choice": {}}', '{"choice": {"x": 1}}', '{"uniform": [0]}', '{"uniform": [0, 1], "beta": {"a": 1, "b": 1}}', '{"constant": 2}', "2"]:
    case("numbers", f"sign-ins of {text}", people(f'"accounts": 1, "signIns": {{"employee": {text}}}'), 3, "error:")
case("numbers", "weights of nothing", people('"accounts": 1, "topUps": {"months": {"0": 0}}'), 3, "error:")

# Limits
for days, code in [("36525", 0), ("36526", 3), ("0", 3), ("-1", 3), ("1.5", 3), ("1", 0)]:
    case("limits", f"{days} days", scenario(head=f'"start": "2027-01-01", "days": {days}'), code, command=RUN)
for day in ["2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-1-1", "0000-01-01", "27-01-01", "10000-01-01", "2027-01-01T00:00", "01.02.2027", "-001-01-01"]:
    case("limits", f"a start of {day}", scenario(head=f'"start": "{day}"', accounts=""), 3, "error:", "start")
case("limits", "an end before the start", scenario(head='"start": "2027-01-02", "end": "2027-01-01"'), 3, "error:")
case("limits", "days and an end", scenario(head='"start": "2027-01-02", "days": 3, "end": "2027-02-01"'), 3, "error:")
case("limits", "days beyond the calendar", scenario(head='"start": "9999-12-31", "days": 36525'), None)
case("limits", "no start", "{}", 3, "start")
case("limits", "nobody", scenario(accounts=""), 0, command=RUN)
case("limits", "a segment of nobody", people('"accounts": 0'), 0, command=RUN)
case("limits", "2^31 accounts", people(f'"accounts": {2**31}'), 3, "hours")
case("limits", "2^32 accounts", people(f'"accounts": {2**32}'), 3, "hours")
case("limits", "2^64 accounts", people(f'"accounts": {2**64}'), 3, "error:")
CENTURY = people(f'"accounts": {2**31 - 1}').replace('"days": 30', '"days": 36525')
case("limits", "2^31 - 1 accounts for a century, a hundred times", CENTURY, 3, "would", command=(*RUN, "--replications", "100"))
case("limits", "a warm-up of a century and a day", scenario('"warmUpDays": 36526'), 3, "error:")
case("limits", "a warm-up before the calendar", scenario('"warmUpDays": 36525', head='"start": "0001-01-02", "days": 1'), None)
for key, least, most in [("noticeDays", 1, None), ("retentionDays", 1, None), ("inactivityDays", 1, None), ("minimumAgeDays", 0, None)]:
    case("limits", f"{key} below its least", policy(f'"deletion": {{"remindDaysBefore": [], "{key}": {least - 1}}}'), 3, "error:", key)
    case("limits", f"{key} at its least", policy(f'"deletion": {{"remindDaysBefore": [], "{key}": {least}}}'), 0, command=RUN)
    case("limits", f"{key} of 2^63", policy(f'"deletion": {{"{key}": {2**63}}}'), 3, "error:")
for rules, code in [('"remindFrom": 1, "paymentPageFrom": 2, "blockFrom": 3', 0), ('"remindFrom": 29, "paymentPageFrom": 30, "blockFrom": 31', 0), ('"remindFrom": 30, "paymentPageFrom": 31, "blockFrom": 32', 3), ('"remindFrom": 0', 3), ('"remindFrom": 7', 3), ('"remindFrom": 10, "paymentPageFrom": 7, "blockFrom": 4', 3)]:
    case("limits", f"restrictions {rules}", policy(f'"restrictions": {{{rules}}}'), code, command=RUN)
case("limits", "the largest price and the longest run", policy('"base": {"monthly": "10000000000000.00"}').replace('"days": 30', '"days": 36525'), None, command=RUN)
case("limits", "a bonus of a million per cent", policy('"bonus": {"tiers": [{"from": 1, "percent": 1000000}]}'), None)
case("limits", "a bonus below nothing", policy('"bonus": {"tiers": [{"from": 1, "percent": -1}]}'), 3, "error:")
case("limits", "tiers out of order", policy('"bonus": {"tiers": [{"from": 2, "percent": 1}, {"from": 1, "percent": 2}]}'), 3, "error:")
case("limits", "a trial longer than the run", policy('"trialDays": 36525'), None, command=RUN)
case("limits", "a top-up minimum above the maximum", policy('"topUp": {"minimum": 2, "maximum": 1}'), 3, "error:")
case("limits", "an unknown currency", policy('"currency": "XXQ"'), None)
case("limits", "a change on the first day of the calendar", policy('"changes": [{"on": "0001-01-01", "base": {"monthly": 1}}]'), None)
case("limits", "two changes on a day", policy('"changes": [{"on": "2027-02-01"}, {"on": "2027-02-01"}]'), 3, "error:")

# Command lines
for words, code in [
    ((), 2), (("fly",), 2), (("rum",), 2), (("run",), 2), (("--nothing",), 2), (("run", "a.jsonc", "b.jsonc"), 2), (("run", "--", "a.jsonc", "--out"), 2),
    (("run", "a.jsonc", "--days"), 2), (("run", "a.jsonc", "--days", "1e3"), 2), (("run", "a.jsonc", "--days", "0"), 2), (("run", "a.jsonc", "--days", "36526"), 2),
    (("run", "a.jsonc", "--seed", "-1"), 2), (("run", "a.jsonc", "--seed", str(2**64)), 2), (("run", "a.jsonc", "--scale", "0"), 0), (("run", "a.jsonc", "--scale", "nan"), 2),
    (("run", "a.jsonc", "--scale", "1e300"), 2), (("run", "a.jsonc", "--scale", "-1"), 2), (("run", "a.jsonc", "--threads", "0"), 2), (("run", "a.jsonc", "--threads", "1000000"), 2),
    (("run", "a.jsonc", "--replications", "0"), 2), (("run", "a.jsonc", "--replications", "999999999999999999999"), 2), (("run", "a.jsonc", "--reports", ""), 2),
    (("run", "a.jsonc", "--reports", "revenu"), 2), (("run", "a.jsonc", "--csv", "excel"), 2), (("run", "a.jsonc", "--lang", "de"), 2), (("run", "a.jsonc", "--out", "x", "--out", "y"), 2),
    (("run", "a.jsonc", "--quiet=1"), 2), (("run", "a.jsonc", "--days="), 2), (("run", "a.jsonc", "-x"), 2), (("trace", "a.jsonc"), 2), (("trace", "a.jsonc", "nobody"), 2),
    (("trace", "a.jsonc", "an"), 2), (("trace", "a.jsonc", "ann", "--from", "2027-02-30"), 2), (("trace", "a.jsonc", "ann", "--from", "2027-01-20", "--to", "2027-01-10"), 2),
    (("find", "a.jsonc"), 2), (("find", "a.jsonc", ""), 2), (("find", "a.jsonc", "debt >"), 2), (("find", "a.jsonc", "(" * 100_000), 2), (("find", "a.jsonc", "dept > 1"), 2),
    (("sweep", "a.jsonc"), 2), (("sweep", "a.jsonc", "--vary", ""), 2), (("sweep", "a.jsonc", "--vary", "policy.base.monthly"), 2), (("sweep", "a.jsonc", "--vary", "policy.base.monthly="), 2),
    (("sweep", "a.jsonc", "--vary", "policy.bas.monthly=1,2"), 2), (("sweep", "a.jsonc", "--vary", "policy.base.monthly=1,1"), 2), (("sweep", "a.jsonc", "--vary", "policy.base.monthly=x,y"), None),
    (("compare", "a.jsonc"), 2), (("compare", "a.jsonc", "a.jsonc"), None), (("compare", "a.jsonc", "a.jsonc", "--precision", "0%"), 2), (("compare", "a.jsonc", "a.jsonc", "--metric", "revenue"), 2),
    (("new", ""), 2), (("new", "../x"), None), (("new", "a b"), 2), (("new", "a.jsonc"), None), (("completions", "csh"), 2), (("schema", "x"), 2), (("man", "x"), 2), (("help", "rum"), 2),
    (("boundaries",), 2), (("selftest", "--seed", "x"), 2), (("test",), 2), (("test", "."), None), (("test", "a.jsonc", "--only", ""), 2), (("check",), 2), (("check", "a.jsonc", "--resolve"), 2),
    (("run", "a.jsonc", "--out", "out", "--resume", "--force"), None), (("run", "a.jsonc", "--out", "out", "--resume"), None),
]:
    shown = " ".join(word[:30] for word in words)
    case("command lines", f"daybook {shown}", scenario(), code, command=words)
case("command lines", "bytes that are no text", scenario(), None, command=("run", b"\xff\xfe.jsonc"))
case("command lines", "an option of bytes that are no text", scenario(), 2, command=("run", "a.jsonc", b"--\xff"))

"""Runs one command and measures it: `peers_launch.py RESULT COMMAND…`.

A process's peak memory includes that of the one that started it, up to the moment of the start. So it is this small
one that starts the commands, not the script with all its libraries.
"""

import json
import os
import sys
import time

result, *command = sys.argv[1:]
began = time.perf_counter()
pid = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - began
with open(result, "w", encoding="utf-8") as file:
    json.dump({
        "exit": os.waitstatus_to_exitcode(status), "wall": wall, "cpu": usage.ru_utime + usage.ru_stime,
        "peak_mb": usage.ru_maxrss / 1024,
    }, file)

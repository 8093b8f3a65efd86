#!/bin/bash
# fleet.sh FOLDER [DOCUMENTS]: one thread beside two over that many documents of a folder (default 20000, some several times): CPU
# time, wall time, peak memory. From the build directory: make fleet DOCS=folder.
docs=$1 n=${2:-20000}
[ -d "$docs" ] || { echo "usage: fleet.sh FOLDER [DOCUMENTS]" >&2; exit 2; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
find "$(realpath "$docs")" -name '*.xml' >"$work/names"
[ -s "$work/names" ] || { echo "fleet: no documents in $docs" >&2; exit 2; }
touch "$work/all"
while [ "$(wc -l <"$work/all")" -lt "$n" ]; do cat "$work/names" >>"$work/all"; done
head -n "$n" "$work/all" >"$work/list"
python3 - "$work" "$n" ./domlint <<'END'
import os, subprocess, sys, time
work, n, domlint = sys.argv[1], int(sys.argv[2]), sys.argv[3]
cpu = {}
for jobs in (1, 2, 1, 2):
    start = time.monotonic()
    run = subprocess.Popen([domlint, "check", "--isolated", f"-j{jobs}", "--format", "jsonl", "--files-from", f"{work}/list"],
                           stdout=open(f"{work}/out{jobs}", "w"))
    _, status, used = os.wait4(run.pid, 0)
    cpu.setdefault(jobs, []).append(used.ru_utime + used.ru_stime)
    print(f"-j{jobs}: {n / cpu[jobs][-1]:7.0f} documents a CPU second, {time.monotonic() - start:6.1f} s wall, {used.ru_maxrss / 1024:5.1f} MiB")
one, two = min(cpu[1]), min(cpu[2])
print(f"throughput per core with two threads: {one / two:.2f} of one thread's")
same = open(f"{work}/out1").read() == open(f"{work}/out2").read()
print("the output is the same" if same else "the output differs")
sys.exit(not same)
END

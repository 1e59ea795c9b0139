#!/usr/bin/env python3
"""clang-tidy over the product's sources (or the files given). A file found clean is not read again
until it, a header of ours or the rules change.

Most of the time goes into headers, so the files of one folder are read several at a time, as one source.
Where that finds anything, be it only two helpers of one name, each file is read on its own, and counts.
"""
import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATABASE = ROOT / "build/release/compile_commands.json"
MARKS = ROOT / "build/tidy"
FOLDERS = ["engine", "contracts", "adapters", "reports"]
TOGETHER = 8

# The analyzer follows paths through a function until it has seen this many states. At its own 225,000 it
# is three quarters of the time and has found nothing that it does not find by 10,000.
ANALYZER = ["-Xclang", "-analyzer-config", "-Xclang", "max-nodes=10000"]


def ours(suffix):
    return sorted(str(p.relative_to(ROOT)) for f in FOLDERS for p in (ROOT / f).rglob("*" + suffix))


def rules():
    digest = hashlib.sha256(Path(__file__).read_bytes() + (ROOT / ".clang-tidy").read_bytes())
    for header in ours(".h"):
        digest.update((ROOT / header).read_bytes())
    return digest.hexdigest()


def plain_flags(command):
    """The flags alone: no compiler, nothing it reads or writes, none of its own warnings."""
    words = shlex.split(command)
    while not words[0].startswith("-"):  # the compiler, behind a cache's name perhaps
        words.pop(0)
    kept = []
    while words:
        word = words.pop(0)
        if word == "-o":
            words.pop(0)
        elif word != "-c" and not word.startswith("-W") and not word.endswith((".cpp", ".cxx")):
            kept.append(word)
    return kept


def flags_by_file():
    """How each source is compiled; what is compiled together is told by the source that includes it."""
    flags = {}
    for entry in json.loads(DATABASE.read_text()):
        files = [entry["file"]]
        if Path(entry["file"]).name.startswith("unity_"):
            files = re.findall(r'#include "([^"]+)"', Path(entry["file"]).read_text())
        for file in files:
            flags[os.path.relpath(file, ROOT)] = plain_flags(entry["command"])
    return flags


def complaints(source, flags):
    command = ["clang-tidy", "-quiet", str(source), "--", *flags, *ANALYZER]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return "" if done.returncode == 0 else done.stdout + f"FAIL {source}\n"


def check(batch, flags, marks):
    """What is wrong with the files of the batch, as text; "" where nothing is."""
    if len(batch) > 1:
        together = MARKS / (hashlib.sha256("".join(batch).encode()).hexdigest()[:16] + ".cpp")
        together.write_text("".join(f'#include "{ROOT / file}"\n' for file in batch))
        clean = not complaints(together, flags)
        together.unlink()
        if clean:
            for file in batch:
                marks[file].touch()
            return ""
    said = ""
    for file in batch:
        found = complaints(file, flags)
        if not found:
            marks[file].touch()
        said += found
    return said


def batches(files, flags):
    """Files of one folder, compiled alike, some at a time."""
    groups = {}
    for file in files:
        groups.setdefault((os.path.dirname(file), tuple(flags[file])), []).append(file)
    for group in groups.values():
        parts = -(-len(group) // TOGETHER)
        for part in range(parts):
            yield group[part::parts]


def main():
    if not DATABASE.is_file():
        sys.exit("configure first: cmake --preset release")
    MARKS.mkdir(parents=True, exist_ok=True)
    files = [os.path.relpath(f, ROOT) for f in sys.argv[1:]] or ours(".cpp")
    flags, key = flags_by_file(), rules()
    marks = {f: MARKS / hashlib.sha256(f"{key} {f} ".encode() + (ROOT / f).read_bytes()).hexdigest()[:40] for f in files}
    unread = [f for f in files if not marks[f].exists()]
    work = sorted(batches(unread, flags), key=len, reverse=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = "".join(pool.map(lambda batch: check(batch, list(flags[batch[0]]), marks), work))
    print(said, end="")
    failed = said.count("\nFAIL ") + said.startswith("FAIL ")
    print(f"tidy: {len(files) - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

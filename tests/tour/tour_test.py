#!/usr/bin/env python3
"""docs/tour.md and docs/reading-test.md as they stand: every command is run, in order, in an empty folder, and must print
what stands there.

  tour_test.py [--binary build/release/outturn] [--work build/tour]

A block of `console` holds commands behind `$ ` and what each prints; `(exit 1)` at the end of a command says that it
ends so. OUTTURN_UPDATE_GOLDEN=1 writes what is printed into the text. The pages and workbooks that the pictures show
are left in the folder."""
import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXTS = [ROOT / "docs/tour.md", ROOT / "docs/reading-test.md"]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
EXIT = re.compile(r"  \(exit (\d)\)$")


def steps(block):
    """Commands of a block with what stands under each."""
    out = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            out.append((line[2:].rstrip("\n"), []))
        else:
            out[-1][1].append(line)
    return [(command, "".join(said)) for command, said in out]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/outturn")
    parser.add_argument("--work", type=Path, default=ROOT / "build/tour")
    options = parser.parse_args()
    work = options.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    environment = dict(os.environ, PATH=f"{options.binary.resolve().parent}:{os.environ['PATH']}", LC_ALL="C.UTF-8", NO_COLOR="1",
                       LIBRARY=str(ROOT / "contracts/library"))
    update = bool(os.environ.get("OUTTURN_UPDATE_GOLDEN"))
    passed = failed = 0

    def run_block(found):
        nonlocal passed, failed
        text = ""
        for command, wanted in steps(found.group(1)):
            ends = EXIT.search(command)
            done = subprocess.run(["bash", "-c", EXIT.sub("", command)], cwd=work, env=environment, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            good = done.returncode == (int(ends.group(1)) if ends else 0) and (update or done.stdout == wanted)
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAIL {command}\n  ends with {done.returncode} and prints:\n{done.stdout}")
            text += f"$ {command}\n{done.stdout}"
        return f"```console\n{text}```"

    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        shown = BLOCK.sub(run_block, text)
        if update:
            path.write_text(shown, encoding="utf-8")
        for picture in re.findall(r"\]\((pictures/[^)]+)\)", text):
            good = (path.parent / picture).is_file()
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAIL there is no {picture}")
    print(f"tour: {passed} passed, {failed} failed, 0 skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

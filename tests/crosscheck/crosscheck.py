#!/usr/bin/env python3
"""Every formula cell of every workbook, recalculated by LibreOffice and by Gnumeric, against the value stored in it.

  crosscheck.py --binary build/release/outturn --work build/crosscheck [--large] [--books FILE_OR_FOLDER...]

The workbooks are those of contracts/library, samples and tests/language/good (each run with its evidence) and of
random contracts (tests/random_books). Each is copied with every stored result made wrong; the copy, recalculated, must show the
original's values again in every formula cell, and every constant unchanged. A copy that is compared without
recalculation must differ in every formula cell, which proves that the check can fail. The laws of the workbook that
its XML shows (whitelisted functions, one formula a column, nothing hidden, nothing external...) are checked as well.

Exit status 1 on any difference, 2 when a spreadsheet program is missing."""
import argparse
import html
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import laws  # noqa: E402
from book import Book, poison, same_number  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 8  # differing cells printed for one book and program
A_CALL = 40  # workbooks converted by one soffice

# The one setting that makes LibreOffice recalculate instead of believing what is stored (0: always).
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Failed(Exception):
    """A workbook that could not be made or recalculated."""


def run(command, timeout):
    try:
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=timeout,
                              stdin=subprocess.DEVNULL, check=False)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{command[0]} took longer than {timeout} s") from error
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        raise Failed(f"{Path(str(command[0])).name} ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-2000:]}")
    return done.stdout


# Collecting.

def contract_books(binary, work):
    """(name, how to make it) for each contract that has evidence."""
    for folder in sorted(ROOT.glob("contracts/library/*/")) + sorted(ROOT.glob("samples/*/")):
        for contract in sorted(folder.glob("*.contract")):
            # A sample over linked records has its evidence in two folders: what was linked, and what is claimed.
            evidence = [path for path in (folder / "evidence", folder / "unlinked", folder / "claims") if path.is_dir()]
            if evidence:
                name = f"{folder.parent.name}-{folder.name}" + ("" if contract.stem == folder.name else f"-{contract.stem}")
                yield name, lambda c=contract, e=evidence, n=name: run_contract(binary, c, e, work / "runs" / n)
    for evidence in sorted(ROOT.glob("tests/language/good/*/")):  # one for each way of saying a thing
        contract = evidence.parent / (evidence.name + ".contract")
        if contract.is_file():
            name = "language-" + evidence.name
            as_at = ("--as-at", "2017-03-31")  # some count up to it
            yield name, lambda c=contract, e=evidence, n=name: run_contract(binary, c, [e], work / "runs" / n, *as_at)


def savings_book(binary, work, name):
    """A savings case, and approaches, ask for no file: any folder of evidence will do."""
    good = ROOT / "tests" / "language" / "good"
    return run_contract(binary, good / (name + ".contract"), [good / "points"], work / "runs" / ("language-" + name),
                        "--as-at", "2021-03-31" if name == "savings_from_tables" else "2026-03-31")


def linked_book(binary, work):
    """The coop's contract over a real link with draws: its Linkage sheet, and the interval on the Cover."""
    coop, linked = ROOT / "samples" / "coop", work / "runs" / "coop-link"
    inputs = [f"{member.name}={member / 'people.csv'}" for member in sorted((coop / "members").iterdir())]
    run([binary, "link", "--spec", "auto", "--input", *inputs, "--draws", "10", "--out", linked, "--replace"], 300)
    return run_contract(binary, coop / "coop.contract", [linked, coop / "claims"], work / "runs" / "coop-linked")


COMPARED = {  # ways of making people comparable: what stands in the sample's text in place of its own
    "nearest": None,
    "subclasses": ["match subclasses 5, on the logit"],
    "entropy": ["weight entropy"],
    "propensity": ["weight by propensity"],
    "again": ["match nearest, 2 to 1, with replacement", "exact on sex"],
    "coarsened": ["match coarsened", "exact on sex"],
}


def compared_book(binary, work, way):
    """The reoffending contract over its people, compared in one way: Comparison, Balance, Effect, and Baseline."""
    sample, evidence = ROOT / "samples" / "reoffending", work / "runs" / f"compared-{way}-evidence"
    spec, contract = (sample / name for name in ("similar_people.spec", "fewer_returns.contract"))
    if COMPARED[way] is not None:
        lines = [line for line in spec.read_text(encoding="utf-8").splitlines()
                 if line.split(" ")[0] not in ("match", "caliper", "exact", "ties")]
        evidence.mkdir(parents=True, exist_ok=True)
        spec = evidence / "similar_people.spec"
        spec.write_text("\n".join(lines + COMPARED[way]) + "\n", encoding="utf-8")
        words = [line for line in contract.read_text(encoding="utf-8").splitlines()
                 if not line.startswith(("  method ", "  balance "))]  # the contract's own is another way
        contract = evidence / contract.name
        contract.write_text("\n".join(words) + "\n", encoding="utf-8")
    run([binary, "compare", spec, "--people", sample / "people.csv", "--out", evidence / "similar", "--replace-out"], 300)
    run([binary, "baseline", "build", sample / "expected_returns.spec", "--out", evidence / "expected", "--replace"], 300)
    return run_contract(binary, contract, [evidence / "similar", evidence / "expected"], work / "runs" / f"compared-{way}")


def run_contract(binary, contract, evidence, out, *options):
    run([binary, "run", contract, "--evidence", *evidence, "--out", out, "--replace", *options], 300)
    return out / "workbook.xlsx"


def random_books(program, folder, large):
    """Books of random contracts: of common size, cut into parts of few rows, and (large) long ones."""
    sets = [("", ["--seed", 1, "--count", 200]),
            ("parts-", ["--seed", 501, "--count", 12, "--rows-a-sheet", 25])]
    if large:
        sets.append(("more-", ["--seed", 1001, "--count", 100]))
        sets.append(("long-", ["--seed", 9001, "--count", 4, "--claims", 10000, "--formulas", 25]))
    for prefix, options in sets:
        out = folder / (prefix or "books-")
        run([program, "--out", out, *options], 900)
        for path in sorted(out.glob("*.xlsx"), key=lambda p: int(p.stem.split("-")[1])):
            yield prefix + path.stem, path


# Recalculating.

def libreoffice(soffice, work, paths):
    """All paths in one call, with a profile of its own so that calls may go side by side."""
    profile = work / "profile" / paths[0].stem
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    run([soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
         "--convert-to", "xlsx", "--outdir", work / "LibreOffice", *paths], 300 + 60 * len(paths))


def gnumeric(ssconvert, work, paths):
    for path in paths:
        run([ssconvert, "--recalc", "-T", "Gnumeric_Excel:xlsx2", path, work / "Gnumeric" / path.name], 1200)


PROGRAMS = {"LibreOffice": ("soffice", libreoffice), "Gnumeric": ("ssconvert", gnumeric)}


def recalculate(commands, work, paths):
    """Both programs over all paths, two calls at a time. What went wrong, in words."""
    trouble = []
    with ThreadPoolExecutor(2) as pool:
        jobs = []
        for program, (command, convert) in PROGRAMS.items():
            (work / program).mkdir()
            for start in range(0, len(paths), A_CALL):
                jobs.append((program, pool.submit(convert, commands[command], work, paths[start:start + A_CALL])))
        for program, job in jobs:
            try:
                job.result()
            except Failed as error:
                trouble.append(f"{program}: {error}")
    return trouble


# Comparing.

def show(cell):
    return "nothing" if cell is None else repr(cell.value) if cell.text else f"{cell.value!r}"


def differences(original, other):
    """(place, original cell, other cell) of every cell that is not the same."""
    for sheet, cells in original.sheets.items():
        others = other.sheets.get(sheet)
        if others is None:
            yield f"{sheet}!", None, None
            continue
        for place, cell in cells.items():
            found = others.get(place)
            if found is None:
                same = cell.text and cell.value == ""  # an empty text is saved as an empty cell
            elif cell.text or found.text:
                same = cell.text == found.text and cell.value == found.value
            else:
                same = same_number(cell.value, found.value)
            if not same:
                yield f"{sheet}!{place}", cell, found


def compare(original, path, program):
    """Lines that tell what differs."""
    if not path.exists():
        return [f"{program} wrote nothing"]
    lines = []
    count = 0
    for place, cell, found in differences(original, Book(path)):
        count += 1
        if count <= SHOWN:
            kind = "" if cell is None else f" ={html.unescape(cell.formula)}" if cell.formula else " (a constant)"
            lines.append(f"{place}: stored {show(cell)}, {program} {show(found)}{kind}")
    if count > SHOWN:
        lines.append(f"... {count - SHOWN} more cells differ in {program}")
    return lines


def check_poison(original, path):
    """The poisoned copy, believed as it is, must differ in every formula cell and nowhere else."""
    wrong = {place for place, _, _ in differences(original, Book(path))}
    formulas = {f"{sheet}!{place}" for sheet, cells in original.sheets.items() for place, cell in cells.items() if cell.formula}
    lines = []
    if formulas - wrong:
        lines.append(f"poison did not take in {len(formulas - wrong)} cells, such as {min(formulas - wrong)}")
    if wrong - formulas:
        lines.append(f"poison changed {len(wrong - formulas)} cells that are no formulas, such as {min(wrong - formulas)}")
    if not formulas:
        lines.append("no formulas at all")
    return lines


# The whole.

class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def tell(self, name, lines, words):
        if lines:
            self.failed += 1
            print(f"FAIL {name}: {words}")
            for line in lines:
                print(f"     {line}")
        else:
            self.passed += 1
            print(f"ok   {name}: {words}")
        sys.stdout.flush()

    def skip(self, name, why):
        self.skipped += 1
        print(f"SKIP {name}: {why}")


def collect(options, work, count):
    """{name: path} of the workbooks, each copied to work/original under a name of its own."""
    sources = []
    if options.books:
        for given in map(Path, options.books):
            found = sorted(given.rglob("*.xlsx")) if given.is_dir() else [given]
            if not found:
                count.tell(str(given), ["no workbook there"], "")
            sources += [(re.sub(r"[^\w.-]+", "-", str(path.with_suffix(""))).strip("-"), path) for path in found]
    else:
        made = list(contract_books(options.binary, work))
        if not made:
            count.skip("contracts/library", "no contract with an evidence folder")
        if (ROOT / "samples" / "coop").is_dir():
            made.append(("samples-coop-linked", lambda: linked_book(options.binary, work)))
        for name in ("savings", "savings_from_tables", "savings_payers", "approaches"):
            made.append(("language-" + name, lambda n=name: savings_book(options.binary, work, n)))
        if (ROOT / "samples" / "reoffending").is_dir():
            made += [(f"samples-reoffending-{way}", lambda w=way: compared_book(options.binary, work, w))
                     for way in COMPARED]
        for name, make in made:
            try:
                sources.append((name, make()))
            except Failed as error:
                count.tell(name, [str(error)], "could not be run")
        program = options.random_books or options.binary.parent / "tests" / "random_books"
        try:
            sources += random_books(program, work / "random", options.large)
        except Failed as error:
            count.tell("random books", [str(error)], "could not be made")
    books = {}
    for name, path in sources:
        books[name] = work / "original" / f"{name}.xlsx"
        shutil.copyfile(path, books[name])
    return books


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/outturn")
    parser.add_argument("--work", type=Path, default=ROOT / "build/crosscheck")
    parser.add_argument("--random-books", type=Path, help="the program that makes random workbooks")
    parser.add_argument("--large", action="store_true", help="more and longer random workbooks")
    parser.add_argument("--books", nargs="+", help="only these workbooks, or those in these folders")
    options = parser.parse_args()

    commands = {command: shutil.which(command) for command, _ in PROGRAMS.values()}
    missing = [command for command, path in commands.items() if path is None]
    if missing:
        print(f"CANNOT CHECK: {' and '.join(missing)} not found. Install libreoffice-calc and gnumeric.")
        print("0 passed, 1 failed, 0 skipped")
        return 2

    work = options.work.resolve()
    for folder in ("original", "poisoned", *PROGRAMS, "profile", "runs", "random"):
        shutil.rmtree(work / folder, ignore_errors=True)
    for folder in ("original", "poisoned"):
        (work / folder).mkdir(parents=True)

    count = Count()
    start = time.monotonic()
    books = collect(options, work, count)
    poisoned = []
    for name, path in books.items():
        poisoned.append(work / "poisoned" / path.name)
        poison(path, poisoned[-1])
    if not books and not count.failed:
        count.tell("workbooks", ["there is none to check"], "nothing to do")
    print(f"{len(books)} workbooks made and poisoned in {time.monotonic() - start:.0f} s")
    sys.stdout.flush()

    start = time.monotonic()
    trouble = recalculate(commands, work, poisoned)
    print(f"recalculated in {time.monotonic() - start:.0f} s")
    if trouble:
        count.tell("recalculation", trouble, "a program gave up")

    formulas = 0
    for name, path in books.items():
        book = Book(path)
        formulas += book.formula_count()
        lines = check_poison(book, work / "poisoned" / path.name)
        for program in PROGRAMS:
            lines += compare(book, work / program / path.name, program)
        lines += [f"law: {line}" for line in laws.broken(book)]
        count.tell(name, lines, f"{len(book.sheets)} sheets, {book.formula_count()} formulas")
    print(f"{formulas} formula cells compared in {' and '.join(PROGRAMS)}")
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""An analyst types other figures into a workbook: LibreOffice and Gnumeric must then show, in every formula cell, what
the engine comes to for a contract that says those figures.

  changed_inputs.py --binary build/release/outturn [--work build/changed_inputs]

A case is a contract and some changes, each as words in the contract's text and as a number in a cell of its workbook.
The workbook of the contract as it is has its stored results made wrong and the numbers typed in, and is recalculated;
the changed contract is run. Formula cells must be the same everywhere, and each change alone must be seen to move some.
Exit status 1 on any difference, 2 when a spreadsheet program is missing."""
import argparse
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import crosscheck  # noqa: E402
from book import Book, cell_in_row, poison, same_number, type_into  # noqa: E402

ROOT = crosscheck.ROOT
GOOD = ROOT / "tests" / "language" / "good"
SAMPLE = ROOT / "samples" / "reoffending"


@dataclass
class Change:
    before: str   # in the contract's text, once
    after: str
    number: float
    cell: tuple   # the name of a single value; or sheet, heading of a column, key of a row

    def place(self, book):
        if len(self.cell) == 1:
            sheet, place = book.names[self.cell[0]].split("!")
            return sheet.strip("'"), place.replace("$", "")
        return cell_in_row(book, *self.cell)


CASES = {  # contract, evaluation date, what is changed
    "reoffending": (SAMPLE / "fewer_returns.contract", None, [
        Change("is £4,200.00", "is £3,999.99", 3999.99, ("price_per_return",)),
        Change("population   312", "population   298", 298, ("fewer_returns_population",)),
        Change("optimism benefits 25%", "optimism benefits 31%", 0.31, ("fewer_returns_optimism_benefits",)),
        Change('"MoJ" pays 80%', '"MoJ" pays 65%', 0.65, ("fewer_returns_moj_pays",)),
        Change('"Police" pays 20%', '"Police" pays 35%', 0.35, ("fewer_returns_police_pays",)),
        Change("| 0.1         | MoJ", "| 0.3         | MoJ", 0.3, ("fewer_returns_prison_per_outcome",)),
    ]),
    "payers": (GOOD / "savings_payers.contract", "2026-03-31", [
        Change("impact       35%", "impact       28%", 0.28, ("start_impact",)),
        Change("£51,080.00", "£48,123.45", 48123.45, ("start_ss1_0_unit_cost",)),
        Change("is £100,000.00", "is £87,654.32", 87654.32, ("first",)),
        Change("deadweight   20%", "deadweight   15%", 0.15, ("start_deadweight",)),
    ]),
}


class Case:
    def __init__(self, binary, work, name):
        contract, as_at, self.changes = CASES[name]
        self.name, self.work = name, work / name
        self.evidence = evidence_for(binary, work, contract)
        self.text = contract.read_text(encoding="utf-8")
        self.binary, self.options = binary, ["--as-at", as_at] if as_at else []
        self.book = Book(self.run("as_it_is", self.text))
        self.typed = {one.place(self.book): one.number for one in self.changes}
        changed = self.text
        for one in self.changes:
            if changed.count(one.before) != 1:
                raise crosscheck.Failed(f"{contract.name} holds \"{one.before}\" {changed.count(one.before)} times")
            changed = changed.replace(one.before, one.after)
        self.wanted = Book(self.run("changed", changed))

    def run(self, which, text):
        folder = self.work / which
        folder.mkdir(parents=True)
        contract = folder / "contract.contract"
        contract.write_text(text, encoding="utf-8")
        return crosscheck.run_contract(self.binary, contract, self.evidence, folder / "result", *self.options)


def evidence_for(binary, work, contract):
    """The sample's comparisons are made; the others ask for no file, and any folder will do."""
    if contract.parent != SAMPLE:
        return [GOOD / "points"]
    similar, expected = work / "similar", work / "expected"
    if not similar.is_dir():
        crosscheck.run([binary, "compare", SAMPLE / "similar_people.spec", "--people", SAMPLE / "people.csv", "--out", similar], 300)
        crosscheck.run([binary, "baseline", "build", SAMPLE / "expected_returns.spec", "--out", expected], 300)
    return [similar, expected]


def typed_copies(case, folder):
    """A copy with all changes, and one with each alone."""
    wrong = folder / f"{case.name}-wrong.xlsx"
    poison(case.book.path, wrong)
    copies = {"all": case.typed}
    copies.update({f"change-{i + 1}": dict([typed]) for i, typed in enumerate(case.typed.items())})
    for name, typed in copies.items():
        type_into(wrong, folder / f"{case.name}-{name}.xlsx", typed)
    wrong.unlink()
    return [folder / f"{case.name}-{name}.xlsx" for name in copies]


def same(one, other):
    return one is not None and one.text == other.text and (
        one.value == other.value if one.text else same_number(one.value, other.value))


def differing(book, wanted):
    """Places of formula cells that are not as wanted."""
    for sheet, cells in wanted.sheets.items():
        for place, cell in cells.items():
            if cell.formula is not None and not same(book.sheets.get(sheet, {}).get(place), cell):
                yield f"{sheet}!{place}", cell, book.sheets.get(sheet, {}).get(place)


def compared(case, work):
    lines = []
    if case.book.sheets.keys() != case.wanted.sheets.keys():
        lines.append("the two contracts make other sheets")
    moved = sum(1 for _ in differing(case.book, case.wanted))
    if moved < 10 * len(case.changes):
        lines.append(f"only {moved} formula cells move with all changes")
    for program in crosscheck.PROGRAMS:
        found = list(differing(Book(work / program / f"{case.name}-all.xlsx"), case.wanted))
        lines += [f"{place}: the engine {crosscheck.show(cell)}, {program} {crosscheck.show(shown)} ={cell.formula}"
                  for place, cell, shown in found[:crosscheck.SHOWN]]
        if len(found) > crosscheck.SHOWN:
            lines.append(f"... {len(found) - crosscheck.SHOWN} more cells differ in {program}")
    for i, change in enumerate(case.changes):
        alone = Book(work / "LibreOffice" / f"{case.name}-change-{i + 1}.xlsx")
        if sum(1 for _ in differing(alone, case.book)) == 0:
            lines.append(f"{change.cell[0]}: nothing moves with it")
    return moved, lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/outturn")
    parser.add_argument("--work", type=Path, default=ROOT / "build/changed_inputs")
    options = parser.parse_args()
    commands = {command: shutil.which(command) for command, _ in crosscheck.PROGRAMS.values()}
    if None in commands.values():
        print("CANNOT CHECK: libreoffice-calc and gnumeric are needed.\n0 passed, 1 failed, 0 skipped")
        return 2
    work, count, start = options.work.resolve(), crosscheck.Count(), time.monotonic()
    shutil.rmtree(work, ignore_errors=True)
    (work / "typed").mkdir(parents=True)
    cases = []
    for name in CASES:
        try:
            cases.append(Case(options.binary, work, name))
        except crosscheck.Failed as error:
            count.tell(name, [str(error)], "could not be run")
    paths = [path for case in cases for path in typed_copies(case, work / "typed")]
    trouble = crosscheck.recalculate(commands, work, paths)
    if trouble:
        count.tell("recalculation", trouble, "a program gave up")
    for case in cases:
        moved, lines = compared(case, work)
        count.tell(case.name, lines, f"{len(case.changes)} figures typed in, {moved} of {case.wanted.formula_count()} "
                   "formulas move, and all are the engine's")
    print(f"{time.monotonic() - start:.0f} s")
    print(f"{count.passed} passed, {count.failed} failed, {count.skipped} skipped")
    return 1 if count.failed else 0


if __name__ == "__main__":
    sys.exit(main())

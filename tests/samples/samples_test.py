#!/usr/bin/env python3
"""Samples and library evidence that a program makes: the same bytes again anywhere, and samples/coop as its README tells it.

  samples_test.py [--binary build/release/outturn] [--work build/samples]

Without --binary nothing is calculated, and what needs it is told as skipped."""
import argparse
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import unittest
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COOP = ROOT / "samples" / "coop"
REOFFENDING = ROOT / "samples" / "reoffending"
sys.path.insert(0, str(COOP))
import against_truth  # noqa: E402

MAKERS = {COOP / "make_coop.py": ["members", "claims", "unlinked", "truth.csv"],
          REOFFENDING / "make_cohort.py": ["people.csv", "cohort.csv"],
          **{maker: ["evidence"] for maker in sorted(ROOT.glob("contracts/library/*/generate_evidence.py"))}}
# Nothing of the place where it runs may show: hash order, time zone, language.
PLACES = [{"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
          {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}]
OPTIONS = argparse.Namespace(binary=None, work=ROOT / "build" / "samples")


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests(folder, names):
    """{name below the folder: SHA-256} of every csv file under the names."""
    files = [path for name in names for path in ([folder / name] if (folder / name).is_file()
                                                 else sorted((folder / name).rglob("*.csv")))]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def make(maker, folder, place, *options):
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, str(maker), str(folder), *options], check=True, timeout=120,
                   env={**os.environ, **place})


class Regenerated(unittest.TestCase):
    def test_every_maker_writes_what_is_committed(self):
        for maker, names in MAKERS.items():
            for n, place in enumerate(PLACES):
                with self.subTest(maker=maker.relative_to(ROOT).as_posix(), place=place):
                    again = OPTIONS.work / maker.parent.name / str(n)
                    out = again if maker.parent.parent == COOP.parent else again / "evidence"
                    make(maker, out, place)
                    self.assertTrue(digests(again, names))
                    self.assertEqual(digests(maker.parent, names), digests(again, names))


class Coop(unittest.TestCase):
    def setUp(self):
        self.people = {folder.name: rows(folder / "people.csv") for folder in sorted((COOP / "members").iterdir())}
        self.everyone = [record for own in self.people.values() for record in own]

    def test_numbers_lie_in_ranges_kept_free(self):
        free = {"nino": r"QQ\d{6}[A-D]", "email": r"[a-z.]+\d+@example\.(org|com|net)",
                "phone": r"(\+44|0)(7700900|1632960)\d{3}", "postcode": r"(?i)HR\d\d\d[A-Z]{2}"}
        for column, pattern in free.items():
            for record in self.everyone:
                cell = record[column].replace(" ", "")
                self.assertTrue(not cell or re.fullmatch(pattern, cell), f"{record['id']}: {column} {cell}")

    def test_nhs_numbers_are_test_numbers_or_can_be_nobodys(self):
        """One digit wrong, or two neighbours swapped, never pass the check; right ones begin with 999."""
        for record in self.everyone:
            digits = record["nhs_number"].replace(" ", "")
            if digits and sum((10 - n) * int(digit) for n, digit in enumerate(digits)) % 11 == 0:
                self.assertTrue(digits.startswith("999"), record["id"])

    def test_only_records_with_consent_are_shared_and_claim(self):
        for name, own in self.people.items():
            place = COOP / "members" / name
            agreed = {row["id"] for row in rows(place / "consent.csv") if row["consent"] == "yes"}
            self.assertEqual(agreed, {record["id"] for record in own})
            self.assertLessEqual({row["record"] for row in rows(place / "events.csv")}, agreed)

    def test_ids_are_unique_over_the_coop_and_the_truth_knows_each(self):
        ids = [record["id"] for record in self.everyone]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(sorted(ids), sorted(row["record"] for row in rows(COOP / "truth.csv")))

    def test_the_readme_counts_the_records(self):
        asked = [row for name in self.people for row in rows(COOP / "members" / name / "consent.csv")]
        readme = " ".join((COOP / "README.md").read_text(encoding="utf-8").split())
        self.assertIn(f"{len(self.everyone):,} in all", readme)
        self.assertIn(f"({len(asked) - len(self.everyone)} of {len(asked):,})", readme)

    def test_the_claims_are_those_of_the_members(self):
        apart = [row for name in self.people for row in rows(COOP / "members" / name / "events.csv")]
        self.assertEqual(apart, rows(COOP / "claims" / "events.csv"))

    def test_own_headers_change_headings_and_dates_only(self):
        folder = OPTIONS.work / "own"
        make(COOP / "make_coop.py", folder, {}, "--own-headers")
        own = rows(folder / "members" / "ropewalk_works" / "people.csv")
        for theirs, ours in zip(own, self.people["ropewalk_works"]):
            cells = list(theirs.values())
            cells[3] = "-".join(reversed(cells[3].split("/")))
            self.assertEqual(cells, list(ours.values()))
        self.assertIn("D.O.B.", own[0])

    def test_the_truth_can_stand_in_the_members_files(self):
        folder = OPTIONS.work / "with_truth"
        make(COOP / "make_coop.py", folder, {}, "--with-truth")
        truth = {row["record"]: row["person"] for row in rows(COOP / "truth.csv")}
        for name in self.people:
            for record in rows(folder / "members" / name / "people.csv"):
                self.assertEqual(record["person_truth"], truth[record["id"]])


class CoopPaid(unittest.TestCase):
    """The contract as calculated, against the same rules in Python, under a link that is right and under none."""

    def setUp(self):
        if not OPTIONS.binary:
            self.skipTest("no --binary given")
        self.truth, self.claims = against_truth.truth_and_claims()
        self.readme = (COOP / "README.md").read_text(encoding="utf-8")

    def run_contract(self, name, linked):
        out = OPTIONS.work / name
        subprocess.run([OPTIONS.binary, "run", str(COOP / "coop.contract"), "--evidence", str(linked),
                        str(COOP / "claims"), "--out", str(out), "--replace"],
                       check=True, timeout=120, capture_output=True)
        return out, json.loads((out / "result.json").read_text(encoding="utf-8"))["values"]

    def true_link(self):
        """A folder as `outturn link` writes it, if it joined exactly the records of one person."""
        folder, own = OPTIONS.work / "true_link", defaultdict(list)
        folder.mkdir(parents=True, exist_ok=True)
        dataset = {row["record"]: row["dataset"] for row in rows(COOP / "unlinked" / "people.csv")}
        for record, person in self.truth.items():
            own[person].append(record)
        with open(folder / "people.csv", "w", encoding="utf-8", newline="\n") as people:
            people.write("record,person,dataset,probability\n")
            people.writelines(f"{r},{p},{dataset[r]},{0.999 if len(own[p]) > 1 else ''}\n" for r, p in self.truth.items())
        with open(folder / "persons.csv", "w", encoding="utf-8", newline="\n") as persons:
            persons.write("person,records,datasets,probability\n")
            persons.writelines(f"{p},{len(of)},{len({dataset[r] for r in of})},\n" for p, of in own.items())
        return folder

    def told(self, out):
        """The figures of README.md's table, one line for each kind of mistake."""
        for what, payments in against_truth.compare(against_truth.earned_in(out), self.claims, self.truth).items():
            pounds = sum(against_truth.PRICES[kind] for _, kind in payments)
            yield what, f"{len(payments):,}", f"£{pounds:,}"

    def test_rightly_linked_every_outcome_is_paid_once(self):
        out, values = self.run_contract("right", self.true_link())
        self.assertEqual(sorted(against_truth.earned_in(out)), sorted(against_truth.earning(self.claims, self.truth)))
        self.assertEqual([(what, count) for what, count, _ in self.told(out)][1:],
                         [("paid again", "0"), ("not due", "0"), ("missed", "0")])
        self.assertEqual(values["nobody_is_paid_twice"]["value"], "1")
        self.assertIn(values["total_payment"]["shown"].removesuffix(".00"), self.readme)
        paid = defaultdict(int)
        for event in against_truth.earned_in(out):
            claim = next(c for c in self.claims if c["event"] == event)
            paid[self.truth[claim["record"]], claim["kind"]] += 1
        self.assertEqual(set(paid.values()), {1})

    def test_a_record_linked_in_doubt_is_not_paid_for_until_reviewed(self):
        out, _ = self.run_contract("firm", self.true_link())
        claim = next(c for c in self.claims if c["event"] in against_truth.earned_in(out) and c["kind"] == "HOME")
        folder = self.true_link()
        lines = (folder / "people.csv").read_text(encoding="utf-8").splitlines()
        doubted = [line.rsplit(",", 1)[0] + ",0.899999" if line.startswith(claim["record"] + ",") else line
                   for line in lines]
        (folder / "people.csv").write_text("\n".join(doubted) + "\n", encoding="utf-8")
        out, _ = self.run_contract("doubted", folder)
        self.assertNotIn(claim["event"], against_truth.earned_in(out))

    def test_linked_and_drawn_the_book_comes_back_the_same(self):
        linked = OPTIONS.work / "linked"
        members = [f"{member.name}={member / 'people.csv'}" for member in sorted((COOP / "members").iterdir())]
        subprocess.run([OPTIONS.binary, "link", "--spec", "auto", "--input", *members, "--draws", "5", "--out", str(linked),
                        "--replace"], check=True, timeout=120, capture_output=True)
        out, _ = self.run_contract("drawn", linked)
        again = subprocess.run([OPTIONS.binary, "recheck", str(out / "workbook.xlsx"), str(COOP / "coop.contract"),
                                "--evidence", str(linked), str(COOP / "claims")],
                               check=False, timeout=120, capture_output=True, text=True)
        self.assertEqual(again.returncode, 0, again.stdout)
        self.assertIn("The same:", again.stdout)

    def test_the_readme_tells_what_comes_of_not_linking(self):
        out, values = self.run_contract("unlinked", COOP / "unlinked")
        self.assertIn(values["total_payment"]["shown"].removesuffix(".00"), self.readme)
        for what, count, pounds in self.told(out):
            self.assertRegex(self.readme, rf"\| {what} \| {count} \| {re.escape(pounds)} \|")


class Reoffending(unittest.TestCase):
    """samples/reoffending as its README tells it, from the published rates to the payment."""

    def setUp(self):
        if not OPTIONS.binary:
            self.skipTest("no --binary given")
        self.readme = re.sub(r"\s+", " ", (REOFFENDING / "README.md").read_text(encoding="utf-8"))
        self.similar, self.expected = OPTIONS.work / "similar", OPTIONS.work / "expected"
        self.outturn("compare", REOFFENDING / "similar_people.spec", "--people", REOFFENDING / "people.csv",
                     "--out", self.similar, "--replace-out")
        self.outturn("baseline", "build", REOFFENDING / "expected_returns.spec", "--out", self.expected, "--replace")

    def outturn(self, *words, good=True):
        done = subprocess.run([OPTIONS.binary, *map(str, words)], check=False, timeout=120, capture_output=True, text=True)
        self.assertEqual(done.returncode == 0, good, done.stderr + done.stdout)
        return done.stdout + done.stderr

    def test_the_figures_are_those_of_the_readme(self):
        similar, = rows(self.similar / "similar_people.csv")
        self.assertIn(f"{similar['reoffended_treated'][:-1]} % reoffended; of people like them, "
                      f"{similar['reoffended_comparison'][:-1]} %: {similar['reoffended_difference'][1:]} points fewer "
                      f"({similar['reoffended_high'][1:]} to {similar['reoffended_low'][1:]})", self.readme)
        expected, = rows(self.expected / "expected_returns.csv")
        self.assertIn(f"{expected['expected']} would have been expected to reoffend, and {expected['observed']} did: "
                      f"{expected['ratio']} for each expected, {expected['ratio_low']} to {expected['ratio_high']}", self.readme)

    def test_expected_by_hand(self):
        """Each person's published rate, added up here once more from the two files."""
        rate = {row["cohort_start"]: int(row["reoffenders"]) / int(row["cohort"])
                for row in rows(REOFFENDING / "published" / "moj_rates.csv") if row["group"] == "Adult"}
        total = sum(rate[person["quarter"]] for person in rows(REOFFENDING / "cohort.csv"))
        expected, = rows(self.expected / "expected_returns.csv")
        self.assertEqual(f"{total:.2f}", expected["expected"])

    def test_the_payment_and_its_book(self):
        out = OPTIONS.work / "returns"
        evidence = ("--evidence", self.similar, self.expected)
        self.outturn("run", REOFFENDING / "fewer_returns.contract", *evidence, "--out", out, "--replace")
        values = json.loads((out / "result.json").read_text(encoding="utf-8"))["values"]
        self.assertIn(f"{values['returns_avoided']['value']} returns avoided at £4,200.00: "
                      f"{values['total_payment']['shown']}", self.readme)
        self.assertIn("The same:", self.outturn("recheck", out / "workbook.xlsx", REOFFENDING / "fewer_returns.contract", *evidence))

    def test_a_changed_digit_is_told(self):
        figures = self.similar / "similar_people.csv"
        figures.write_text(figures.read_text(encoding="utf-8").replace("31.09%", "30.09%"), encoding="utf-8")
        told = self.outturn("run", REOFFENDING / "fewer_returns.contract", "--evidence", self.similar, self.expected,
                            "--out", OPTIONS.work / "changed", good=False)
        self.assertIn("E131", told)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--binary", type=Path)
    options.add_argument("--work", type=Path, default=OPTIONS.work)
    options.parse_args(namespace=OPTIONS)
    if OPTIONS.binary:
        OPTIONS.binary = OPTIONS.binary.resolve()
    result = unittest.TextTestRunner(verbosity=2).run(unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__]))
    failed = len({str(getattr(test, "test_case", test)) for test, _ in result.failures + result.errors})
    skipped = len(result.skipped)
    print(f"samples: {result.testsRun - failed - skipped} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

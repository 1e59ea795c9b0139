#!/usr/bin/env python3
"""What a link's mistakes did to the payments of a result, told by the truth that only this sample has.

  against_truth.py RESULT     RESULT is the folder `outturn run` wrote

The rules of coop.contract stand here a second time, written apart from the program, over the true persons. An outcome
is a person's: the job, the tenancy, the plan. Amounts are the card's prices, before caps."""
import csv
import datetime
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
Date = datetime.date
PRICES = {"PLAN": 150, "JOB": 1000, "KEPT": 1400, "HOME": 900, "SKILL": 400}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def months_later(day, months):
    """The same day so many months later, at most the month's last."""
    months += day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    last = (Date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return Date(year, month, min(day.day, last))


def first_days(claims, person_of, kind):
    """The earliest evidenced day of a kind for each person."""
    days = {}
    for claim in claims:
        if claim["kind"] == kind and claim["evidenced"] == "yes":
            person, day = person_of[claim["record"]], Date.fromisoformat(claim["happened"])
            days[person] = min(day, days.get(person, day))
    return days


def earning(claims, person_of):
    """The claims that the contract's Schedule 3 pays, if person_of says whose each record is."""
    plans, jobs = first_days(claims, person_of, "PLAN"), first_days(claims, person_of, "JOB")
    paid, earned = set(), []
    for claim in sorted(claims, key=lambda c: (c["claimed_on"], c["event"])):
        person, kind, day = person_of[claim["record"]], claim["kind"], Date.fromisoformat(claim["happened"])
        plan, job = plans.get(person), jobs.get(person)
        if claim["evidenced"] == "no" or not plan or not plan <= day <= months_later(plan, 18):
            continue
        if kind == "KEPT" and (not job or day < job + datetime.timedelta(weeks=26)):
            continue
        if (person, kind) not in paid:
            paid.add((person, kind))
            earned.append(claim["event"])
    return earned


def compare(earned, claims, truth):
    """{what: [(person, kind), one for each payment]} of the claims that earned in a result."""
    by_event = {claim["event"]: claim for claim in claims}

    def outcome(event):
        return truth[by_event[event]["record"]], by_event[event]["kind"]

    due = {outcome(event) for event in earning(claims, truth)}
    found = {"rightly paid": [], "paid again": [], "not due": [], "missed": []}
    for event in sorted(earned, key=lambda e: (by_event[e]["claimed_on"], e)):
        paid = outcome(event)
        first = paid not in found["rightly paid"] and paid not in found["not due"]
        found["paid again" if not first else "rightly paid" if paid in due else "not due"].append(paid)
    found["missed"] = sorted(due - set(found["rightly paid"]))
    return found


def truth_and_claims():
    return {row["record"]: row["person"] for row in rows(HERE / "truth.csv")}, rows(HERE / "claims" / "events.csv")


def earned_in(result):
    values = json.loads((Path(result) / "result.json").read_text(encoding="utf-8"))["values"]
    column = values["outcome_payment_earned"] if "outcome_payment_earned" in values else values["outcome_payment"]
    return [event for event, cell in column["rows"].items() if float(cell["value"] or 0) > 0]


MEANING = {"rightly paid": "due, and paid once",
           "paid again": "the same outcome of the same person: two of their records were not joined",
           "not due": "due by some papers, not by all: the time ran from an earlier plan elsewhere, or two people became one",
           "missed": "due by the papers of all members together: records were not joined, or two people became one"}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    truth, claims = truth_and_claims()
    for what, payments in compare(earned_in(sys.argv[1]), claims, truth).items():
        print(f"{what:13} {len(payments):5}  £{sum(PRICES[kind] for _, kind in payments):>9,}  {MEANING[what]}")


if __name__ == "__main__":
    main()

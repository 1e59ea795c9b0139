#!/usr/bin/env python3
"""Writes evidence/participants.csv and evidence/claims.csv: a made-up cohort of the Innovation Fund.

Nobody in it exists. The same seed gives the same files on every machine: only random() of a seeded
generator is used, whose sequence Python keeps. Run it again after a change here, then run the
contract and look at what moved.

Usage: generate_evidence.py [FOLDER]; without FOLDER the folder evidence/ beside this file."""
import csv
import datetime
import random
import sys
from pathlib import Path

SEED = 20120401
PEOPLE = 400
ROUND_1 = ["BEH", "ATT", "LEV1", "LEV2", "LEV3", "LEV4", "ESOL", "EMP13", "EMP26"]
ROUND_2 = ["BEH", "ATT", "ATTI", "ENTRY", "BASIC", "LEV1", "LEV2", "LEV3", "EMP13", "EMP26"]
FIRST_DAY = {"ROUND1": datetime.date(2012, 4, 16), "ROUND2": datetime.date(2012, 11, 5)}
LAST_DAY = datetime.date(2015, 12, 18)


class Dice:
    """Whole numbers and choices from random() alone."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def below(self, n):
        return int(self.random() * n)

    def chance(self, percent):
        return self.random() * 100 < percent


def participants(dice):
    for n in range(1, PEOPLE + 1):
        cohort = "ROUND1" if dice.chance(45) else "ROUND2"
        start = FIRST_DAY[cohort] + datetime.timedelta(days=7 * dice.below(60) + dice.below(5))
        yield f"SYN-{n:03}", cohort, start


def outcomes_of(dice, cohort):
    """Most people reach a few outcomes; every sixth reaches nearly all, and so the cap."""
    card = ROUND_1 if cohort == "ROUND1" else ROUND_2
    percent = 95 if dice.chance(17) else 35
    return [code for code in card if dice.chance(percent)]


def claims_of(dice, person, cohort, start):
    day = start
    for code in outcomes_of(dice, cohort):
        day = min(day + datetime.timedelta(days=28 + dice.below(120)), LAST_DAY)
        yield person, code, day, "no" if dice.chance(8) else "yes"
        if dice.chance(10):  # claimed a second time
            yield person, code, min(day + datetime.timedelta(days=1 + dice.below(60)), LAST_DAY), "yes"
    if dice.chance(6):  # dated before the person joined
        yield person, "BEH", start - datetime.timedelta(days=1 + dice.below(30)), "yes"
    if dice.chance(8):  # not on the card of this round
        yield person, "ATTI" if cohort == "ROUND1" else "ESOL", day, "yes"
    if start < datetime.date(2012, 6, 15) and dice.chance(70):  # beyond the window of 42 months
        yield person, "EMP26", LAST_DAY, "yes"


def write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    dice = Dice(SEED)
    people = list(participants(dice))
    claims = [claim for person in people for claim in claims_of(dice, *person)]
    claims.sort(key=lambda claim: (claim[2], claim[0], claim[1]))
    write(folder / "participants.csv", ["person", "round", "start_date"], people)
    write(folder / "claims.csv", ["person", "code", "achieved_date", "verified"], claims)
    print(f"{len(people)} people, {len(claims)} claims, seed {SEED}")


if __name__ == "__main__":
    main()

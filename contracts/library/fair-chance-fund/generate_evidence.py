#!/usr/bin/env python3
"""Writes evidence/*.csv: made-up people of the Fair Chance Fund, and the counts published for Ambition (The Y).

Nobody in it exists. The claims that count come to the published counts of 21 outcomes, and so to the
published £3,155,150 at the full card; some further claims don't count, because their evidence is
missing, they repeat another, or come before the referral. The same seed gives the same files
everywhere: only random() of a seeded generator is used.

Usage: generate_evidence.py [FOLDER]; without FOLDER the folder evidence/ beside this file."""
import csv
import datetime
import random
import sys
from pathlib import Path

SEED = 20150101
COUNTS = [("ASS1", 406), ("ASS2", 351), ("ASS3", 302), ("HOME", 370), ("HOME3", 328), ("HOME6", 288),
          ("HOME12", 235), ("HOME18", 201), ("LEARN", 152), ("ENTRY", 46), ("LEV1", 35), ("LEV2", 5),
          ("WORK", 141), ("PART13", 21), ("PART26", 6), ("FULL13", 68), ("FULL26", 46), ("VOL6", 92),
          ("VOL13", 59), ("VOL20", 38), ("VOL26", 23)]
# A later step is reached by some of those who reached the one before; days from the one before.
AFTER = {"ASS2": ("ASS1", 150), "ASS3": ("ASS2", 170), "HOME3": ("HOME", 92), "HOME6": ("HOME3", 92),
         "HOME12": ("HOME6", 184), "HOME18": ("HOME12", 184), "ENTRY": ("LEARN", 90), "LEV1": ("LEARN", 160),
         "LEV2": ("LEV1", 240), "PART13": ("WORK", 91), "PART26": ("PART13", 91), "FULL13": ("WORK", 91),
         "FULL26": ("FULL13", 91), "VOL13": ("VOL6", 49), "VOL20": ("VOL13", 49), "VOL26": ("VOL20", 42)}
FIRST = {"ASS1": 0, "HOME": 12, "LEARN": 60, "WORK": 90, "VOL6": 75}  # days from referral
LAST = datetime.date(2017, 12, 22)


def shuffled(dice, items):
    """Fisher and Yates, from random() alone."""
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        k = int(dice() * (i + 1))
        items[i], items[k] = items[k], items[i]
    return items


def people(dice):
    start = datetime.date(2015, 1, 12)
    for n in range(1, COUNTS[0][1] + 1):
        yield f"SYN-{n:03}", start + datetime.timedelta(days=int(dice() * 340))


def achieved(dice, referred):
    """{code: {person: date}}: as many people as published, each step among those of the step before."""
    reached = {}
    for code, count in COUNTS:
        before = AFTER.get(code)
        among = reached[before[0]] if before else referred
        wait = before[1] if before else FIRST[code]
        chosen = sorted(shuffled(dice, sorted(among))[:count])
        reached[code] = {p: min(among[p] + datetime.timedelta(days=wait + int(dice() * 25)), LAST)
                         for p in chosen}
    return reached


def not_counting(dice, referred, reached):
    """Claims without evidence, claims that repeat another, claims dated before the referral."""
    for code, _ in COUNTS:
        for person, day in sorted(reached[code].items()):
            luck = dice() * 100
            if luck < 1.5:
                yield person, code, min(day + datetime.timedelta(days=7), LAST), "yes"
            elif luck < 3:
                yield person, code, day, "no"
            elif luck < 3.3:
                yield person, code, referred[person] - datetime.timedelta(days=9), "yes"


def write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED).random
    referred = dict(people(dice))
    reached = achieved(dice, referred)
    claims = [(p, code, day, "yes") for code, _ in COUNTS for p, day in reached[code].items()]
    claims += not_counting(dice, referred, reached)
    claims.sort(key=lambda claim: (claim[2], claim[0], claim[1], claim[3]))
    write(folder / "people.csv", ["person", "referred_date"], referred.items())
    write(folder / "claims.csv", ["person", "code", "achieved_date", "evidenced"], claims)
    write(folder / "published_counts.csv", ["code", "times"], COUNTS)
    print(f"{len(referred)} people, {len(claims)} claims, seed {SEED}")


if __name__ == "__main__":
    main()

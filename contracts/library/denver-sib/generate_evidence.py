#!/usr/bin/env python3
"""Writes evidence/residents.csv and evidence/stays.csv: made-up people in supportive housing in Denver.

Nobody in it exists. The days that count come to the published sums: 258,858 in the first four periods
and 41,070 in the fifth (and 67,855 in the first two). Some people gave up their lease within a year;
their days don't count. The same seed gives the same files everywhere: only random() of a seeded
generator is used.

Usage: generate_evidence.py [FOLDER]; without FOLDER the folder evidence/ beside this file."""
import csv
import datetime
import random
import sys
from pathlib import Path

SEED = 20160101
PEOPLE = 300
Date = datetime.date
PERIODS = [("P1", Date(2017, 12, 31)), ("P2", Date(2018, 6, 30)), ("P3", Date(2019, 6, 30)),
           ("P4", Date(2020, 6, 30)), ("P5", Date(2020, 12, 31))]
WANTED = {"P1": 34855, "P2": 33000, "P3": 98000, "P4": 93003, "P5": 41070}
DAY = datetime.timedelta(days=1)


def a_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def residents(dice):
    """Most keep their lease for years; every ninth gives it up within one."""
    for n in range(1, PEOPLE + 1):
        start = Date(2016, 4, 15) + DAY * int(dice() * 950)
        kept = dice() * 9 >= 1
        days = 900 + int(dice() * 2200) if kept else 40 + int(dice() * 300)
        until = start + DAY * days
        yield f"SYN-{n:03}", start, until if until < PERIODS[-1][1] else None


def claimed(start, until):
    """(period, first day, last day): days before a year is complete wait for the period in which it is."""
    first = start
    for name, ends in PERIODS:
        last = min(ends, until or ends)
        if last < first or a_year_after(start) > ends:
            continue
        yield name, first, last
        first = ends + DAY


def stays(dice, people):
    rows = []
    for person, start, until in people:
        for period, first, last in claimed(start, until):
            length = (last - first).days + 1
            jail = int(dice() * length / 9) if dice() < 0.45 else 0
            rows.append([person, period, first, last, jail])
    return rows


def counts(people, row):
    start, until = next((s, u) for p, s, u in people if p == row[0])
    return until is None or a_year_after(start) <= until


def settle(people, rows):
    """Spreads what is missing to the wanted sums over nights in jail, a few at a time."""
    for period, wanted in WANTED.items():
        own = [row for row in rows if row[1] == period and counts(people, row)]
        days = sum((row[3] - row[2]).days + 1 - row[4] for row in own)
        while days != wanted:
            for row in own:
                length = (row[3] - row[2]).days + 1
                if days > wanted and row[4] < length:
                    row[4], days = row[4] + 1, days - 1
                elif days < wanted and row[4] > 0:
                    row[4], days = row[4] - 1, days + 1
                if days == wanted:
                    break
            else:
                if days < wanted and all(row[4] == 0 for row in own):
                    sys.exit(f"{period}: {wanted - days} days short; more people are needed")


def write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED).random
    people = list(residents(dice))
    rows = stays(dice, people)
    settle(people, rows)
    rows.sort(key=lambda row: (row[2], row[0], row[1]))
    write(folder / "residents.csv", ["resident", "lease_from", "lease_until"], people)
    write(folder / "stays.csv", ["resident", "period", "from_day", "to_day", "nights_in_jail"], rows)
    write(folder / "periods.csv", ["period", "ends"], PERIODS)
    write(folder / "jail.csv", ["housed_people", "housed_days", "control_people", "control_days"],
          [[363, 22506, 361, 36100]])
    print(f"{len(people)} residents, {len(rows)} stays, seed {SEED}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes evidence/*.csv: 21 made-up probation companies and their four quarterly cohorts of 2019/20.

No company in it exists. How many have fewer or more reoffenders than in 2011, beyond chance, comes out
as the Ministry of Justice published it for January to March 2020 and for the year: 20, none, and 21.
The same seed gives the same files everywhere: only random() of a seeded generator is used.

Usage: generate_evidence.py [FOLDER]; without FOLDER the folder evidence/ beside this file."""
import csv
import random
import sys
from pathlib import Path

SEED = 20200331
COMPANIES = 21
QUARTERS = [("Q2019_2", "2019-04-01"), ("Q2019_3", "2019-07-01"), ("Q2019_4", "2019-10-01"),
            ("Q2020_1", "2020-01-01")]
MIDDLING = 8  # the company inside its interval in January to March 2020
WORSE = 15  # the company above its interval in April to June 2019


def below(dice, low, high):
    return low + int(dice() * (high - low))


def company(dice, n):
    rate = below(dice, 4500, 5200)
    width = below(dice, 90, 160)
    name = f"CRC{n:02}"
    return name, rate, rate - width, rate + width, rate + below(dice, -60, 60), below(dice, 400, 480)


def wanted_rate(dice, n, quarter, rate, low, high):
    """Hundredths of a percent the adjusted rate should be about."""
    if n == WORSE and quarter == QUARTERS[0][0]:
        return high + 60
    if n == MIDDLING and quarter == QUARTERS[-1][0]:
        return rate - 20
    return low - below(dice, 90, 500)


def cohort(dice, n, quarter, of):
    _, rate, low, high, base_predicted, frequency = of
    offenders = below(dice, 900, 2300)
    predicted_rate = base_predicted + below(dice, -150, 150)
    observed = wanted_rate(dice, n, quarter, rate, low, high) + predicted_rate - base_predicted
    reoffenders = offenders * observed // 10000
    offences = reoffenders * (frequency + below(dice, -45, 30)) // 100
    return offenders, reoffenders, offences, decimal(offenders * predicted_rate // 100)


def decimal(hundredths):
    return f"{hundredths // 100}.{hundredths % 100:02}"


def write(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows(rows)


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "evidence"
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(SEED).random
    companies = [company(dice, n) for n in range(1, COMPANIES + 1)]
    cohorts = []
    for n, of in enumerate(companies, start=1):
        for quarter, _ in QUARTERS:
            cohorts.append((f"{of[0]}-{quarter}", f"{of[0]}-2019/20", quarter, *cohort(dice, n, quarter, of)))
    write(folder / "companies.csv", ["company", "baseline_rate", "baseline_low", "baseline_high",
                                     "baseline_predicted", "baseline_offences"],
          [(name, *(decimal(x) + "%" for x in rates), decimal(offences))
           for name, *rates, offences in companies])
    write(folder / "quarters.csv", ["quarter", "begins"], QUARTERS)
    write(folder / "year_cohorts.csv", ["year_cohort", "company"],
          [(f"{of[0]}-2019/20", of[0]) for of in companies])
    write(folder / "quarter_cohorts.csv", ["quarter_cohort", "year_cohort", "quarter", "offenders",
                                           "reoffenders", "offences", "predicted"], cohorts)
    print(f"{len(companies)} companies, {len(cohorts)} quarterly cohorts, seed {SEED}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Makes the people of samples/reoffending: nobody is real, and the same seed makes the same bytes anywhere.

usage: make_cohort.py [FOLDER]

Released people of four quarters: 320 who went through the gate with Northgate Mentors, 3,600 who did not. Whether
somebody is referred depends on what is known of them (younger, with more behind them); whether somebody reoffends
depends on the same, which is why the two groups must be made alike before they are compared. Mentoring takes 0.55
off the log odds: the truth that only the maker of a sample can know. The general level is that of the published
adult rates of the same quarters (see published/moj_rates.csv)."""
import math
import random
import sys
from pathlib import Path

SEED = 20240917
QUARTERS = ["2013-01-01", "2013-04-01", "2013-07-01", "2013-10-01"]
OFFENCES = ["drugs", "other", "theft", "violence"]
EFFECT = -0.55


def share(log_odds):
    return 1 / (1 + math.exp(-log_odds))


def person(draw):
    """What is known of somebody on the day of release."""
    age = 18 + int(42 * draw() ** 1.6)
    sex = "female" if draw() < 0.14 else "male"
    offence = OFFENCES[min(3, int(draw() * 2.2) + (2 if draw() < 0.45 else 0))]
    previous = int(-6.5 * math.log(1 - draw()) * (1.25 if offence == "theft" else 1))
    housed = 1 if draw() < 0.62 else 0
    quarter = QUARTERS[int(draw() * 4)]
    return {"age": age, "sex": sex, "offence": offence, "previous": min(previous, 60), "housed": housed, "quarter": quarter}


def referred(one):
    return share(-2.2 - 0.035 * (one["age"] - 33) + 0.055 * (one["previous"] - 8) - 0.5 * one["housed"]
                 + (0.4 if one["offence"] == "theft" else 0))


def returns(one, mentored):
    return share(-0.62 - 0.03 * (one["age"] - 33) + 0.075 * (one["previous"] - 8) - 0.45 * one["housed"]
                 + (0.45 if one["offence"] == "theft" else 0) - (0.25 if one["sex"] == "female" else 0)
                 + (EFFECT if mentored else 0))


def people():
    draw = random.Random(SEED).random  # its first draws are the same on every version and machine
    taken, others = [], []
    while len(taken) < 320 or len(others) < 3600:
        one = person(draw)
        mentored = draw() < referred(one)
        one["reoffended"] = 1 if draw() < returns(one, mentored) else 0
        if mentored and len(taken) < 320:
            taken.append(one)
        elif not mentored and len(others) < 3600:
            others.append(one)
    for number, one in enumerate(taken + others, 1):
        one["person"] = f"P{number:04d}"
        one["mentored"] = 1 if number <= len(taken) else 0
        yield one


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    columns = ["person", "mentored", "quarter", "age", "sex", "offence", "previous", "housed", "reoffended"]
    everybody = list(people())
    for name, rows in {"people.csv": everybody, "cohort.csv": [one for one in everybody if one["mentored"]]}.items():
        with open(folder / name, "w", encoding="utf-8", newline="\n") as out:
            out.write(",".join(columns) + "\n")
            out.writelines(",".join(str(one[c]) for c in columns) + "\n" for one in rows)


if __name__ == "__main__":
    main()

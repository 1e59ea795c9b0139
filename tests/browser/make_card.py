#!/usr/bin/env python3
"""A rate card and made-up evidence of any number of people, two outcomes each: the load of the page's measurements.

  make_card.py FOLDER PEOPLE      (no clock and no chance: the same bytes every time)"""
import datetime
import sys
from pathlib import Path

CONTRACT = Path(__file__).resolve().parent.parent / "bench" / "rate_card.contract"
CODES = ["BEH", "ATT", "L1", "EMP13", "EMP26"]


def main():
    folder, people = Path(sys.argv[1]), int(sys.argv[2])
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "card.contract").write_bytes(CONTRACT.read_bytes())
    first = datetime.date(2012, 4, 1)
    participants, claims = ["person,start_date"], ["person,code,achieved_date,verified"]
    for n in range(people):
        start = first + datetime.timedelta(days=n * 7919 % 900)
        participants.append(f"P{n:06d},{start}")
        for k in range(2):
            mixed = (n * 2 + k) * 2654435761 % 2**32
            day = start + datetime.timedelta(days=40 + mixed % 1400)
            claims.append(f"P{n:06d},{CODES[(mixed >> 8) % len(CODES)]},{day},{'no' if mixed % 13 == 0 else 'yes'}")
    (folder / "evidence" / "participants.csv").write_text("\n".join(participants) + "\n", encoding="utf-8")
    (folder / "evidence" / "claims.csv").write_text("\n".join(claims) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

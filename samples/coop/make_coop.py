#!/usr/bin/env python3
"""Writes the files of this sample: four charities' records of made-up people, what they claim, and the truth.

Nobody in it exists. The same seed gives the same files everywhere: only random() of a seeded generator is used.

  make_coop.py [FOLDER]            the files of this sample, in FOLDER or beside this program
  make_coop.py FOLDER --own-headers   one member's file as its own system writes it: other headings, other dates
  make_coop.py FOLDER --with-truth    people.csv with the column person_truth, for `outturn link --truth person_truth`

people.csv of a member holds only records whose person agreed to sharing; consent.csv says who agreed and when."""
import argparse
import csv
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import outcomes  # noqa: E402
import records  # noqa: E402
import town  # noqa: E402

SEED = 20230401
OWN = {"id": "Client Ref", "forename": "First Name(s)", "surname": "Family Name", "dob": "D.O.B.",
       "postcode": "Post Code", "nino": "NI Number", "nhs_number": "NHS No", "email": "E-mail Address",
       "phone": "Telephone", "sex": "Gender"}
OWN_HEADERS_OF = "ropewalk_works"


def write(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows(rows)


def day_first(date):
    return "/".join(reversed(date.split("-")))


def write_people(path, shared, own_headers, with_truth):
    columns = list(records.COLUMNS) + ["person_truth"] * with_truth
    rows = []
    for record in shared:
        cells = dict(record.cells, person_truth=record.person.key)
        if own_headers:
            cells["dob"] = day_first(cells["dob"])
        rows.append([cells[column] for column in columns])
    write(path, [OWN.get(column, column) for column in columns] if own_headers else columns, rows)


def write_member(folder, member, kept, claimed, options):
    own = [record for record in kept if record.member is member]
    shared = [record for record in own if record.consent == "yes"]
    place = folder / "members" / member.folder
    write_people(place / "people.csv", shared, options.own_headers and member.folder == OWN_HEADERS_OF,
                 options.with_truth)
    write(place / "consent.csv", ["id", "consent", "recorded_on"],
          ([record.id, record.consent, record.consent_on] for record in own))
    write(place / "events.csv", outcomes.COLUMNS,
          (c.cells.values() for c in claimed if c.record.member is member))


def write_unlinked(folder, shared):
    """The folder `outturn link` would write if every record were a person of its own: what comes of not linking."""
    write(folder / "people.csv", ["record", "person", "dataset", "probability"],
          ([record.id, record.id, record.member.folder, ""] for record in shared))
    write(folder / "persons.csv", ["person", "records", "datasets", "probability"],
          ([record.id, 1, 1, ""] for record in shared))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    options.add_argument("--own-headers", action="store_true")
    options.add_argument("--with-truth", action="store_true")
    options = options.parse_args()

    dice = town.Dice(random.Random(SEED).random)
    kept = records.records(dice, town.people(dice))
    claimed = outcomes.claims(dice, kept)
    shared = [record for record in kept if record.consent == "yes"]
    for member in records.MEMBERS:
        write_member(options.folder, member, kept, claimed, options)
    write(options.folder / "claims" / "events.csv", outcomes.COLUMNS, (c.cells.values() for c in claimed))
    write(options.folder / "claims" / "members.csv", ["member", "name"],
          ([member.folder, member.name] for member in records.MEMBERS))
    write(options.folder / "truth.csv", ["record", "person"],
          ([record.id, record.person.key] for record in shared))
    write_unlinked(options.folder / "unlinked", shared)


if __name__ == "__main__":
    main()

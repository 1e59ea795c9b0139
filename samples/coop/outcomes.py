"""What happened to the people, and which member claims it: often two for one and the same job, and on days that differ.

An outcome belongs to a person. Any member that has the person on file may hear of it and claim it; none knows what the
others claim. Records that may not be shared claim nothing here."""
import datetime
from dataclasses import dataclass

from town import DAY

Date = datetime.date
COLUMNS = ["event", "record", "kind", "happened", "claimed_on", "evidenced", "evidence"]
LAST_CLAIM = Date(2026, 3, 31)
PAPERS = {"PLAN": "signed plan", "JOB": "payslip", "KEPT": "employer letter", "HOME": "landlord letter",
          "SKILL": "certificate"}
# How likely each member is to hear of an outcome of somebody it has on file.
HEARS = {"HH": {"PLAN": 0.45, "JOB": 0.30, "KEPT": 0.25, "HOME": 0.85, "SKILL": 0.05},
         "OD": {"PLAN": 0.55, "JOB": 0.35, "KEPT": 0.20, "HOME": 0.35, "SKILL": 0.10},
         "RW": {"PLAN": 0.65, "JOB": 0.80, "KEPT": 0.70, "HOME": 0.10, "SKILL": 0.55},
         "TW": {"PLAN": 0.40, "JOB": 0.25, "KEPT": 0.15, "HOME": 0.15, "SKILL": 0.20}}


@dataclass
class Claim:
    record: object
    kind: str
    happened: Date
    claimed_on: Date
    evidenced: bool
    cells: dict = None


def outcomes(dice, first):
    """(kind, day) of a person who first came on the day `first`. The plan is made anew at each member."""
    if dice.chance(0.42):
        job = first + DAY * dice.whole(30, 600)
        yield "JOB", job
        if dice.chance(0.62):
            yield "KEPT", job + DAY * dice.whole(186, 215)
    if dice.chance(0.38):
        yield "HOME", first + DAY * dice.whole(366, 560)
    if dice.chance(0.22):
        yield "SKILL", first + DAY * dice.whole(40, 400)


def claim(dice, record, kind, happened):
    claimed_on = happened + DAY * dice.whole(3, 75)
    evidenced = dice.chance(0.94)
    return Claim(record, kind, happened, claimed_on, evidenced) if claimed_on <= LAST_CLAIM else None


def claims(dice, records):
    """All claims by member and day, which gives them their ids."""
    of_person = {}
    for record in records:
        of_person.setdefault(record.person.key, []).append(record)
    found = []
    for _, own in sorted(of_person.items()):
        happened = list(outcomes(dice, min(record.registered for record in own)))
        for record in own:
            hears = HEARS[record.member.prefix]
            mine = [("PLAN", record.registered + DAY * dice.whole(0, 28))] if dice.chance(hears["PLAN"]) else []
            mine += [(kind, day + DAY * dice.by_share([(0, 0.7), (dice.whole(1, 5), 0.3)])) for kind, day in happened
                     if day > record.registered and dice.chance(hears[kind])]
            found += [claim(dice, record, kind, day) for kind, day in mine]
    found = [c for c in found if c and c.record.consent == "yes"]
    found.sort(key=lambda c: (c.record.member.prefix, c.claimed_on, c.record.id, c.kind))
    number = {}
    for c in found:
        prefix = c.record.member.prefix
        number[prefix] = number.get(prefix, 0) + 1
        c.cells = {"event": f"{prefix}-E{number[prefix]:04}", "record": c.record.id, "kind": c.kind,
                   "happened": c.happened.isoformat(), "claimed_on": c.claimed_on.isoformat(),
                   "evidenced": "yes" if c.evidenced else "no",
                   "evidence": f"{PAPERS[c.kind]} {prefix}/{number[prefix]:04}" if c.evidenced else ""}
    return found

"""What the four members write down of a person: the same truth, each in its own way and with its own slips."""
import datetime
from dataclasses import dataclass

from names import SHORT_FORMS
from town import DAY, FIRST_DAY, at

Date = datetime.date
COLUMNS = ["id", "forename", "surname", "dob", "postcode", "nino", "nhs_number", "email", "phone", "sex"]
LAST_REGISTRATION = Date(2025, 9, 30)


@dataclass
class Member:
    folder: str
    name: str
    prefix: str
    share: int     # of 100 who come to any member; whole, so that their sum is the same everywhere
    holds: dict   # how often a column is filled in
    sexes: dict
    capitals: bool = False  # surnames in capitals
    accents: bool = True    # its system can store them


MEMBERS = [
    Member("harbour_housing", "Harbour Housing Trust (invented)", "HH", 27,
           {"nino": 0.55, "nhs_number": 0.10, "email": 0.55,
            "phone": 0.85, "postcode": 0.97, "dob": 0.98, "sex": 0.97},
           {"F": "F", "M": "M"}),
    Member("open_door_advice", "Open Door Advice (invented)", "OD", 30,
           {"nino": 0.35, "nhs_number": 0.05, "email": 0.65,
            "phone": 0.80, "postcode": 0.93, "dob": 0.93, "sex": 0.90},
           {"F": "Female", "M": "Male"}),
    Member("ropewalk_works", "Ropewalk Works (invented)", "RW", 25,
           {"nino": 0.85, "nhs_number": 0.03, "email": 0.75,
            "phone": 0.90, "postcode": 0.96, "dob": 0.99, "sex": 0.95},
           {"F": "f", "M": "m"}, capitals=True),
    Member("tideway_wellbeing", "Tideway Wellbeing (invented)", "TW", 18,
           {"nino": 0.10, "nhs_number": 0.80, "email": 0.60,
            "phone": 0.85, "postcode": 0.97, "dob": 0.99, "sex": 0.98},
           {"F": "2", "M": "1"}, accents=False),
]

NO_ACCENTS = str.maketrans("ąćęłńóśźżäëïöüéèêáàâíìîúùûñçãõøÁÉÍÓŁŹŻŚ", "acelnoszzaeioueeeaaaiiiuuuncaooAEIOLZZS")


@dataclass
class Record:
    member: Member
    person: object
    registered: Date
    cells: dict
    consent: str = "yes"
    consent_on: Date = None

    @property
    def id(self):
        return self.cells["id"]


def typo(dice, word):
    """One slip of the hand: two letters swapped, one doubled, left out or wrong."""
    if len(word) < 3:
        return word
    place = dice.whole(1, len(word) - 2)
    before, letter, after = word[:place], word[place], word[place + 1:]
    return [before + after[0] + letter + after[1:], before + letter + letter + after, before + after,
            before + dice.one_of("abcdefghijklmnoprstuvwy") + after][dice.whole(0, 3)]


def digit_typo(dice, number):
    """Two neighbouring digits swapped, or one that is wrong."""
    places = [n for n, sign in enumerate(number) if sign.isdigit()]
    place = places[dice.whole(0, len(places) - 2)]
    if number[place + 1:place + 2].isdigit() and number[place] != number[place + 1] and dice.chance(0.5):
        return number[:place] + number[place + 1] + number[place] + number[place + 2:]
    return number[:place] + str((int(number[place]) + dice.whole(1, 9)) % 10) + number[place + 1:]


def forename(dice, person):
    name = person.forename
    if name in SHORT_FORMS and dice.chance(0.16):
        return dice.one_of(SHORT_FORMS[name].split())
    if dice.chance(0.01):
        return name[0]
    return typo(dice, name) if dice.chance(0.03) else name


def surname(dice, person, day):
    name = at(person.surnames, day)
    if len(person.surnames) > 1 and dice.chance(0.12):
        name = person.surnames[0][1]  # still known by the name before
    if "-" in name and dice.chance(0.45):
        name = dice.one_of([name.replace("-", " "), name.split("-")[0], name.split("-")[1]])
    if "'" in name and dice.chance(0.4):
        name = dice.one_of([name.replace("'", ""), name.replace("'", " ")])
    return typo(dice, name) if dice.chance(0.035) else name


def born(dice, person):
    """As given, or with what goes wrong with dates: day and month swapped, a wrong digit, 1 January for 'not known'."""
    day, point = person.born, dice.random()
    if point < 0.02 and day.day <= 12:
        return f"{day.year}-{day.day:02}-{day.month:02}"
    if point < 0.035:
        return f"{day.year}-01-01"
    if point < 0.038:
        return "1900-01-01"
    if point < 0.048:
        return (day + DAY * dice.one_of([-1, 1, 10, -10])).isoformat()
    if point < 0.056:
        return f"{day.year + dice.one_of([-10, -1, 1, 10])}-{day.month:02}-{min(day.day, 28):02}"
    return day.isoformat()


def phone(dice, person, day):
    number = at(person.mobiles, day)
    if person.landline and (not number or dice.chance(0.25)) and at(person.homes, day) == person.homes[0][1]:
        number = person.landline
    if number and dice.chance(0.015):
        number = number[:8] + digit_typo(dice, number[8:])  # stays in the range kept free
    way = dice.random()
    if number and way < 0.30:
        return f"{number[:5]} {number[5:]}"
    return "+44" + number[1:] if number and way < 0.42 else number


def email(dice, person):
    address = person.email
    if person.family_email and (not address or dice.chance(0.2)):
        address = person.family_email
    if address and dice.chance(0.015):
        name, domain = address.split("@")
        address = typo(dice, name) + "@" + domain
    return address


def postcode(dice, person, day):
    code = at(person.homes, day)
    if dice.chance(0.015):
        code = digit_typo(dice, code)
    way = dice.random()
    return code.replace(" ", "") if way < 0.08 else code.lower() if way < 0.11 else code


def number(dice, what, spaced):
    """A NINO or NHS number: sometimes with a slip, sometimes in groups."""
    if dice.chance(0.012):
        what = digit_typo(dice, what)
    return spaced(what) if dice.chance(0.3) else what


def written(dice, member, person, day):
    cells = {
        "forename": forename(dice, person),
        "surname": surname(dice, person, day),
        "dob": born(dice, person),
        "postcode": postcode(dice, person, day),
        "nino": number(dice, person.nino, lambda n: f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:8]} {n[8]}"),
        "nhs_number": number(dice, person.nhs_number, lambda n: f"{n[:3]} {n[3:6]} {n[6:]}"),
        "email": email(dice, person),
        "phone": phone(dice, person, day),
        "sex": member.sexes[person.sex],
    }
    if dice.chance(0.015):
        cells["forename"], cells["surname"] = cells["surname"], cells["forename"]
    for column, share in member.holds.items():
        if not dice.chance(share):
            cells[column] = ""
    if not member.accents:
        for column in ("forename", "surname"):
            cells[column] = cells[column].translate(NO_ACCENTS)
    if member.capitals:
        cells["surname"] = cells["surname"].upper()
    return cells


def members_of(dice, how_many):
    """Which members a person comes to, in the order of coming."""
    left, chosen = list(MEMBERS), []
    for _ in range(how_many):
        total = sum(member.share for member in left)
        chosen.append(dice.by_share([(member, member.share / total) for member in left]))
        left.remove(chosen[-1])
    return chosen


def consent(dice, record):
    """Asked when registered; some say no, some take it back later."""
    record.consent_on = record.registered
    point = dice.random()
    if point < 0.035:
        record.consent = "no"
    elif point < 0.045:
        record.consent, record.consent_on = "withdrawn", record.registered + DAY * dice.whole(20, 120)


def records(dice, everyone):
    """Each member's records by day of registration, which gives them their ids."""
    found = []
    for person in everyone:
        day = dice.day(FIRST_DAY, Date(2025, 3, 31))
        many = dice.by_share([(1, 0.36), (2, 0.35), (3, 0.21), (4, 0.08)])
        for member in members_of(dice, many):
            found.append(Record(member, person, day, written(dice, member, person, day)))
            if dice.chance(0.055):  # nobody saw that she was on file
                again = min(day + DAY * dice.whole(20, 400), LAST_REGISTRATION)
                found.append(Record(member, person, again, written(dice, member, person, again)))
            day = min(day + DAY * dice.whole(0, 240), LAST_REGISTRATION)
    found.sort(key=lambda record: (record.member.prefix, record.registered, record.person.key))
    last = {member.prefix: 0 for member in MEMBERS}
    for record in found:
        prefix = record.member.prefix
        last[prefix] += 1
        record.cells["id"] = f"{prefix}-{last[prefix]:04}"
        consent(dice, record)
    return found

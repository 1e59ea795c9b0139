"""The true people of Aldermouth, a town that does not exist: who lives with whom, who moved, who married.

No member ever sees this. What members write down of it is in records.py. Every number lies in a range kept free
for examples, so that none can be a real person's; README.md names the ranges and their sources."""
import datetime
from dataclasses import dataclass, field

from names import COMMUNITIES, names, surnames

Date = datetime.date
DAY = datetime.timedelta(days=1)
PEOPLE = 1200
FIRST_DAY, LAST_DAY = Date(2023, 4, 1), Date(2025, 12, 31)


class Dice:
    """Draws by random() of a seeded generator alone, which gives the same numbers in every version of Python."""

    def __init__(self, random):
        self.random = random

    def chance(self, share):
        return self.random() < share

    def whole(self, low, high):
        """A whole number from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def one_of(self, choices):
        return choices[int(self.random() * len(choices))]

    def common_first(self, choices):
        """Earlier ones more often, as the first of a list of the most common are. A product, since the last digit of
        a power may differ between machines."""
        point = self.random()
        return choices[int(point * point * len(choices))]

    def by_share(self, shares):
        """One of (what, share) by its share; the last takes what rounding leaves."""
        point = self.random()
        for what, share in shares:
            point -= share
            if point < 0:
                return what
        return shares[-1][0]

    def day(self, first, last):
        return first + DAY * self.whole(0, (last - first).days)

    def shuffled(self, things):
        """Fisher and Yates, from the end."""
        things = list(things)
        for n in range(len(things) - 1, 0, -1):
            other = self.whole(0, n)
            things[n], things[other] = things[other], things[n]
        return things


@dataclass
class Person:
    forename: str
    sex: str
    born: Date
    surnames: list  # of (from, what), the earliest first; so are homes and mobiles
    homes: list
    mobiles: list
    landline: str = ""
    email: str = ""
    family_email: str = ""
    nino: str = ""
    nhs_number: str = ""
    key: str = ""  # the truth's name for this person


def at(history, day):
    """What held on a day."""
    return [what for since, what in history if since <= day][-1]


@dataclass
class Household:
    community: str
    surname: str
    home: str
    landline: str = ""
    email: str = ""
    people: list = field(default_factory=list)


def nhs_number(nine):
    """The check digit is 11 less the weighted sum modulo 11; 10 is never used, so such a number is none."""
    check = 11 - sum((10 - n) * int(digit) for n, digit in enumerate(nine)) % 11
    return None if check == 10 else nine + str(check % 11)


class Town:
    def __init__(self, dice):
        self.dice = dice
        self.homes = sorted({self.postcode() for _ in range(260)})
        self.mobile_numbers = dice.shuffled(f"07700900{n:03}" for n in range(1000))
        self.landlines = dice.shuffled(f"01632960{n:03}" for n in range(1000))
        self.used = set()

    def postcode(self):
        """A real area, districts that it does not have, and last letters as Royal Mail uses them (no C I K M O V)."""
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        return (f"HR{self.dice.whole(41, 46)} {self.dice.whole(1, 9)}"
                f"{self.dice.one_of(letters)}{self.dice.one_of(letters)}")

    def unused(self, draw):
        while True:
            what = draw()
            if what and what not in self.used:
                self.used.add(what)
                return what

    def household(self):
        dice = self.dice
        community = dice.by_share([(name, row[0]) for name, row in COMMUNITIES.items()])
        surname = dice.common_first(surnames(community))
        home = Household(community, surname, dice.one_of(self.homes))
        if dice.chance(0.3):
            home.landline = self.landlines.pop()
        if dice.chance(0.2):
            home.email = self.unused(lambda: f"the.{plain(surname)}s{dice.whole(1, 999)}@example.org")
        return home

    def add(self, home, sex, born, forename=None, surname=None):
        dice = self.dice
        taken = [person.forename for person in home.people]
        while forename is None or forename in taken and surname is None:
            forename = dice.common_first(names(home.community, sex))
        person = Person(forename, sex, born, [(Date.min, surname or home.surname)], [(Date.min, home.home)],
                        [(Date.min, "")], home.landline, family_email=home.email)
        if dice.chance(0.72) and self.mobile_numbers:
            person.mobiles = [(Date.min, self.mobile_numbers.pop())]
        if dice.chance(0.62):
            own = f"{plain(forename)}.{plain(person.surnames[0][1])}"
            person.email = self.unused(lambda: f"{own}{dice.whole(1, 99)}@example.{dice.one_of(['org', 'com', 'net'])}")
        person.nino = self.unused(lambda: f"QQ{dice.whole(0, 999999):06}{dice.one_of('ABCD')}")
        person.nhs_number = self.unused(lambda: nhs_number(f"999{dice.whole(0, 999999):06}"))
        home.people.append(person)
        return person

    def born(self, oldest, youngest):
        return self.dice.day(Date(oldest, 1, 1), Date(youngest, 12, 28))

    # Who lives together.

    def single(self, home):
        self.add(home, self.sex(), self.born(1955, 2006))

    def couple(self, home):
        woman = self.add(home, "F", self.born(1955, 2002))
        self.add(home, "M", woman.born + DAY * self.dice.whole(-2500, 2500))

    def parent_and_children(self, home):
        parent = self.add(home, self.sex(), self.born(1956, 1980))
        for n in range(self.dice.whole(1, 2)):
            self.add(home, self.sex(), parent.born + DAY * (7700 + 900 * n + self.dice.whole(0, 800)))

    def twins(self, home):
        """One day of birth, one surname, one home, and often names that begin alike."""
        born, sex = self.born(1970, 2006), self.sex()
        first = self.add(home, sex, born)
        alike = [name for name in names(home.community, sex)
                 if name != first.forename and name[0] == first.forename[0]]
        self.add(home, sex, born, self.dice.one_of(alike) if alike and self.dice.chance(0.5) else None)

    def father_and_son(self, home):
        """The same name and home, a generation apart."""
        father = self.add(home, "M", self.born(1956, 1978))
        self.add(home, "M", father.born + DAY * self.dice.whole(7400, 10000), father.forename, home.surname)

    def flat_share(self, home):
        for _ in range(self.dice.whole(2, 3)):
            surname = self.dice.common_first(surnames(home.community))
            self.add(home, self.sex(), self.born(1985, 2006), surname=surname)

    def sex(self):
        return "F" if self.dice.chance(0.52) else "M"

    # What changes.

    def moves(self, person):
        if self.dice.chance(0.22):
            day = self.dice.day(FIRST_DAY, LAST_DAY)
            person.homes.append((day, self.dice.one_of(self.homes)))
            if self.dice.chance(0.4) and self.mobile_numbers and person.mobiles[0][1]:
                person.mobiles.append((day, self.mobile_numbers.pop()))

    def marries(self, person, community):
        age = (FIRST_DAY - person.born).days // 365
        if person.sex == "F" and 20 <= age <= 45 and self.dice.chance(0.12):
            theirs, own = self.dice.common_first(surnames(community)), person.surnames[0][1]
            married = f"{own}-{theirs}" if self.dice.chance(0.3) and theirs != own else theirs
            person.surnames.append((self.dice.day(FIRST_DAY, LAST_DAY), married))


def plain(name):
    """A name as it stands in an email address."""
    letters = str.maketrans("ąćęłńóśźżäëïöüéèêáàâíìîúùûñçãõøÁÉÍÓŁŹŻŚ", "acelnoszzaeioueeeaaaiiiuuuncaooaeiolzzs")
    return "".join(c for c in name.translate(letters).lower() if "a" <= c <= "z")


def people(dice):
    """All people of the town, in an order that says nothing."""
    town, everyone = Town(dice), []
    kinds = [(town.single, 0.54), (town.couple, 0.16), (town.parent_and_children, 0.16), (town.twins, 0.04),
             (town.father_and_son, 0.03), (town.flat_share, 0.07)]
    while len(everyone) < PEOPLE:
        home = town.household()
        dice.by_share(kinds)(home)
        for person in home.people:
            if dice.chance(0.04) and "-" not in home.surname:
                other = dice.common_first(surnames(home.community))
                if other != home.surname:
                    person.surnames = [(Date.min, f"{person.surnames[0][1]}-{other}")]
            town.moves(person)
            town.marries(person, home.community)
        everyone += home.people
    everyone = dice.shuffled(everyone[:PEOPLE])
    for n, person in enumerate(everyone, 1):
        person.key = f"T{n:04}"
    return everyone

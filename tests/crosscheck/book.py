"""An .xlsx as cells: what a formula is, what is stored beside it, and a copy with every stored result made wrong."""
import re
import xml.parsers.expat
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

FORMULA_CELL = re.compile(rb"<c ([^>]*)>(<f[^>]*>.*?</f>|<f[^>]*/>)<v>(.*?)</v></c>", re.S)
# LibreOffice takes two thirds of its time over print titles (2.4 s against 0.8 s a book of 17 sheets), which no
# cell can see: the copy does without.
PRINT_TITLES = re.compile(rb'<definedName name="_xlnm.Print_Titles"[^>]*>[^<]*</definedName>')
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$")


def same_number(a, b):
    """As near as 15 saved digits and the last bits of a sum allow."""
    return abs(a - b) <= 1e-9 + 5.1e-15 * abs(a)


@dataclass
class Cell:
    formula: str | None
    value: float | str
    text: bool
    style: int


@dataclass
class Book:
    """Cells by sheet and place ("B5"), and the parts that tell of protection, names and hidden things."""
    path: object
    sheets: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)   # sheet -> its state where it has one ("hidden")
    hidden: list = field(default_factory=list)   # "Sheet row 7", "Sheet column 2"
    merged: list = field(default_factory=list)
    unprotected: list = field(default_factory=list)
    names: dict = field(default_factory=dict)
    parts: list = field(default_factory=list)
    part_of: dict = field(default_factory=dict)  # sheet -> its part in the file
    external: list = field(default_factory=list)
    unlocked: set = field(default_factory=set)   # styles whose cells are unlocked

    def __post_init__(self):
        with zipfile.ZipFile(self.path) as archive:
            self.parts = archive.namelist()
            strings = read_strings(archive)
            self.unlocked = read_unlocked(archive)
            self.external = read_external(archive)
            for name, state, part in self.read_sheets(archive):
                if state:
                    self.states[name] = state
                self.part_of[name] = part
                self.sheets[name] = self.read_cells(name, archive.read(part), strings)

    def read_sheets(self, archive):
        related = {}
        for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            related[one.get("Id")] = one.get("Target")
        tree = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        for one in tree.iter(MAIN + "definedName"):
            self.names[one.get("name")] = one.text or ""
        for one in tree.iter(MAIN + "sheet"):
            target = related[one.get(RELATED)].lstrip("/")
            yield one.get("name"), one.get("state"), target if target.startswith("xl/") else "xl/" + target

    def read_cells(self, name, data, strings):
        """By expat: ten times faster than a tree where it matters, in the long books."""
        cells = {}
        at = {"place": "", "kind": "n", "style": 0, "formula": None, "value": None, "words": None, "into": None}
        protected = False

        def begin(tag, given):
            nonlocal protected
            if tag == "c":
                at.update(place=given["r"], kind=given.get("t", "n"), style=int(given.get("s", 0)), formula=None,
                          value=None, into=None)
            elif tag == "f":
                at.update(formula="", into="formula")
            elif tag == "v" or (tag == "t" and at["kind"] == "inlineStr"):
                at.update(value=at["value"] or "", into="value")
            elif tag == "sheetProtection":
                protected = given.get("sheet") in ("1", "true")
            elif tag == "mergeCell":
                self.merged.append(f"{name}!{given['ref']}")
            elif tag in ("row", "col") and given.get("hidden") in ("1", "true"):
                self.hidden.append(f"{name} {tag} {given.get('r') or given.get('min')}")

        def end(tag):
            if tag == "c" and at["value"] is not None:
                cells[at["place"]] = made_cell(at, strings)
            at["into"] = None

        def words(some):
            if at["into"]:
                at[at["into"]] += some

        reader = xml.parsers.expat.ParserCreate()
        reader.buffer_text = True
        reader.StartElementHandler = begin
        reader.EndElementHandler = end
        reader.CharacterDataHandler = words
        reader.Parse(data, True)
        if not protected:
            self.unprotected.append(name)
        return cells

    def formula_count(self):
        return sum(1 for cells in self.sheets.values() for cell in cells.values() if cell.formula is not None)


def made_cell(at, strings):
    kind, value = at["kind"], at["value"]
    if kind == "s":
        return Cell(at["formula"], strings[int(value)], True, at["style"])
    if kind in ("str", "inlineStr"):
        return Cell(at["formula"], value, True, at["style"])
    if kind in ("e", "b"):
        return Cell(at["formula"], ("error " if kind == "e" else "boolean ") + value, True, at["style"])
    return Cell(at["formula"], float(value or 0), False, at["style"])


def read_strings(archive):
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    tree = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in one.iter(MAIN + "t")) for one in tree.iter(MAIN + "si")]


def read_unlocked(archive):
    tree = ElementTree.fromstring(archive.read("xl/styles.xml"))
    unlocked = set()
    formats = tree.find(MAIN + "cellXfs")
    for number, one in enumerate(formats if formats is not None else []):
        protection = one.find(MAIN + "protection")
        if protection is not None and protection.get("locked") in ("0", "false"):
            unlocked.add(number)
    return unlocked


def read_external(archive):
    """Relationships that point out of the file, links a person may click included."""
    found = []
    for part in archive.namelist():
        if part.endswith(".rels"):
            for one in ElementTree.fromstring(archive.read(part)):
                if one.get("TargetMode") == "External":
                    found.append(one.get("Target"))
    return found


def poison(path, copy):
    """Writes a copy in which every stored result of a formula is another."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in source.infolist():
            data = source.read(part)
            if SHEET_PART.match(part.filename):
                data = FORMULA_CELL.sub(wrong, data)
            elif part.filename == "xl/workbook.xml":
                data = PRINT_TITLES.sub(b"", data).replace(b"<definedNames></definedNames>", b"")
            target.writestr(part.filename, data)


def wrong(cell):
    attributes, formula, value = cell.groups()
    if b't="str"' in attributes:
        stored = b"wrong " + value
    else:
        stored = repr(-(abs(float(value)) + 12345.678)).encode()
    return b"<c " + attributes + b">" + formula + b"<v>" + stored + b"</v></c>"


def cell_in_row(book, sheet, heading, key):
    """(sheet, place) of a cell by the heading of its column, in row 4, and what stands left in its row."""
    cells = book.sheets[sheet]
    columns = [place.rstrip("0123456789") for place, cell in cells.items()
               if re.fullmatch(r"[A-Z]+4", place) and cell.value == heading]
    rows = [re.sub(r"[A-Z]+", "", place) for place, cell in cells.items() if re.match(r"[AB]\d", place) and cell.value == key]
    if len(columns) != 1 or len(rows) != 1:
        raise ValueError(f"{sheet} has {len(columns)} columns \"{heading}\" and {len(rows)} rows \"{key}\"")
    return sheet, columns[0] + rows[0]


def type_into(path, copy, numbers):
    """Writes a copy with other numbers in cells that people may type into: {(sheet, place): number}."""
    book = Book(path)
    by_part = {}
    for (sheet, place), number in numbers.items():
        cell = book.sheets[sheet][place]
        if cell.formula is not None or cell.text or cell.style not in book.unlocked:
            raise ValueError(f"{sheet}!{place} is no number that people may change")
        by_part.setdefault(book.part_of[sheet], {})[place] = number
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in source.infolist():
            data = source.read(part)
            for place, number in by_part.get(part.filename, {}).items():
                cell = re.compile(rb'(<c r="%b"[^>]*><v>)[^<]*(</v></c>)' % place.encode())
                data, changed = cell.subn(lambda old, n=number: old.group(1) + repr(n).encode() + old.group(2), data)
                if changed != 1:
                    raise ValueError(f"{place} stands {changed} times in {part.filename}")
            target.writestr(part.filename, data)

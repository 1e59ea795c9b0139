"""Laws of the workbook that its XML shows (docs/workbook.md): what a formula may be, and where a number may stand."""
import re

# Functions that every Excel since 2010, LibreOffice and Gnumeric give the same results for. Our own list.
FUNCTIONS = set("""ABS AND CHOOSE CONCATENATE COUNT COUNTA DATEDIF EDATE EOMONTH EXP HYPERLINK IF INDEX INT ISNUMBER MATCH MAX MIN MOD
MONTH NOT OR ROUND ROUNDDOWN ROUNDUP ROWS SQRT SUM SUMIF SUMPRODUCT TEXT WEEKDAY YEAR""".split())
VOLATILE = set("NOW TODAY RAND RANDBETWEEN OFFSET INDIRECT INFO CELL".split())
# Sheets on which each row has its own formula; all others hold one formula a column from row 5 down.
LISTS = re.compile(r"(Cover|Contents|Inputs|Assumptions|Working|Payments|Checks|Audit|Rejects|Notes|History|Linkage|Baseline|Balance|Effect|Savings|Simulation|Approaches)( \d+)?$")
READERS = re.compile(r"(Cover|Contents|Checks)$")  # may look to their right
LATER_PART = re.compile(r" part ([2-9]|\d\d+)$")
LONGEST = 200
LONGEST_IN_PARTS = 400  # of a frame longer than a sheet, a link must say which part it means
FIRST_ROW = 5
PEOPLE = re.compile(r"Comparison( \d+)?$")  # has the coefficients and the groups' means above its rows
FIRST_ROW_OF_PEOPLE = 13  # the first person, in row 12, has nobody above to go on adding from
UNIT_NUMBERS = {"0", "1", "2", "3", "4", "7", "9", "12", "100", "365"}  # 9 and 3 are Byar's

QUOTED = re.compile(r'"[^"]*"')
CALL = re.compile(r"([A-Z][A-Z0-9.]*)\(")
REFERENCE = re.compile(r"(?:(?:'((?:[^']|'')+)'|([A-Za-z_][\w.]*))!)?\$?([A-Z]{1,3})(\$?)(\d+)(?![\w(])")
NUMBER = re.compile(r"(?<![\w.$!])\d+(?:\.\d+)?(?![\w.!])")
ROUND_DIGITS = re.compile(r",\d+\)")
PLACE = re.compile(r"([A-Z]+)(\d+)$")


def shape(formula, row):
    """The formula with rows told relative to its own."""
    def relative(found):
        if found.group(4):
            return found.group(0)
        head = found.group(0)[:found.end(3) - found.start(0)]
        return f"{head}[{int(found.group(5)) - row}]"
    return REFERENCE.sub(relative, formula)


def numbers_in(formula):
    """Numbers written into a formula, digits of roundings left out."""
    bare = REFERENCE.sub("A", QUOTED.sub('""', formula))
    return {number for number in NUMBER.findall(ROUND_DIGITS.sub(")", bare))
            if number not in UNIT_NUMBERS and not re.fullmatch(r"10+", number)}


def formula_faults(formula, longest):
    bare = QUOTED.sub('""', formula)
    for function in CALL.findall(bare):
        if function in VOLATILE:
            yield f"volatile {function}"
        elif function not in FUNCTIONS:
            yield f"{function} is not on the list of functions"
    if len(formula) > longest:
        yield f"{len(formula)} characters"
    if "[" in bare or "|" in bare or "#REF" in bare:
        yield "an external or broken reference"
    for number in sorted(numbers_in(formula)):
        yield f"the number {number} inside a formula"


def looks_right(formula, sheet, order):
    """A sheet named in the formula that stands right of its own."""
    for found in REFERENCE.finditer(QUOTED.sub('""', formula)):
        name = (found.group(1) or found.group(2) or "").replace("''", "'")
        if name and order.get(name, -1) > order[sheet]:
            return name
    return None


def sheet_faults(book, sheet, order):
    rows_alike = not LISTS.match(sheet)
    in_parts = any(LATER_PART.search(name) for name in order)
    first_row = FIRST_ROW_OF_PEOPLE if PEOPLE.match(sheet) else FIRST_ROW
    shapes = {}
    for place, cell in book.sheets[sheet].items():
        column, row = PLACE.match(place).groups()
        row = int(row)
        if cell.formula is None:
            if not cell.text and cell.style not in book.unlocked:
                yield f"{sheet}!{place}: the number {cell.value!r} in a locked cell"
            if rows_alike and column in shapes and row >= first_row:
                yield f"{sheet}!{place}: a constant among formulas"
            continue
        if cell.style in book.unlocked:
            yield f"{sheet}!{place}: a formula in an unlocked cell"
        if cell.text and str(cell.value).startswith(("error ", "boolean ")):
            yield f"{sheet}!{place}: {cell.value}"
        if rows_alike and row >= first_row and not (row == first_row and LATER_PART.search(sheet)):
            made = shape(cell.formula, row)
            if column in shapes and shapes[column] == made:
                continue  # as the row above, which has been looked at
            if column in shapes:
                yield f"{sheet}!{place}: another formula than the rows above: ={cell.formula}"
            shapes[column] = made
        for fault in formula_faults(cell.formula, LONGEST_IN_PARTS if in_parts else LONGEST):
            yield f"{sheet}!{place}: {fault}: ={cell.formula}"
        if not READERS.match(sheet):
            right = looks_right(cell.formula, sheet, order)
            if right:
                yield f"{sheet}!{place} looks to its right, at {right}"


def broken(book, most=12):
    """What is against a law, one line each."""
    order = {name: number for number, name in enumerate(book.sheets)}
    found = [f"{sheet} is {state}" for sheet, state in book.states.items()]
    found += [f"hidden: {one}" for one in book.hidden]
    found += [f"merged cells: {one}" for one in book.merged]
    found += [f"{sheet} is not protected" for sheet in book.unprotected]
    found += [f"a link out of the file: {target}" for target in book.external]
    found += [f"the part {part}" for part in book.parts
              if "externalLink" in part or "vbaProject" in part or "embeddings" in part or "connections" in part]
    for sheet in book.sheets:
        found += sheet_faults(book, sheet, order)
    return found[:most] + ([f"... {len(found) - most} more"] if len(found) > most else [])

#!/usr/bin/env python3
"""The rules of the house, checked by reading the tree: who may include whom, no clock, no floating
point where money is, small files, clean text. One line for each rule, the offenders under it, and a count.

Usage: house_test.py [ROOT]; without ROOT the repository this file stands in."""
import re
import sys
from pathlib import Path

SOURCE_FOLDERS = ("engine", "contracts", "reports", "adapters")
BROWSER_FOLDERS = ("engine/", "contracts/", "reports/", "adapters/tables/")
LONG, TOO_LONG = 300, 500

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
MODULE = re.compile(r"outturn_module\(\s*([\w/]+)([^)]*)\)")

# Which folders may include a third-party header (by how it begins); everywhere else it is refused.
CORNERS = {
    "boost/": ("engine/values/", "engine/calc/", "engine/linkage/people/", "engine/comparison/"),
    "Eigen/": ("engine/comparison/",),
    "xlsxwriter": ("reports/workbook/",),
    "orcus/": ("adapters/workbooks/",),
    "utf8proc": ("engine/linkage/standardise/",),
    "openssl/": ("adapters/digest/", "adapters/sealed/"),
    "CLI/": ("adapters/command/",),
    "nlohmann/": ("reports/pack/", "reports/returned/", "adapters/"),
    "Poco/": ("adapters/fetch/",),
    "sqlite3": ("adapters/store/",),
}
# What the browser build has no use for, or what clang 14 cannot compile (ranges).
NOT_IN_THE_BROWSER = ("thread", "mutex", "shared_mutex", "condition_variable", "future", "stop_token",
                      "filesystem", "ranges", "fstream", "expected", "format")
CLOCK = re.compile(
    r"system_clock|steady_clock|high_resolution_clock|file_clock|utc_clock|\bgettimeofday\b|\bclock_gettime\b"
    r"|\blocaltime(?:_r)?\b|\bgmtime(?:_r)?\b|(?<![\w.>:])(?:std\s*::\s*)?(?:time|clock)\s*\(\s*(?:NULL|nullptr|0|&\w+)?\s*\)"
    r"|__DATE__|__TIME__|__TIMESTAMP__|second_clock|microsec_clock|day_clock")
FLOAT = re.compile(r"\b(?:double|float)\b|\bstd::(?:stod|stof|strtod)\b")
LOCALE = re.compile(r"\bsetlocale\b|std::locale\b|\bimbue\b|#\s*include\s*<(?:locale|clocale|iostream)>")
# Rule 5: words that say nothing. "data" is one too, but containers have a member of that name.
EMPTY_WORDS = re.compile(r"(?i)(?:^|[^a-z])(?:managers?|helpers?|utils?|utilities)(?:[^a-z]|$)")
IDENTIFIER_WORDS = re.compile(r"\b\w*(?:[Mm]anager|[Hh]elper|[Uu]tils?)s?(?![a-z])\w*")
SNAKE_FILE = re.compile(r"^[a-z0-9_]+\.(?:cpp|h)$")
# Of the machine this was written on. Spelt in pieces, so that this file does not break its own rule.
MACHINE_WORDS = ["farm" + "-studio", "/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "/tmp" + "/bash_jobs"]
TEXT_SUFFIXES = {".cpp", ".h", ".py", ".sh", ".md", ".txt", ".cmake", ".json", ".csv", ".contract", ".yml", ""}
# Bad-input files are what they are: other encodings, no final newline.
ANY_BYTES = re.compile(r"^tests/(?:.*/)?(?:bad|seeds|encodings)/|^samples/.*/bad/")


class House:
    def __init__(self, root):
        self.root = root
        self.passed = self.failed = 0
        self.files = sorted(p.relative_to(root).as_posix() for p in self.walk(root))
        self.code = {name: self.lines(name) for name in self.files
                     if name.endswith((".cpp", ".h")) and name.startswith(tuple(f + "/" for f in SOURCE_FOLDERS))}
        self.bare = {name: strip_comments(lines) for name, lines in self.code.items()}

    def walk(self, folder):
        for path in folder.iterdir():
            if path.name in (".git", "build", "__pycache__") or path.is_symlink():
                continue
            if path.is_dir():
                yield from self.walk(path)
            else:
                yield path

    def lines(self, name):
        return (self.root / name).read_text(encoding="utf-8", errors="replace").split("\n")

    def rule(self, title, offenders):
        offenders = list(offenders)
        self.failed += bool(offenders)
        self.passed += not offenders
        print(("FAIL  " if offenders else "ok    ") + title)
        for offender in offenders[:20]:
            print("        " + offender)
        if len(offenders) > 20:
            print(f"        ... and {len(offenders) - 20} more")

    def includes(self):
        """(file, line number, "<" or '"', what) of every #include in the product."""
        for name, lines in self.code.items():
            for number, line in enumerate(lines, 1):
                found = INCLUDE.match(line)
                if found:
                    yield name, number, found[1], found[2]

    def matching(self, pattern, where):
        for name, lines in self.bare.items():
            if where(name):
                for number, line in enumerate(lines, 1):
                    found = pattern.search(line)
                    if found:
                        yield f"{name}:{number}: {found[0].strip()}"


def strip_comments(lines):
    """The lines without comments and without what stands inside string and character literals."""
    literal = re.compile(r'"(?:\\.|[^"\\])*"|(?<!\w)\'(?:\\.|[^\'\\])*\'')
    out, inside = [], False
    for line in lines:
        if inside:
            end = line.find("*/")
            if end < 0:
                out.append("")
                continue
            line, inside = line[end + 2:], False
        if not INCLUDE.match(line):
            line = literal.sub('""', line)
        line = re.sub(r"/\*.*?\*/", " ", line)
        line = line.split("//", 1)[0]
        if "/*" in line:
            line, inside = line.split("/*", 1)[0], True
        out.append(line)
    return out


def module_of(name, modules):
    """The longest folder of a file's path that is a module: modules may nest. Its first two folders when none is."""
    folders = name.split("/")[:-1]
    for depth in range(len(folders), 0, -1):
        if "/".join(folders[:depth]) in modules:
            return "/".join(folders[:depth])
    return "/".join(folders[:2])


def allowed_includes(root):
    """Module -> the modules it may include, from the outturn_module lines of CMakeLists.txt."""
    text = re.sub(r"#.*", "", (root / "CMakeLists.txt").read_text(encoding="utf-8"))
    reach = {}
    for name, rest in MODULE.findall(text):
        direct = re.search(r"DEPENDS((?:\s+[a-z_/]+)+)", rest)
        reach[name] = {name}
        for needed in direct[1].split() if direct else []:
            reach[name] |= reach[needed]
    return reach


def check_includes(house):
    reach = allowed_includes(house.root)
    includes = list(house.includes())

    def layer(folder, forbidden):
        return (f"{name}:{n}: includes {what}" for name, n, _, what in includes
                if name.startswith(folder + "/") and what.startswith(tuple(f + "/" for f in forbidden)))

    house.rule("engine includes no contracts, reports, adapters",
               layer("engine", ("contracts", "reports", "adapters")))
    house.rule("contracts include no reports, adapters", layer("contracts", ("reports", "adapters")))
    house.rule("reports include no contracts, adapters", layer("reports", ("contracts", "adapters")))
    house.rule("every source stands in a module of CMakeLists.txt",
               (name for name in house.code if module_of(name, reach) not in reach))
    house.rule("a module includes only what CMakeLists.txt lets it depend on",
               (f"{name}:{n}: includes {what}" for name, n, _, what in includes
                if what.split("/")[0] in SOURCE_FOLDERS
                and module_of(what, reach) not in reach.get(module_of(name, reach), set())))
    house.rule("own headers are included in quotes from the root, and exist",
               (f"{name}:{n}: {mark}{what}" for name, n, mark, what in includes
                if (mark == '"') != (what.split("/")[0] in SOURCE_FOLDERS)
                or mark == '"' and not (house.root / what).is_file()))
    house.rule("third-party headers stay in their corner",
               (f"{name}:{n}: includes {what}" for name, n, mark, what in includes
                for begin, corner in CORNERS.items()
                if mark == "<" and what.startswith(begin) and not name.startswith(corner or ("no folder",))))
    house.rule("nothing the browser build lacks: threads, file system, ranges",
               (f"{name}:{n}: includes <{what}>" for name, n, mark, what in includes
                if mark == "<" and what in NOT_IN_THE_BROWSER and name.startswith(BROWSER_FOLDERS)))


def check_purity(house):
    house.rule("no clock outside adapters/command",
               house.matching(CLOCK, lambda name: not name.startswith("adapters/command/")))
    house.rule("no locale and no streams' globals outside adapters/command",
               # The workbook writer asks for the locale, to refuse one that would write 1,5 for 1.5.
               house.matching(LOCALE, lambda name: not name.startswith("adapters/command/")
                              and name != "reports/workbook/writer.cpp"))
    house.rule("no floating point in engine/values (but exact.*'s to_double) and engine/calc (but sheet*)",
               (offender for offender in house.matching(FLOAT, may_not_float)
                if not is_to_double(house, offender)))
    house.rule("nothing ends the program outside adapters/command: abort, exit, terminate",
               house.matching(re.compile(r"(?<![\w.>])(?:std::)?(?:abort|exit|terminate|quick_exit)\s*\("),
                              lambda name: not name.startswith("adapters/command/")))


def may_not_float(name):
    folder, _, file = name.rpartition("/")
    return folder == "engine/values" or folder == "engine/calc" and not file.startswith("sheet")


def is_to_double(house, offender):
    """exact.h declares to_double, exact.cpp defines it: there and only there is `double` allowed."""
    name, number, _ = offender.split(":", 2)
    if name == "engine/values/exact.h":
        return "to_double" in house.bare[name][int(number) - 1]
    if name == "engine/values/exact.cpp":
        lines = house.bare[name]
        for above in range(int(number) - 1, -1, -1):
            if "to_double" in lines[above]:
                return True
            if lines[above].startswith("}"):
                return False
    return False


def check_shape(house):
    sizes = {name: len(lines) - 1 for name, lines in house.code.items()}
    for name, size in sizes.items():
        if LONG < size <= TOO_LONG:
            print(f"note  {name} has {size} lines; most files should have under {LONG}")
    house.rule(f"no source file over {TOO_LONG} lines",
               (f"{name}: {size} lines" for name, size in sizes.items() if size > TOO_LONG))
    house.rule("#pragma once in each header",
               (name for name, lines in house.code.items() if name.endswith(".h") and "#pragma once" not in lines))
    house.rule("each header opens with a comment that says what it is for",
               (name for name, lines in house.code.items() if name.endswith(".h") and not lines[0].startswith("//")))
    house.rule("files are snake_case .h and .cpp, in folders of the house",
               (name for name in house.code if not SNAKE_FILE.match(name.rsplit("/", 1)[1])))
    house.rule("no manager, helper or utils in names",
               [name for name in house.files if EMPTY_WORDS.search(name)]
               + list(house.matching(IDENTIFIER_WORDS, lambda name: True)))
    house.rule("no using namespace in headers",
               house.matching(re.compile(r"\busing\s+namespace\b"), lambda name: name.endswith(".h")))


def check_text(house):
    texts = {name: (house.root / name).read_bytes() for name in house.files
             if Path(name).suffix in TEXT_SUFFIXES and not ANY_BYTES.match(name)}

    def broken(name, content):
        if not content:
            return "empty"
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            return f"not UTF-8 at byte {error.start}"
        if content.startswith(b"\xef\xbb\xbf"):
            return "begins with a byte order mark"
        if not content.endswith(b"\n"):
            return "no newline at the end"
        if b"\r" in content:
            return "has carriage returns"
        if name.endswith((".cpp", ".h", ".py", ".cmake", ".sh")) and re.search(rb"[ \t]+\n", content):
            return "blanks at a line's end"
        return None

    checked = ((name, broken(name, content)) for name, content in texts.items())
    house.rule("text is UTF-8 with a final newline", (f"{name}: {why}" for name, why in checked if why))
    house.rule("nothing of the machine it was written on",
               (f"{name}: {word}" for name, content in texts.items() for word in MACHINE_WORDS
                if word.encode() in content))


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]
    house = House(root)
    check_includes(house)
    check_purity(house)
    check_shape(house)
    check_text(house)
    print(f"house: {house.passed} passed, {house.failed} failed, 0 skipped")
    return 1 if house.failed else 0


if __name__ == "__main__":
    sys.exit(main())

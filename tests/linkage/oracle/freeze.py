#!/usr/bin/env python3
"""Makes tests/linkage/golden/*.csv and em_*.json from what the other scripts here have worked out.

    freeze.py OUT EM GOLDEN

OUT holds pairs_SET.csv and patterns_SET.csv of splink_sql.mjs, EM the *_input.json and *_result.json of
em_sessions.py. Of each set are frozen: how many pairs, the sum and the sum of squares of their weights, how
often each pattern of levels occurs, and 300 pairs drawn evenly from all in their order.
"""
import csv
import json
import math
import pathlib
import sys

SAMPLED = 300


def freeze_pairs(name, out, golden):
    with open(out / f"pairs_{name}.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    weights = [float(row["weight"]) for row in rows]
    lines = ["# Splink's SQL of the saved model in DuckDB 1.4.4: see tests/linkage/oracle",
             f"all,{len(rows)},{math.fsum(weights)!r},{math.fsum(w * w for w in weights)!r}"]
    with open(out / f"patterns_{name}.csv", newline="", encoding="utf-8") as file:
        lines += [f"pattern,{row['levels']},{row['n']}" for row in csv.DictReader(file)]
    for i in range(SAMPLED):
        row = rows[(2 * i + 1) * len(rows) // (2 * SAMPLED)]
        lines.append(f"pair,{row['left']},{row['right']},{row['weight']},{row['levels']}")
    (golden / f"parity_{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def freeze_session(path, golden):
    given = json.loads(path.read_text())
    result = json.loads(pathlib.Path(str(path).replace("_input", "_result")).read_text())
    head = {"prior": given["lambda"], "convergence": given["em_convergence"], "most": given["max_iterations"],
            "levels": [[[level["u"], level["m"]] for level in c["levels"]] for c in given["comparisons"]],
            "then": {"prior": result["lambda"], "iterations": result["iterations"],
                     "m": [[level["m"] for level in c["levels"]] for c in result["comparisons"]]}}
    top = [len(c["levels"]) for c in given["comparisons"]]
    # A row holds places in the list of levels, the first for missing, and the count.
    rows = [[0 if g < 0 else n - g for g, n in zip(p["gammas"], top)] + [p["count"]] for p in given["patterns"]]
    text = json.dumps(head)[:-1] + ',\n"rows": [\n' + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows)
    (golden / ("em_" + path.name.replace("_input", ""))).write_text(text + "\n]}\n")


def main():
    out, em, golden = map(pathlib.Path, sys.argv[1:4])
    for path in sorted(out.glob("pairs_*.csv")):
        freeze_pairs(path.stem.removeprefix("pairs_"), out, golden)
    for path in sorted(em.glob("*_session?_input.json")):
        if not path.name.startswith("synth_1m"):
            freeze_session(path, golden)


main()

#!/usr/bin/env python3
"""Puts the page of adapters/browser/page, the engine and the library's contracts into one file: outturn.html.

The page's own policy allows its own script and style by their digests, those of the result page it shows, and no
request to anywhere.

Usage: browser_page.py BUILD_FOLDER"""
import base64
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "adapters/browser/page"
SHOWN = ["reports/html/base.css", "reports/page/page.css", "reports/page/page.js"]


def digest(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def packed(content):
    return base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()


def minified(style):
    return re.sub(r"\s*\n\s*", "\n", style).strip()


def shelf():
    """The library's contracts with the evidence beside them, by title."""
    out = []
    for contract in sorted((ROOT / "contracts/library").glob("*/*.contract")):
        text = contract.read_text()
        title = re.search(r'^contract "([^"]*)"', text, re.M).group(1)
        evidence = {f.name: f.read_text() for f in sorted((contract.parent / "evidence").glob("*.csv"))}
        beside = {f.name: f.read_text() for f in sorted(contract.parent.glob("*.csv"))}
        out.append({"name": contract.stem, "title": title, "contract": text, "evidence": evidence, "beside": beside})
    return json.dumps(sorted(out, key=lambda one: one["title"]), ensure_ascii=False)


def main():
    folder = Path(sys.argv[1])
    script = (PAGE / "page.js").read_text()
    style = minified((PAGE / "page.css").read_text())
    shown = [(ROOT / name).read_text() for name in SHOWN]
    scripts = " ".join([digest(script), *(digest(one) for one, name in zip(shown, SHOWN) if name.endswith(".js"))])
    styles = " ".join([digest(style), *(digest(one) for one, name in zip(shown, SHOWN) if name.endswith(".css"))])
    parts = {
        "policy": f"default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; style-src {styles}; worker-src blob:; "
                  "img-src data:; base-uri 'none'; form-action 'none'",
        "style": style,
        "script": script,
        "engine": packed((folder / "outturn_engine.wasm").read_bytes()),
        "worker": packed(((folder / "outturn_engine.js").read_text() + (PAGE / "worker.js").read_text()).encode()),
        "shelf": packed(shelf().encode()),
    }
    page = re.sub(r"@(\w+)@", lambda found: parts[found.group(1)], (PAGE / "index.html").read_text())
    out = folder / "outturn.html"
    out.write_text(page)
    print(f"{out}: {out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()

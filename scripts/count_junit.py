#!/usr/bin/env python3
"""The count of a ctest JUnit file as one line: N passed, N failed, N skipped."""
import sys
import xml.etree.ElementTree as ET

suite = ET.parse(sys.argv[1]).getroot()
total, failed = int(suite.get("tests")), int(suite.get("failures"))
skipped = int(suite.get("skipped", 0)) + int(suite.get("disabled", 0))
print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")

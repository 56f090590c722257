#!/usr/bin/env python3
"""Writes Sources/MIME/HTML/HTMLEntityTable.swift to standard output, from Python's list of HTML's named references."""
from html.entities import html5

WIDTH = 112

entries = []
for name in sorted({name.rstrip(";") for name in html5}):
    # "!" marks the names that also count without their semicolon.
    mark = "!" if name in html5 else ":"
    points = ".".join(f"{ord(character):x}" for character in html5.get(name + ";", html5.get(name)))
    entries.append(f"{name}{mark}{points} ")

lines = [""]
for entry in entries:
    if len(lines[-1]) + len(entry) > WIDTH:
        lines.append("")
    lines[-1] += entry

print("// Written by Tests/Fixtures/MIME/html-entities.py; do not edit.")
print()
print("/// The named character references of the HTML standard, section 13.5: `name:code points` in hexadecimal, sorted by")
print("/// name; `!` instead of `:` where the name also counts without a semicolon behind it.")
print('let htmlEntityTable: StaticString = """')
for line in lines[:-1]:
    print(f"    {line}\\")
print(f"    {lines[-1].rstrip()}")
print('    """')

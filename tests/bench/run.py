"""Runs the benchmarks: python tests/bench/run.py [WORD…]. Prints a line of JSON for each measured figure.

Every module in this folder with a function benchmarks() is asked; it yields dictionaries with name, value, unit,
target and holds. Words choose modules by their names. Ends with 1 where a target is missed.
"""

import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def find_benchmarks(words: list[str]) -> Iterator[dict]:
    for module in sorted(pkgutil.iter_modules([str(FOLDER)]), key=lambda module: module.name):
        if module.name == "run" or (words and not any(word in module.name for word in words)):
            continue
        benchmarks = getattr(importlib.import_module(f"tests.bench.{module.name}"), "benchmarks", None)
        if benchmarks:
            yield from benchmarks()


def main(words: list[str]) -> int:
    missed = 0
    for figure in find_benchmarks(words):
        print(json.dumps(figure, ensure_ascii=False), flush=True)
        missed += not figure["holds"]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parent.parent))
    sys.exit(main(sys.argv[1:]))

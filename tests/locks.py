"""The locks hold every direct dependency of pyproject.toml, in a version that it allows."""

import re
import sys
import tomllib
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    found = PINNED.findall((ROOT / name).read_text())
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


def faults() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    running, developing = pins("requirements.txt"), pins("requirements-dev.txt")
    wanted = [(each, running, "requirements.txt") for each in project["dependencies"]]
    wanted += [(each, developing, "requirements-dev.txt") for each in project["optional-dependencies"]["dev"]]
    found = []
    for line, lock, name in wanted:
        requirement = Requirement(line)
        version = lock.get(re.sub(r"[-_.]+", "-", requirement.name).lower())
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{name}: {requirement} is locked at {version}; run make locks")
    found += [
        f"{package} is {version} in requirements.txt, {developing.get(package)} in requirements-dev.txt"
        for package, version in running.items()
        if developing.get(package) != version
    ]
    return found


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or None)

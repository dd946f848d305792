"""Foreign programs: found, given a bare environment, and run with bounded memory and time."""

import os
import shutil
import subprocess
import sys

from documents.formats.failures import Unreadable

# The limits are set by a Python that then becomes the program: a function run between fork and exec, as
# subprocess offers it, may deadlock in a process with threads.
_START = (
    "import os, resource, sys\n"
    "memory, seconds = int(sys.argv[1]), int(sys.argv[2])\n"
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    "resource.setrlimit(resource.RLIMIT_AS, (memory, memory))\n"
    "resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")


def find_program(name: str) -> str | None:
    """Return where a program is installed, None where it is not (yet)."""
    return shutil.which(name)


def run_confined(
    command: list[str],
    *,
    seconds: int,
    memory_bytes: int,
    given: bytes | None = None,
    variables: dict[str, str] | None = None,
) -> bytes:
    """Return what a program writes; its first word is a full path.

    Raises Unreadable: timed_out, or broken where it fails.
    """
    start = [sys.executable, "-I", "-S", "-c", _START, str(memory_bytes), str(seconds + 1)]
    try:
        finished = subprocess.run(
            [*start, *command],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            timeout=seconds,
            env=kept_environment() | (variables or {}),
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("timed_out", seconds=seconds) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise Unreadable("broken") from error
    return finished.stdout


def kept_environment() -> dict[str, str]:
    """The variables that programs need; the portal's secrets are not among them."""
    return {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | {
        "OMP_THREAD_LIMIT": "1"
    }

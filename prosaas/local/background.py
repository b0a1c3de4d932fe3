"""`background.py COMMAND…`: becomes the command, which then gives way to the audio when they share a core.

Linux gives every session the same share of a core, whatever is nice inside it ("autogroup"), and each process
of a run has a session of its own. So the session gives way as well: of three loops on one core the first got
33 % when the other two were nice, and 79 % when their sessions were.
"""

import os
import sys
import time
from pathlib import Path

NICENESS = 10
AUTOGROUP = Path("/proc/self/autogroup")
# An ordinary user may change one session in 100 ms, and all of them count together.
ATTEMPTS = 50
PAUSE_SECONDS = 0.1


def main() -> None:
    os.nice(NICENESS)
    session_give_way()
    os.execv(sys.argv[1], sys.argv[1:])


def session_give_way() -> None:
    """Does nothing where sessions have no share."""
    for _ in range(ATTEMPTS):
        try:
            AUTOGROUP.write_text(str(NICENESS))
        except BlockingIOError:
            time.sleep(PAUSE_SECONDS)
        except OSError:
            return
        else:
            return


if __name__ == "__main__":
    main()

import io
import sys

from apps.hebrew.cli import main

if isinstance(sys.stdin, io.TextIOWrapper):
    # whatever the locale says: a byte that is no letter spoils its own line, not all that follow
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")
main()

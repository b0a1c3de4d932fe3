"""The rules, one idea a file. Each module holds rows of `Rule`; `reading.py` applies them in order."""

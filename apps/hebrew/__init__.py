"""Hebrew as people say and write it. Pure Python: no Django, no network, no state."""

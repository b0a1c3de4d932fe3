"""Load tools and what they measured. `python -m bench.NAME --json`; each builds what it needs and cleans up."""

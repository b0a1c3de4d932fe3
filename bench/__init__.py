"""Load tools: `python -m bench.NAME --json`. Each builds what it needs and cleans up after itself."""

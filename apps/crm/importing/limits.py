"""How much one file may hold."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 32_767
"""What a cell of Excel holds; longer ones are no cells but a quote that nobody closed."""
MOST_UNPACKED_BYTES = 256 * 1024 * 1024
MOST_SHARED_BYTES = 48 * 1024 * 1024
"""Of an Excel file: its parts unpacked, and the one among them that is held in memory."""
MOST_PARTS = 1000
MOST_CELLS = MOST_ROWS * MOST_COLUMNS
SAMPLE_ROWS = 10

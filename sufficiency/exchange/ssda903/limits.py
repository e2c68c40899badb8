"""What a reader of returns accepts at most, each with its reason. Beyond them a file is refused in words."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

# A return of the largest council is under 60 MB in all, and a region's pooled Episodes under 80.
FILE_BYTES = 100 * MEBIBYTE
# All that one call reads, unpacked: twenty years of the largest council fit twice.
TOTAL_BYTES = 1024 * MEBIBYTE
# A text of codes and dates shrinks five to thirty times; a file of one letter over a thousand times.
ZIP_RATIO = 150
# Below this, a high ratio does no harm.
ZIP_RATIO_FROM_BYTES = 5 * MEBIBYTE
# A folder of twenty returns holds 240 files.
FILES = 2000
# The widest table has 13; exports from case systems add a few dozen of their own.
COLUMNS = 200
# The first line of a file with that many columns of forty letters.
HEADER_BYTES = 64 * 1024
# No cell of the return is longer than a postcode; free text that strayed into an extra column may be.
CELL_CHARACTERS = 2000
# DfE allows ten characters for CHILD; some case systems use a longer key.
CHILD_CHARACTERS = 20
# Dates outside these years are typing mistakes.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
# Return years this product knows: the first of the present data set's codes to a little after today's.
FIRST_RETURN_YEAR, LAST_RETURN_YEAR = 2000, 2099

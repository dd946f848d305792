from dataclasses import dataclass

MEGABYTE = 1024**2


@dataclass(frozen=True)
class Limits:
    """How much of a file is dealt with. Sizes in bytes, times in seconds."""

    bytes: int = 100 * MEGABYTE
    pages: int = 2_000
    # What archives and the streams of a PDF may unpack to, all together.
    expanded_bytes: int = 512 * MEGABYTE
    # How many times its packed size one part may unpack to, above a harmless size.
    expansion_ratio: int = 300
    # One XML part, and one file of plain or marked-up text: they are held in memory.
    text_bytes: int = 64 * MEGABYTE
    members: int = 5_000
    # A picture of a page, for recognition: A3 at 300 dpi has 17 million.
    pixels: int = 40_000_000
    seconds_per_page: int = 60
    # A file without pages, read or converted as a whole.
    seconds_per_file: int = 180
    # Address space of a process that reads a PDF or an old Office file.
    memory_bytes: int = 2048 * MEGABYTE

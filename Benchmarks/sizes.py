"""The sizes of the generated data and the places where they are kept."""

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / ".setup" / "bench-data"


@dataclass(frozen=True)
class Size:
    """One generated data set: about `events` events of exactly `users` users."""

    name: str
    events: int
    users: int

    @property
    def folder(self) -> Path:
        return DATA / self.name

    @property
    def sorted_files(self) -> list[Path]:
        return sorted((self.folder / "sorted").glob("*.parquet"))

    @property
    def shuffled_files(self) -> list[Path]:
        return sorted((self.folder / "shuffled").glob("*.parquet"))

    @property
    def segment_parquet(self) -> Path:
        return self.folder / "segment.parquet"

    @property
    def segment_text(self) -> Path:
        return self.folder / "segment.txt"

    @property
    def facts(self) -> Path:
        return self.folder / "facts.json"


SIZES = {
    size.name: size
    for size in (
        Size("tiny", 100_000, 1_300),
        Size("10m", 10_000_000, 130_000),
        Size("100m", 100_000_000, 1_300_000),
    )
}

"""What the world sent: immutable Parquet files listed in a manifest, asked through DuckDB in memory."""

from upstander.store.lake.lake import BUNDLED, Lake
from upstander.store.lake.loading import load_bundled, open_lake

__all__ = ["BUNDLED", "Lake", "load_bundled", "open_lake"]

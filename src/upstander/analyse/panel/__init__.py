"""Questions to the lake, as SQL texts that DuckDB and Spark both run. `{speaking}` stands for a text of its own."""

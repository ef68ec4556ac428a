"""Whether the latest month is surprising given a place's own past."""

"""Papers composed from the record: every figure with its source and date, every judgement with its author. Pure."""

"""How likely one-sided violence is in the months ahead, and why."""

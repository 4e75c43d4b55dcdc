"""The report: the answers to one profile, and how each reader sees them."""

"""Saving and sharing: what a private link and an advisor's link open."""

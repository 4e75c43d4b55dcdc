"""Everything the app can answer, without a screen: a notebook can do what a page does."""

MODEL_VERSION = "1.1.0"
"""Changes whenever the same entries would give another answer."""

"""Should the date stand? Checks, advice, and what waiting would cost."""

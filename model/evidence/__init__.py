"""Published figures and our own rules, each with its source and its grade."""

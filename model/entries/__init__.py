"""What a student enters."""

"""How the application holds up, and how far Step 2 CK offsets the attempt."""

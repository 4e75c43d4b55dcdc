"""Do the practice scores support sitting? Pass curves, level over time, and the chance of passing on a date."""

"""From what went wrong to a retake that fits the calendar."""

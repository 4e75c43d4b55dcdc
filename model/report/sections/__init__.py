"""The sections of the report, laid out as blocks that every reader's page draws."""

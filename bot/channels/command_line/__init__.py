"""The chat and the single question from the command line."""

"""Charts of the procedures, drawn from the running rules, for a rektor to read and approve."""

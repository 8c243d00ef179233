"""What the buttons about drafts send."""

INTENT = "utkast"
"""Of the buttons about drafts; what one does stands in its value `handling`."""
MAKE = "lag"
"""The handling that makes a draft, of the kind that stands in `verdi`."""
PLACE = "faktum"
"""The value of a button that says which place it answers, so that an old one can't answer another question."""

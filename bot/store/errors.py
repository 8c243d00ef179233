"""The errors of the draft store: each message is a plain Norwegian sentence."""


class StoreError(Exception):
    """Something about the stored drafts is wrong; the message says what to do."""


class StoreSettingError(StoreError):
    """A key or the database's address is missing or won't do; whoever runs the bot must set it right."""


class StoreUnavailableError(StoreError):
    """The database is away, full, locked, broken or read-only; the same call works once it is back."""

    def __init__(self) -> None:
        super().__init__(
            "Jeg får ikke lest eller lagret utkast akkurat nå. Prøv igjen om litt. "
            "Haster det, så ta det opp med rektor uten å vente på utkastet."
        )


class UnreadableError(StoreError):
    """What is stored was locked with a key that we lack, was altered, or belongs to another row."""

    def __init__(self) -> None:
        super().__init__("Utkastet kan ikke låses opp. Nøkkelen mangler, eller noen har endret på det.")

"""The errors of the knowledge package: each message is a plain Norwegian sentence."""


class KnowledgeError(Exception):
    """Something known is missing, broken or unknown; the message says what to do."""


class ProcedureError(KnowledgeError):
    """A procedure file is wrong; the message names file, place and reason."""


class UnknownProcedureError(KnowledgeError):
    """A procedure was asked for that does not exist."""


class InvalidFactError(KnowledgeError):
    """A fact or a value was given that the procedure does not know."""


class UnknownKommuneError(KnowledgeError):
    """A kommune was named that has no profile."""


class UnknownSourceError(KnowledgeError):
    """A source `guide#section` points at nothing."""


class GuideError(KnowledgeError):
    """A guide file is broken or unreadable; the message names the file and what to do."""


class IndexUnavailableError(KnowledgeError):
    """The search index is missing, stale or broken; the message says how to build it."""


class ModelError(KnowledgeError):
    """The embedding model can't be loaded; the message names it."""


class ReceiptError(KnowledgeError):
    """A receipt can't be read or decided again; the message says why."""


class ReportError(KnowledgeError):
    """A report is unknown, or what it is made of can't be read; the message says what to do."""

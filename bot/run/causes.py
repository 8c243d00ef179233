"""Common causes of a failed command, recognised in what it printed, and what to do about each."""

from __future__ import annotations

import re

DISK_FULL = "Disken er full. Frigjør noen gigabyte plass, og kjør samme kommando igjen."
NO_ACCESS = "Jeg får ikke skrive i mappa. Sjekk hvem som eier den, og kjør samme kommando igjen."

# The order matters: pip ends a network failure with «No matching distribution», so the network comes first.
CAUSES = (
    (r"No space left on device|Errno 28\b|Disk quota exceeded", DISK_FULL),
    (
        r"CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer",
        "Nettet her bruker et eget sertifikat som Python ikke kjenner. Be IT om rotsertifikatet, "
        "sett PIP_CERT og SSL_CERT_FILE til filen, og kjør samme kommando igjen.",
    ),
    (
        r"name resolution|Name or service not known|nodename nor servname|dns error|timed out"
        r"|[Cc]onnection (refused|reset)|ailed to establish a new connection|Network is unreachable"
        r"|error sending request",
        "Jeg får ikke kontakt med pakkelageret. Sjekk nettforbindelsen (og HTTPS_PROXY, hvis dere bruker "
        "det), og kjør samme kommando igjen.",
    ),
    (
        r"No matching distribution found for (?P<what>[^\s;]+)|no version of (?P<package>[^\s,;]+)",
        "En pakke finnes ikke for denne maskinen og denne Python-versjonen ({what}). Bruk Python 3.11 til "
        "boten og 3.10 til Rasa, på en maskin med Intel- eller AMD-prosessor.",
    ),
    (
        r"ensurepip is not available|No module named '?(ensurepip|venv)",
        "Python mangler delen som lager miljøer. På Debian og Ubuntu: sudo apt install python3-venv. "
        "Kjør så samme kommando igjen.",
    ),
    (r"Permission denied|Errno 13\b|Read-only file system", NO_ACCESS),
    (
        r"MemoryError|Cannot allocate memory|std::bad_alloc",
        "Maskinen gikk tom for minne. Lukk andre programmer, og kjør samme kommando igjen.",
    ),
)


def cause_of(output: str, exit_code: int) -> str:
    """Say in Norwegian why a command failed and what to do; empty where the cause isn't a known one."""
    for pattern, sentence in CAUSES:
        found = re.search(pattern, output)
        if found:
            named = [value for value in found.groupdict().values() if value]
            return sentence.format(what=named[0] if named else "")
    if exit_code == -9:  # killed by the system, nearly always for want of memory
        return CAUSES[-1][1]
    return ""

"""Whether a port can be listened on, and what to do where it can't."""

import errno
import socket

from bot.run.errors import PortError

CHOOSE = "eller velg en annen port, for eksempel: {setting}={other} make run"


def demand_free(host: str, port: int, setting: str) -> None:
    """Raise PortError, with the setting to change, unless `host`:`port` can be listened on."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
            trial.listen(1)
    except socket.gaierror as error:
        raise PortError(f"Adressen {host} finnes ikke. Rett HVANA_HOST; 127.0.0.1 er vanlig.") from error
    except OSError as error:
        raise PortError(_sentence(error, host, port, setting)) from error


def _sentence(error: OSError, host: str, port: int, setting: str) -> str:
    choose = CHOOSE.format(setting=setting, other=port + 80)
    return {
        errno.EADDRINUSE: f"Port {port} er i bruk av et annet program. Stopp det, {choose}",
        errno.EACCES: f"Port {port} krever administratorrettigheter. Kjør som administrator, {choose}",
        errno.EADDRNOTAVAIL: f"Maskinen har ikke adressen {host}. Rett HVANA_HOST; 127.0.0.1 er vanlig.",
    }.get(error.errno or 0, f"Port {port} kan ikke brukes ({error.strerror}). Finn ut hvorfor, {choose}")


def free_port() -> int:
    """Find a port that nothing listens on just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])

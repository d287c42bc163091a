"""A PostgreSQL database of one of QGIS's stored connections: queries, and one transaction.

QGIS makes the connection, so its passwords, authentication configurations and certificates apply. Its own
errors may show a password and are not passed on.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from qgis.core import (
    Qgis,
    QgsAbstractDatabaseProviderConnection,
    QgsApplication,
    QgsDataSourceUri,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsTransaction,
)
from qgis.PyQt.QtCore import Qt

from ...errors import CtdError
from ...i18n import tr
from .postgres_causes import database_reason, is_lost

# After a lost connection QGIS sends a statement again in a new session, outside the transaction: the guard before
# each statement fails there, and names the mark in the first line of the error.
_MARK = "ctd.writing"
_MARK_TRANSACTION = f"SELECT set_config('{_MARK}', '1', true)"
_GUARD = f"""SELECT CASE current_setting('{_MARK}') WHEN '1' THEN 1
    ELSE ('{_MARK}' || current_setting('{_MARK}'))::integer END;
"""

# Before the line of a message that says why, in English and in French.
_ERROR = re.compile(r".*(?:ERROR|FATAL|ERREUR|failed|a échoué)\s?:\s*(.+)")

_STATEMENT_SECONDS = 120
_LOCK_SECONDS = 10
# A session that sends nothing for so long is rolled back by the database.
_IDLE_SECONDS = 120
_LIMITS = "SET LOCAL lock_timeout = '{lock}s'; SET LOCAL idle_in_transaction_session_timeout = '{idle}s'"


class StatementError(CtdError):
    """The database refused a statement, or was lost."""


class Database:
    """The database of a connection that is stored in QGIS. CtdError where there is none of that name."""

    def __init__(self, connection: str) -> None:
        self.connection = connection
        self._stored = _find(connection)

    @property
    def connection_uri(self) -> str:
        """Return the connection as QGIS writes it; it may hold a password."""
        return self._stored.uri()

    def rows(self, query: str) -> list[list[Any]]:
        """Return the rows that a query gives. CtdError where the database cannot be reached or refuses."""
        # What QGIS raises may show the password: it is not passed on, nor kept as the cause.
        with _database_log() as log, suppress(QgsProviderConnectionException):
            return self._stored.executeSql(query)
        message = tr(
            "The database of the connection “{connection}” did not respond ({reason}): check the connection in "
            "the QGIS Data Source Manager."
        )
        raise CtdError(message.format(connection=self.connection, reason=self._reason("\n".join(log))))

    @contextmanager
    def transaction(self) -> Iterator[Callable[[str], None]]:
        """Yield a function that runs a statement; all are committed at the end of the block, or none where it raises.

        Raises StatementError with the database's reason, CtdError where it is not known whether it committed.
        """
        with _database_log() as log:
            transaction = QgsTransaction.create(self.connection_uri, "postgres")
            begun, reason = transaction.begin(_STATEMENT_SECONDS)
            if not begun:
                raise StatementError(self._reason("\n".join(log) or reason))
        try:
            self._run(transaction, f"{_MARK_TRANSACTION}; {_LIMITS.format(lock=_LOCK_SECONDS, idle=_IDLE_SECONDS)}")
            yield lambda statement: self._run(transaction, f"{_GUARD}{statement}")
            self._commit(transaction)
        finally:
            # After a commit there is nothing to roll back.
            transaction.rollback()

    def _commit(self, transaction: QgsTransaction) -> None:
        try:
            self._run(transaction, f"{_GUARD}COMMIT")
        except StatementError as error:
            message = tr(
                "The connection to the database was lost during the commit ({reason}): the commit may have "
                "succeeded; check the database."
            )
            raise CtdError(message.format(reason=error)) from error

    def _run(self, transaction: QgsTransaction, statement: str) -> None:
        done, reason = transaction.executeSql(statement)
        if not done:
            raise StatementError(self._reason(reason))

    def _reason(self, text: str) -> str:
        """Return in words why a statement or a connection failed; what the database says is logged without password."""
        if _MARK in text.partition("\n")[0] or is_lost(text):
            return tr("the connection was lost")
        lines = [line.strip(" []\n") for line in text.splitlines()]
        errors = [match[1] for line in lines if (match := _ERROR.match(line))]
        reason = (errors or [line for line in lines if line] or [""])[-1]
        password = QgsDataSourceUri(self.connection_uri).password()
        return database_reason(reason.replace(password, "…") if password else reason)


def connection_names() -> list[str]:
    """Return the names of the PostgreSQL connections that are stored in QGIS, in alphabetical order."""
    return sorted(_metadata().connections(), key=str.casefold)


class Identifier(str):
    """The quoted name of a schema, or of a table or column in one."""


def identifier(*parts: str) -> Identifier:
    """Return an identifier; `identifier("ctd", "regions")` is a table of a schema."""
    return Identifier(".".join('"' + part.replace('"', '""') + '"' for part in parts))


def sql(template: str, **values: str | Identifier | Sequence[str]) -> str:
    """Return an SQL statement with a quoted value in place of each brace: an identifier, a text, or several texts.

    A NUL character, which no database takes in a text, is left out.
    """
    return template.format(**{key: _quoted(value) for key, value in values.items()})


def _quoted(value: str | Identifier | Sequence[str]) -> str:
    if isinstance(value, Identifier):
        return str(value)
    if isinstance(value, str):
        return "E'" + value.replace("\0", "").replace("\\", "\\\\").replace("'", "''") + "'"
    return ", ".join(map(_quoted, value))


def _metadata() -> Any:  # noqa: ANN401
    metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
    if metadata is None:
        raise CtdError(tr("QGIS was installed without the PostgreSQL provider: install it, or share to a GeoPackage."))
    return metadata


def _find(connection: str) -> QgsAbstractDatabaseProviderConnection:
    try:
        found = _metadata().findConnection(connection)
    except QgsProviderConnectionException:
        found = None
    if found is None:
        message = tr("QGIS has no PostgreSQL connection “{connection}”: create it first in the Data Source Manager.")
        raise CtdError(message.format(connection=connection))
    return found


@contextmanager
def _database_log() -> Iterator[list[str]]:
    """Yield a list of what QGIS logs about databases, where it says why a connection failed.

    Only of this thread: others have their own.
    """
    log: list[str] = []
    thread = threading.get_ident()

    def keep(text: str, tag: str, _level: Qgis.MessageLevel) -> None:
        if tag in ("PostGIS", "PostgreSQL") and threading.get_ident() == thread:
            log.append(text)

    signal = QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel]
    # Direct: a queued signal would come after the call, for the log lives in the main thread.
    signal.connect(keep, Qt.ConnectionType.DirectConnection)
    try:
        yield log
    finally:
        signal.disconnect(keep)

"""A process that uses a database folder: ``python user.py FOLDER``; ends when stdin does."""

import json
import sys
from pathlib import Path

import psycopg

from indgang.config.database.public import DatabaseUnavailable, ensure


def main() -> None:
    try:
        urls = ensure(Path(sys.argv[1]), grace=1.0)
    except DatabaseUnavailable as error:
        print(json.dumps({"error": str(error)}), flush=True)
        sys.exit(1)
    with psycopg.connect(urls.owner) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")
        connection.execute("CREATE TABLE IF NOT EXISTS visit (id bigserial, at timestamptz)")
        connection.execute("INSERT INTO visit (at) VALUES (now())")
    with psycopg.connect(urls.admin) as connection:
        row = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
    assert row
    told = {"admin": urls.admin, "owner": urls.owner, "application": urls.application}
    told |= {"reader": urls.reader, "cluster": str(row[0])}
    print(json.dumps(told), flush=True)
    sys.stdin.read()


main()

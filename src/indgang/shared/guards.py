"""SQL that migrations use to guard tables: row security, and tables that can only grow.

Used by migrations, so a function here is never changed once it has landed; add a new one instead.
Table and column names come from the migrations themselves, never from input.
"""

_STAFF = "(SELECT indgang_scope()) IN ('staff', 'system')"
_SYSTEM = "(SELECT indgang_scope()) = 'system'"
_CITIZEN = "(SELECT indgang_scope()) = 'citizen'"
_OWN = "= ANY ((SELECT indgang_subjects())::uuid[])"
_UNITS = "= ANY ((SELECT indgang_units())::uuid[])"


def _enable(table: str) -> str:
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
    )


def _policy(table: str, name: str, condition: str, *, command: str = "ALL") -> str:
    checks = "" if command in ("SELECT", "DELETE") else f" WITH CHECK ({condition})"
    using = "" if command == "INSERT" else f" USING ({condition})"
    return f"CREATE POLICY {table}_{name} ON {table} FOR {command}{using}{checks};"


def rows_of_a_person(table: str, citizen: str) -> str:
    """Staff with a purpose and the system see the rows; citizens see and write their own."""
    return (
        _enable(table)
        + _policy(table, "staff", _STAFF)
        + _policy(table, "own", f"{_CITIZEN} AND {citizen} {_OWN}")
    )


def rows_of_a_parent(table: str, key: str, parent: str) -> str:
    """Whoever sees the row of ``parent`` sees its rows here (the parent's own policies decide)."""
    condition = (
        f"(SELECT indgang_scope()) <> '' AND EXISTS "  # noqa: S608 (names from migrations)
        f"(SELECT 1 FROM {parent} p WHERE p.id = {table}.{key})"
    )
    return _enable(table) + _policy(table, "parent", condition)


def content_of_a_case(table: str, key: str = "case_id") -> str:
    """Only the case's own unit, the citizen whose case it is, and the system read the content."""

    def through(condition: str) -> str:
        return (
            f"EXISTS (SELECT 1 FROM case_case c "  # noqa: S608 (names from migrations)
            f"WHERE c.id = {table}.{key} AND {condition})"
        )

    staff = "(SELECT indgang_scope()) = 'staff' AND " + through(f"c.responsible_unit_id {_UNITS}")
    return (
        _enable(table)
        + _policy(table, "system", _SYSTEM)
        + _policy(table, "unit", staff)
        + _policy(table, "own", f"{_CITIZEN} AND " + through(f"c.citizen_id {_OWN}"))
    )


def rows_for_staff(table: str) -> str:
    """Only staff with a purpose and the system."""
    return _enable(table) + _policy(table, "staff", _STAFF)


def only_grows(table: str) -> str:
    """The application may add rows and never change or remove them (fourth law of the house)."""
    return (
        f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM indgang_application;"
        f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION indgang_refuse_change();"
    )


def counts_revisions(table: str, room: str) -> str:
    """Every change of the table raises the room's revision, so that memories know they are old."""
    return (
        f"CREATE TRIGGER {table}_revision AFTER INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION indgang_count_revision('{room}');"
    )


def closed_to_citizens(table: str, *commands: str) -> str:
    """Citizens read as before; ``commands`` (INSERT, UPDATE, DELETE) are for staff and the system.

    Restrictive: it narrows what the other policies of the table open.
    """
    return "".join(
        f"CREATE POLICY {table}_staff_{command.lower()} ON {table} AS RESTRICTIVE FOR {command}"
        + ("" if command == "INSERT" else f" USING ({_STAFF})")
        + ("" if command == "DELETE" else f" WITH CHECK ({_STAFF})")
        + ";"
        for command in commands
    )


def never_removed(table: str) -> str:
    """The application may change rows and never remove them (fourth law of the house)."""
    return f"REVOKE DELETE, TRUNCATE ON {table} FROM indgang_application;"

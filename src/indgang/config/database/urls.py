"""Connection addresses for the four roles."""

from dataclasses import dataclass, field, fields, replace
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

ADMIN = "indgang_admin"
OWNER = "indgang_owner"
APPLICATION = "indgang_application"
READER = "indgang_reader"
DATABASE = "indgang"


def with_parts(url: str, **parts: str) -> str:
    """Give the address again with some parts replaced (``user``, ``password``, ``dbname`` ...)."""
    known = {name: str(part) for name, part in conninfo_to_dict(url).items() if part is not None}
    known |= parts
    user, password = known.pop("user", ""), known.pop("password", "")
    host, port, dbname = known.pop("host", ""), known.pop("port", ""), known.pop("dbname", "")
    place = ""
    if host and not set(host) & set("/,@:"):
        place = host + (f":{port}" if port else "")
    else:  # a socket folder, several hosts or IPv6: as parameters
        known |= {name: part for name, part in (("host", host), ("port", port)) if part}
    who = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    query = f"?{urlencode(known, quote_via=quote)}" if known else ""
    return f"postgresql://{who}{'@' if who else ''}{place}/{quote(dbname, safe='')}{query}"


@dataclass(frozen=True)
class Urls:
    """The addresses (libpq URI) of one database, one for each role.

    `admin` makes roles and databases and nothing else, `owner` migrates, `application` serves,
    `reader` reads what it has been granted. They hold passwords, so they are not printed.
    """

    admin: str = field(repr=False)
    owner: str = field(repr=False)
    application: str = field(repr=False)
    reader: str = field(repr=False)

    def for_database(self, name: str) -> "Urls":
        """Give the addresses of another database on the same server."""
        changed = {
            part.name: with_parts(getattr(self, part.name), dbname=name) for part in fields(self)
        }
        return replace(self, **changed)

    @property
    def database(self) -> str:
        """The name of the database."""
        return str(conninfo_to_dict(self.owner).get("dbname", ""))

"""The server's settings and who may connect."""

from pathlib import Path

HBA = "# Written by Indgang at every start.\nlocal all all scram-sha-256\n"

# shared_buffers: allocated as it is used, so 256 MB costs a small machine nothing and holds the
#   hot pages of a million cases; the rest is the kernel's page cache (effective_cache_size).
# jit, parallel: small questions asked often; both make the price of one request uneven, and
#   parallel workers need more /dev/shm than a container has.
# logging: a statement, a DETAIL ("Key (cpr)=(...)") and even the message ("invalid input syntax
#   ... "010190-...") hold what people typed. So errors of statements are not logged at all
#   (the client gets them); what the server itself does and dies of is.
_SETTINGS: dict[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0600",
    "max_connections": "100",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "synchronous_commit": "on",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_file_mode": "0600",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}


def render(*, data: Path, access: Path, sockets: Path, log: Path) -> str:
    """Write the settings file for these folders."""
    places = {
        "data_directory": str(data),
        "hba_file": str(access),
        "ident_file": str(data / "pg_ident.conf"),
        "unix_socket_directories": f'"{sockets}"',
        "log_directory": str(log),
    }
    lines = ["# Written by Indgang at every start; changes here are lost."]
    for name, setting in (_SETTINGS | places).items():
        quoted = setting.replace("\\", "\\\\").replace("'", "''")
        lines.append(f"{name} = '{quoted}'")
    return "\n".join(lines) + "\n"

"""The door of ``reorganisation``: all that other rooms may use."""

__all__: list[str] = []

"""The door of ``ways``: all that other rooms may use."""

__all__: list[str] = []

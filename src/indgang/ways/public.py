"""The door of ``ways``: all that other rooms may use."""

from indgang.ways.actions import record_training, stop_using, take_up
from indgang.ways.describing import add_way, change_way
from indgang.ways.queries import applies, prepared, uptakes
from indgang.ways.reading import (
    UptakeView,
    WayInUse,
    WayView,
    Wording,
    all_ways,
    prepared_of,
    trained_in,
    uptakes_of,
    way,
    ways_of,
)
from indgang.ways.rules import Missing, Preparedness

__all__ = [
    "Missing",
    "Preparedness",
    "UptakeView",
    "WayInUse",
    "WayView",
    "Wording",
    "add_way",
    "all_ways",
    "applies",
    "change_way",
    "prepared",
    "prepared_of",
    "record_training",
    "stop_using",
    "take_up",
    "trained_in",
    "uptakes",
    "uptakes_of",
    "way",
    "ways_of",
]

"""The door of ``messages``: tell a citizen something, and know whether it got there."""

from indgang.messages.actions import (
    follow,
    mark_posted,
    open_message,
    queue,
    report_failed,
    send,
)
from indgang.messages.delivery import (
    DeliveryAdapter,
    DeliveryFailedError,
    Envelope,
    Outcome,
    OwnMailbox,
    PrintQueue,
)
from indgang.messages.events import MessageFailed, MessageQueued
from indgang.messages.progress import states_about
from indgang.messages.queries import (
    MessageView,
    PrintJob,
    inbox,
    messages_about,
    print_queue,
    waiting_or_failed,
)

__all__ = [
    "DeliveryAdapter",
    "DeliveryFailedError",
    "Envelope",
    "MessageFailed",
    "MessageQueued",
    "MessageView",
    "Outcome",
    "OwnMailbox",
    "PrintJob",
    "PrintQueue",
    "follow",
    "inbox",
    "mark_posted",
    "messages_about",
    "open_message",
    "print_queue",
    "queue",
    "report_failed",
    "send",
    "states_about",
    "waiting_or_failed",
]

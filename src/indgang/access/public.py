"""The door of ``access``."""

from indgang.access.actions import (
    give_consent,
    issue_token,
    log_look_up,
    log_look_ups,
    open_account,
    withdraw_consent,
)
from indgang.access.gate import SESSION_ACCOUNT, Request, page, sign_in, sign_out
from indgang.access.queries import (
    ConsentView,
    LookUpView,
    account_by_identity,
    actor_of_account,
    actor_of_token,
    consents,
    lookups_of,
    ports,
)
from indgang.access.rules import (
    DESK_PURPOSES,
    PURPOSES,
    Audience,
    Gate,
    GateAnswer,
    Purpose,
    ask,
)
from indgang.access.unfinished import seal, take

__all__ = [
    "DESK_PURPOSES",
    "PURPOSES",
    "SESSION_ACCOUNT",
    "Audience",
    "ConsentView",
    "Gate",
    "GateAnswer",
    "LookUpView",
    "Purpose",
    "Request",
    "account_by_identity",
    "actor_of_account",
    "actor_of_token",
    "ask",
    "consents",
    "give_consent",
    "issue_token",
    "log_look_up",
    "log_look_ups",
    "lookups_of",
    "open_account",
    "page",
    "ports",
    "seal",
    "sign_in",
    "sign_out",
    "take",
    "withdraw_consent",
]

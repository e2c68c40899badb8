from reports.actions.clearing import (
    NotReady,
    approve,
    ask_clearance,
    back_to_writing,
    clear,
    withdraw_clearance,
)
from reports.actions.drafts import NotOpen, begin_draft, comment, settle_comment, write_section
from reports.actions.editions import publish_edition
from reports.actions.overrides import agree_override, ask_override, withdraw_override
from reports.actions.publishing import publish_draft
from reports.actions.targets import set_target

__all__ = [
    "NotOpen",
    "NotReady",
    "agree_override",
    "approve",
    "ask_clearance",
    "ask_override",
    "back_to_writing",
    "begin_draft",
    "clear",
    "comment",
    "publish_draft",
    "publish_edition",
    "set_target",
    "settle_comment",
    "withdraw_clearance",
    "withdraw_override",
    "write_section",
]

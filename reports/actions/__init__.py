from reports.actions.clearing import (
    NotReady,
    approve,
    ask_clearance,
    back_to_writing,
    clear,
    withdraw_clearance,
)
from reports.actions.context import Kept, add_context_figure, add_context_figures, change_context_figure
from reports.actions.disclosure import NoReason, choose_disclosure_rule
from reports.actions.drafts import NotOpen, begin_draft, comment, settle_comment, write_section
from reports.actions.editions import publish_edition
from reports.actions.evidence import add_meeting, answer_test
from reports.actions.overrides import agree_override, ask_override, decline_override, withdraw_override
from reports.actions.plans import Planned, add_action, add_statement, change_action, update_action
from reports.actions.publishing import publish_draft
from reports.actions.targets import set_target

__all__ = [
    "Kept",
    "NoReason",
    "NotOpen",
    "NotReady",
    "Planned",
    "add_action",
    "add_context_figure",
    "add_context_figures",
    "add_meeting",
    "add_statement",
    "agree_override",
    "answer_test",
    "approve",
    "ask_clearance",
    "ask_override",
    "back_to_writing",
    "begin_draft",
    "change_action",
    "change_context_figure",
    "choose_disclosure_rule",
    "clear",
    "comment",
    "decline_override",
    "publish_draft",
    "publish_edition",
    "set_target",
    "settle_comment",
    "update_action",
    "withdraw_clearance",
    "withdraw_override",
    "write_section",
]

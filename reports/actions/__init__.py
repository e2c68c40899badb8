from reports.actions.clearing import (
    NotReady,
    approve,
    ask_clearance,
    back_to_writing,
    clear,
    withdraw_clearance,
)
from reports.actions.consulting import Consulted, change_consultation, log_consultation
from reports.actions.context import Kept, add_context_figure, add_context_figures, change_context_figure
from reports.actions.disclosure import NoReason, choose_disclosure_rule
from reports.actions.drafts import NotOpen, begin_draft, comment, settle_comment, write_section
from reports.actions.editions import publish_edition, publish_template
from reports.actions.evidence import add_body, add_meeting, answer_test, change_body, change_meeting
from reports.actions.heads import Head, plan_decision, write_head
from reports.actions.overrides import agree_override, ask_override, decline_override, withdraw_override
from reports.actions.plans import (
    Planned,
    Stated,
    add_action,
    add_statement,
    change_action,
    change_statement,
    update_action,
)
from reports.actions.presence import close_section, open_section
from reports.actions.publishing import publish_draft
from reports.actions.styles import set_style
from reports.actions.targets import set_target
from reports.actions.templates import (
    SectionWanted,
    TemplateWanted,
    add_template,
    add_template_section,
    change_template,
    change_template_section,
    copy_template,
    drop_template_section,
    retire_template,
)

__all__ = [
    "Consulted",
    "Head",
    "Kept",
    "NoReason",
    "NotOpen",
    "NotReady",
    "Planned",
    "SectionWanted",
    "Stated",
    "TemplateWanted",
    "add_action",
    "add_body",
    "add_context_figure",
    "add_context_figures",
    "add_meeting",
    "add_statement",
    "add_template",
    "add_template_section",
    "agree_override",
    "answer_test",
    "approve",
    "ask_clearance",
    "ask_override",
    "back_to_writing",
    "begin_draft",
    "change_action",
    "change_body",
    "change_consultation",
    "change_context_figure",
    "change_meeting",
    "change_statement",
    "change_template",
    "change_template_section",
    "choose_disclosure_rule",
    "clear",
    "close_section",
    "comment",
    "copy_template",
    "decline_override",
    "drop_template_section",
    "log_consultation",
    "open_section",
    "plan_decision",
    "publish_draft",
    "publish_edition",
    "publish_template",
    "retire_template",
    "set_style",
    "set_target",
    "settle_comment",
    "update_action",
    "withdraw_clearance",
    "withdraw_override",
    "write_head",
    "write_section",
]

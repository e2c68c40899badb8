"""Writes of the placements register: each one atomic, allowed, audited."""

from placements.actions.booking import Destination, WhyAllTheSame
from placements.actions.children import change_number, create_child, link_siblings
from placements.actions.ending import end_care, end_placement
from placements.actions.guards import How
from placements.actions.handover import read_handover, write_handover
from placements.actions.legal_statuses import change_legal_status
from placements.actions.linking import link_by_ofsted_number, link_placements
from placements.actions.merging import merge_children
from placements.actions.staying import move_child, start_care, start_placement
from placements.actions.temporary_moves import end_temporary_move, record_temporary_move
from placements.actions.undoing import mark_sent, undo

__all__ = [
    "Destination",
    "How",
    "WhyAllTheSame",
    "change_legal_status",
    "change_number",
    "create_child",
    "end_care",
    "end_placement",
    "end_temporary_move",
    "link_by_ofsted_number",
    "link_placements",
    "link_siblings",
    "mark_sent",
    "merge_children",
    "move_child",
    "read_handover",
    "record_temporary_move",
    "start_care",
    "start_placement",
    "undo",
    "write_handover",
]

"""Every rule there is, in order of code: what is not listed here is not checked.

A code belongs to its rule for ever. One that is withdrawn leaves a gap, and the gaps
that are there already are kept for rules to come.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from aquip.rules import (
    aq001_unreadable_file,
    aq002_broken_front_matter,
    aq003_missing_front_matter,
    aq004_absent_date,
    aq005_invalid_date,
    aq006_date_against_name,
    aq007_unknown_key,
    aq008_unknown_value,
    aq009_duplicate_key,
    aq010_conflict_marker,
    aq011_template_text,
    aq012_broken_link,
    aq013_broken_anchor,
    aq014_private_file_tracked,
    aq015_private_not_closed,
    aq016_private_misspelt,
    aq017_meeting_outside_series,
    aq101_missing_section,
    aq102_section_out_of_order,
    aq103_section_twice,
    aq104_empty_section,
    aq105_box_elsewhere,
    aq201_no_accomplishment,
    aq202_many_highlights,
    aq203_unknown_goal,
    aq301_question_without_need,
    aq302_question_without_kind,
    aq303_question_without_outcome,
    aq401_unranked_priorities,
    aq402_unconfirmed_priorities,
    aq403_unchanged_priorities,
    aq501_action_without_owner,
    aq502_action_without_box,
    aq503_unknown_handle,
    aq504_action_without_due_date,
    aq505_due_before_meeting,
    aq506_overdue,
    aq507_done_in_future,
    aq508_repeated_id,
    aq509_lost_item,
    aq510_carried_often,
    aq511_unknown_reference,
    aq601_no_agenda,
    aq602_agenda_shared_late,
    aq603_agenda_too_long,
    aq604_not_your_agenda,
    aq605_only_task_updates,
    aq606_broken_cadence,
    aq607_planned_but_past,
    aq608_cancelled_without_new_date,
    aq609_held_without_notes,
    aq610_held_without_reflection,
    aq611_agenda_not_shared,
)
from aquip.rules.base import Rule

_TABLE: Final = (
    aq001_unreadable_file.RULE,
    aq002_broken_front_matter.RULE,
    aq003_missing_front_matter.RULE,
    aq004_absent_date.RULE,
    aq005_invalid_date.RULE,
    aq006_date_against_name.RULE,
    aq007_unknown_key.RULE,
    aq008_unknown_value.RULE,
    aq009_duplicate_key.RULE,
    aq010_conflict_marker.RULE,
    aq011_template_text.RULE,
    aq012_broken_link.RULE,
    aq013_broken_anchor.RULE,
    aq014_private_file_tracked.RULE,
    aq015_private_not_closed.RULE,
    aq016_private_misspelt.RULE,
    aq017_meeting_outside_series.RULE,
    aq101_missing_section.RULE,
    aq102_section_out_of_order.RULE,
    aq103_section_twice.RULE,
    aq104_empty_section.RULE,
    aq105_box_elsewhere.RULE,
    aq201_no_accomplishment.RULE,
    aq202_many_highlights.RULE,
    aq203_unknown_goal.RULE,
    aq301_question_without_need.RULE,
    aq302_question_without_kind.RULE,
    aq303_question_without_outcome.RULE,
    aq401_unranked_priorities.RULE,
    aq402_unconfirmed_priorities.RULE,
    aq403_unchanged_priorities.RULE,
    aq501_action_without_owner.RULE,
    aq502_action_without_box.RULE,
    aq503_unknown_handle.RULE,
    aq504_action_without_due_date.RULE,
    aq505_due_before_meeting.RULE,
    aq506_overdue.RULE,
    aq507_done_in_future.RULE,
    aq508_repeated_id.RULE,
    aq509_lost_item.RULE,
    aq510_carried_often.RULE,
    aq511_unknown_reference.RULE,
    aq601_no_agenda.RULE,
    aq602_agenda_shared_late.RULE,
    aq603_agenda_too_long.RULE,
    aq604_not_your_agenda.RULE,
    aq605_only_task_updates.RULE,
    aq606_broken_cadence.RULE,
    aq607_planned_but_past.RULE,
    aq608_cancelled_without_new_date.RULE,
    aq609_held_without_notes.RULE,
    aq610_held_without_reflection.RULE,
    aq611_agenda_not_shared.RULE,
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in _TABLE})
"""The rules by code."""


def rule_of(name: str) -> Rule | None:
    """Return the rule with this code or name, however it is capitalised."""
    wanted = name.strip().casefold()
    return next((r for r in _TABLE if wanted in (r.code.casefold(), r.name)), None)


def selected(prefixes: str) -> tuple[Rule, ...]:
    """Return the rules whose code begins so, or whose name this is."""
    wanted = prefixes.strip().casefold()
    return tuple(
        r for r in _TABLE if wanted and (r.code.casefold().startswith(wanted) or r.name == wanted)
    )

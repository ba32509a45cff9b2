"""The written forms of what records are made of: which texts and mappings stand for what.

A form is short where it can be (``JPN``, ``2024-07``, ``Tokyo, JPN``) and a mapping where it
says more.
"""

from alliancekit.records.forms.dates import DateHooks
from alliancekit.records.forms.hooks import checked_text, extra, one_or_many, optional
from alliancekit.records.forms.parts import PartHooks, sum_in_words

__all__ = [
    "DateHooks",
    "PartHooks",
    "checked_text",
    "extra",
    "one_or_many",
    "optional",
    "sum_in_words",
]

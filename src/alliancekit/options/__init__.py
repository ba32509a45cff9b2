"""Options of exporters: a frozen attrs class becomes checked values, a JSON schema and help texts.

One walk over the class serves all three, so that they cannot disagree. Nothing is coerced: ``"no"``
is no bool and ``"61"`` is no number. Only :func:`from_texts`, for command lines, reads values from
text, by rules of its own.
"""

from alliancekit.options.classes import check_options_class
from alliancekit.options.fields import NoOptions, OptionHelp, option
from alliancekit.options.values import (
    as_mapping,
    describe_options,
    from_texts,
    json_schema,
    structure,
)

__all__ = [
    "NoOptions",
    "OptionHelp",
    "as_mapping",
    "check_options_class",
    "describe_options",
    "from_texts",
    "json_schema",
    "option",
    "structure",
]

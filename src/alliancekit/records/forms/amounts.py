"""The written forms of quantities, numbers and terms."""

from __future__ import annotations

import re
from decimal import Decimal

from alliancekit import money
from alliancekit.errors import quoted
from alliancekit.model import Quantity, Term
from alliancekit.records.converter import whole_number
from alliancekit.records.trees import mismatch, refusal

_QUANTITY = re.compile(
    r"(?:(?P<bound>about|nearly|at least|at most|more than|less than) )?"
    r"(?P<low>-?[0-9][0-9_,]{0,40}(?:\.[0-9]{1,30})?)"
    r"(?:\.\.(?P<high>-?[0-9][0-9_,]{0,40}(?:\.[0-9]{1,30})?))?"
    r"(?: (?P<unit>.+))?",
    re.ASCII | re.DOTALL,
)
_QUANTITY_NUMBER = re.compile(r"-?[0-9][0-9_,]{0,40}(?:\.[0-9]{1,30})?", re.ASCII)
_TERM = re.compile(r"(?P<count>[1-9][0-9]{0,4}) (?P<unit>years?|months?)", re.ASCII)
# Doubles hold 15 digits exactly; what has more was rounded when the file was read.
_MAX_DOUBLE_DIGITS = 15


def quantity_of_text(what: str, written: str) -> Quantity:
    """Return the quantity that a text such as ``about 55000 tonnes`` stands for."""
    found = _QUANTITY.fullmatch(written)
    if found is None:
        raise refusal(
            "quantity",
            f"{quoted(written)} is not a quantity: write it like 'about 55000' or '3..5 km'",
        )
    bound = money.Bound(found["bound"]) if found["bound"] else money.Bound.exact
    low = _ungrouped(found["low"])
    high = _ungrouped(found["high"]) if found["high"] else low
    return Quantity(what=what, low=low, high=high, unit=found["unit"] or "", bound=bound)


def _ungrouped(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("_", ""))


def exact_number(value: object, _type: object = None) -> Decimal:
    """Return the number that a JSON number or the text of one states, without rounding."""
    if isinstance(value, str) and _QUANTITY_NUMBER.fullmatch(value):
        return _ungrouped(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(whole_number(value))
    if isinstance(value, float):
        number = Decimal(repr(value))
        if len(number.as_tuple().digits) <= _MAX_DOUBLE_DIGITS:
            return number
        raise refusal(
            "number", f"{value!r} may have been rounded: write the number as text, in quotes"
        )
    raise mismatch("a number", value)


def term_of_text(written: str) -> Term:
    """Return the term that a text such as ``5 years`` stands for."""
    found = _TERM.fullmatch(written)
    if found is None:
        raise refusal(
            "term", f"{quoted(written)} is not a term: write it like '5 years' or '18 months'"
        )
    months = int(found["count"]) * (12 if found["unit"].startswith("year") else 1)
    return Term(months=months)

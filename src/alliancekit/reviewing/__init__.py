"""What a person should be asked next, and the answers as decisions.

The merger asks about the pairs of records and the fields whose answer settles most, and never about
what decisions imply already. Answers come from the command line, or from a workbook that goes by
mail.
"""

from alliancekit.reviewing.answers import decide
from alliancekit.reviewing.fields import (
    FieldQuestion,
    field_questions,
    open_field_questions,
    ordered_questions,
    prefer,
)
from alliancekit.reviewing.questions import FieldPair, Question, open_questions, questions
from alliancekit.reviewing.sheets import read_sheet, write_sheet

__all__ = [
    "FieldPair",
    "FieldQuestion",
    "Question",
    "decide",
    "field_questions",
    "open_field_questions",
    "open_questions",
    "ordered_questions",
    "prefer",
    "questions",
    "read_sheet",
    "write_sheet",
]

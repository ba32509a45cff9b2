"""What a person should be asked next, and the answers as decisions.

The merger asks about the pairs whose answer settles most, and never about what decisions imply
already. Answers come from the command line, or from a workbook that goes by mail.
"""

from alliancekit.reviewing.answers import decide
from alliancekit.reviewing.questions import FieldPair, Question, open_questions, questions
from alliancekit.reviewing.sheets import read_sheet, write_sheet

__all__ = [
    "FieldPair",
    "Question",
    "decide",
    "open_questions",
    "questions",
    "read_sheet",
    "write_sheet",
]

"""The command line: each command is a few calls of public functions, and what they return, shown.

Results go to stdout, messages to stderr. Exit status: 0 well, 1 a problem, 2 a command that cannot
be understood, 130 interrupted.
"""

from alliancekit.cli.running import main

__all__ = ["main"]

"""``python -m alliancekit``."""

import sys

from alliancekit.cli import main

sys.exit(main())

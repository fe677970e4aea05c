"""`python -m tuidao` is `tuidao`."""

import sys

from tuidao.cli import main

sys.exit(main())

"""``python -m care_assess`` is ``care-assess``."""

from care_assess.cli import main

raise SystemExit(main())

"""What a server needs before it can answer."""

import subprocess
import sys

from geo.settings import REPOSITORY


def test_a_server_starts_without_what_only_draws() -> None:
    """Helpers draw figures; the server would wait half a second for a library that it never calls."""
    asked = "import app, sys; print(*sorted({'matplotlib', 'pptx', 'docx', 'openpyxl'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []

"""An emulator of Google Sheets in tests.  It is not Google and connects to nothing.

```python
with Emulator() as google:
    google.credentials_file(path)
    key = google.new_spreadsheet("Desk", share=[google.email])
```
"""

from tests.emulator.api_errors import ApiError
from tests.emulator.emulator import Emulator
from tests.emulator.failures import When
from tests.emulator.staff import Staff

__all__ = ["ApiError", "Emulator", "Staff", "When"]

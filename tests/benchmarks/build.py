"""How long the build of the site takes: cold, with nothing made before, and warm.

    python -m tests.benchmarks.build

Prints Markdown; seconds of the clock.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
STEPS = {
    "estimator for the browser": ["node", "site/runtime/build.mjs", "dist/runtime"],
    "site": [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
    "offline list": ["node", "site/runtime/offline.mjs", "dist/site"],
}


def timed(command: list[str]) -> float:
    """Return how many seconds a step takes."""
    begun = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return time.perf_counter() - begun


def main() -> int:
    """Measure and print."""
    shutil.rmtree(ROOT / "dist" / "runtime", ignore_errors=True)
    shutil.rmtree(ROOT / "dist" / "site", ignore_errors=True)
    cold, warm = ({name: timed(command) for name, command in STEPS.items()} for _ in range(2))
    print("| build, seconds | cold | warm |\n|---|---:|---:|")
    for name in STEPS:
        print(f"| {name} | {cold[name]:.1f} | {warm[name]:.1f} |")
    print(f"| in all | {sum(cold.values()):.1f} | {sum(warm.values()):.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""``python -m backoffice``, and the command ``backoffice``."""

import signal
import sys


def main() -> int:
    """Run one command; return its exit status.

    Ctrl-C ends a program that is still loading as it ends any other, instead of in a traceback.
    """
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from backoffice.cli import program

    signal.signal(signal.SIGINT, usual)
    return program.main()


if __name__ == "__main__":
    sys.exit(main())

"""What the Makefile runs before everything else: `python3 deployment/local/bootstrap.py [run|all]`.

It checks which Python this is, then leaves the rest to environment.py. The syntax is one that any Python can read, even
Python 2, since an old one must get as far as the sentence below.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one is what this line is for
    sys.exit(
        "Mock Mate needs Python 3.11 or newer, and %s is %d.%d; run make again as `make PYTHON3=python3.11`,"  # noqa: UP031
        " with a newer one that you have, or install one." % (sys.executable, sys.version_info[0], sys.version_info[1])
    )

import environment  # type: ignore[import-not-found]  # the file beside this one; this folder is where Python looks first

if __name__ == "__main__":
    environment.main()

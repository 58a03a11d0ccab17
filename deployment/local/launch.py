"""Becomes another program: first it steps down from root, and asks the kernel to end it when its parent ends.

Run as `python launch.py PARENT SIGNAL UID GID PROGRAM ARGUMENT…` (UID -1: stay who you are). A program of its own,
since running Python between fork and exec of a process with threads may deadlock.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, stop_signal, uid, gid = (int(number) for number in sys.argv[1:5])
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":  # elsewhere the next start finds what a killed parent left
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop_signal)  # after setuid, which would clear it
    if os.getppid() != parent:  # it died before the kernel knew what to do about it
        sys.exit("The parent process has gone.")
    os.execv(sys.argv[5], sys.argv[5:])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()

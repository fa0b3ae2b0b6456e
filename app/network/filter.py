"""The kernel's own refusal of sockets, for processes that need none: it holds for native code, too.

A seccomp filter (https://docs.kernel.org/userspace-api/seccomp_filter.html): a small program that Linux runs
before each system call. Here it lets `socket` through only for Unix sockets and the kernel's own messages.
Elsewhere than on Linux, or where it is not allowed, app/network/guard.py remains.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

# linux/prctl.h, linux/seccomp.h
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
# linux/bpf_common.h: load a word of the call's description; compare; return
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # in struct seccomp_data
_AF_UNIX, _AF_NETLINK = 1, 16
_IO_URING_SETUP = 425  # its requests are not seen by filters, and one of them makes sockets
_OTHER_NUMBERS = 0x40000000  # from here on: the same calls for x32 programs
# Of each machine: its AUDIT_ARCH (linux/audit.h), and the number of `socket`.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}


def refuse_sockets() -> bool:
    """From now on this process, its threads and its children cannot open a socket to anywhere.

    To be called before there are threads. False where there is no such filter; cannot be undone.
    """
    if sys.platform != "linux" or platform.machine() not in _MACHINES or sys.maxsize < 2**32:
        return False
    code = _program(*_MACHINES[platform.machine()])
    kept = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(kept)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program), 0, 0) == 0)


def _program(machine: int, socket_call: int) -> bytes:
    """Instructions of 8 bytes; the jumps count instructions from the next one: (if true, if not)."""
    instructions = (
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 8, machine),  # else refuse: a call in the way of another machine
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 6, 0, _OTHER_NUMBERS),
        (_EQUAL, 5, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 3, socket_call),  # else allow
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_EQUAL, 1, 0, _AF_UNIX),
        (_EQUAL, 0, 1, _AF_NETLINK),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    )
    return b"".join(struct.pack("=HBBI", *one) for one in instructions)

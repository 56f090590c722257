"""The orders that the shim obeys, in a file that both map; shim/shim.h has the same fields in the same order."""

import errno
import mmap
import struct

WRITE, SYNC, TRUNCATE, OPEN, READ, UNLINK = 1, 2, 4, 8, 16, 32
CHANGES = WRITE | SYNC | TRUNCATE | OPEN | UNLINK

_SIZE = 224
_STEPS = {"kill_step": 0, "hang_step": 80}
_NUMBERS = {"kill_left": 64, "kill_after": 72, "fault_calls": 144, "fault_errno": 152, "fault_skip": 160,
            "fault_times": 168, "fault_hits": 176, "calls": 184, "clock_offset": 192, "cut_skip": 200, "cuts": 208,
            "free_octets": 216}


class Control:
    def __init__(self, path):
        self.path = path
        with open(path, "wb") as file:
            file.write(bytes(_SIZE))
        self._file = open(path, "r+b")
        self._memory = mmap.mmap(self._file.fileno(), _SIZE)
        self.clear()

    def __getitem__(self, name):
        if name in _STEPS:
            return self._memory[_STEPS[name]:_STEPS[name] + 64].split(b"\0")[0].decode()
        return struct.unpack_from("<q", self._memory, _NUMBERS[name])[0]

    def __setitem__(self, name, value):
        if name in _STEPS:
            self._memory[_STEPS[name]:_STEPS[name] + 64] = value.encode().ljust(64, b"\0")
        else:
            struct.pack_into("<q", self._memory, _NUMBERS[name], value)

    def clear(self):
        """No kill, no fault, no cut; the clock is right."""
        self._memory[:] = bytes(_SIZE)
        self["cut_skip"] = -1

    def kill_at(self, step, after, number=1):
        self["kill_step"] = ""
        self["kill_left"] = number
        self["kill_after"] = int(after)
        self["kill_step"] = step

    def fail(self, calls, code, skip, times=1):
        """Lets `skip` calls of these kinds pass, then fails so many of them."""
        self["fault_errno"] = 0
        self["fault_calls"] = calls
        self["fault_skip"] = skip
        self["fault_times"] = times
        self["fault_hits"] = 0
        self["calls"] = 0
        self["fault_errno"] = getattr(errno, code)

"""The few drawing programs of this process, each used by one request at a time."""

import atexit
import contextlib
import os
import queue
import signal
import struct
import subprocess
import sys
import threading
from typing import Any, BinaryIO, cast

from commonbeat.engine.files.providers import drawing

# Work of the processor on one file; the wall clock is only for a program that sleeps.
CPU_SECONDS = 8.0
WALL_SECONDS = 60.0
ENDED_FOR_TIME = (-signal.SIGPROF, -signal.SIGKILL)
# Decoders leak a little; a fresh program after so many files keeps that from adding up.
FILES_EACH = 500
PLACES = max(2, min(4, os.cpu_count() or 2))
# All that the program is told: no key or address of this installation. It keeps up to 64 MB between files:
# giving each picture's memory back and fetching it anew costs a third of the work on a photo.
SURROUNDINGS = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20),
    "LC_ALL": "C.UTF-8",
}


class Died(Exception):
    """The drawing program died over a file; `is_slow` when it was ended for the time it took."""

    def __init__(self, is_slow: bool) -> None:
        super().__init__("slow" if is_slow else "crashed")
        self.is_slow = is_slow


class Place:
    """One drawing program, started when it is first needed."""

    def __init__(self) -> None:
        self.program: subprocess.Popen[bytes] | None = None
        self.done = 0

    def draw(self, asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Return what the program answers; raises Died when it does not."""
        program = self._program()
        ending = threading.Timer(WALL_SECONDS, program.kill)
        ending.start()
        reply = None
        try:
            drawing.send(cast(BinaryIO, program.stdin), {**asked, "seconds": CPU_SECONDS}, [content])
            reply = drawing.receive(cast(BinaryIO, program.stdout))
        except (OSError, ValueError, struct.error):
            # It died in the middle of a sentence, which is the same as saying nothing.
            reply = None
        finally:
            ending.cancel()
            # Half an answer may be in the pipe; it must never be read as the answer to another.
            ended_by = 0 if reply is not None else self.close()
        if reply is None:
            raise Died(is_slow=ended_by in ENDED_FOR_TIME)
        self.done += 1
        return reply

    def close(self) -> int | None:
        """End the program; return the number of the signal that had ended it before, below zero."""
        program, self.program = self.program, None
        if program is None:
            return None
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(timeout=0.2)
        ended_by = program.poll()
        program.kill()
        with contextlib.suppress(OSError):
            program.communicate()
        return ended_by

    def _program(self) -> subprocess.Popen[bytes]:
        if self.program is not None and (self.done >= FILES_EACH or self.program.poll() is not None):
            self.close()
        if self.program is None:
            self.done = 0
            self.program = subprocess.Popen(  # noqa: S603 - our own program, with nothing of the request
                [sys.executable, "-I", "-m", drawing.__name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=SURROUNDINGS,
                cwd="/",
            )
        return self.program


class Table:
    """The places. The one used last is taken first, so that a quiet server runs one program."""

    def __init__(self, places: int) -> None:
        self.free: queue.LifoQueue[Place] = queue.LifoQueue()
        self.places = [Place() for _number in range(places)]
        for place in self.places:
            self.free.put(place)

    def draw(self, asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Return the answer of a drawing program; raises Died, or queue.Empty when all stay busy."""
        place = self.free.get(timeout=WALL_SECONDS / 2)
        try:
            return place.draw(asked, content)
        finally:
            self.free.put(place)

    def close(self) -> None:
        for place in self.places:
            place.close()


_table = Table(PLACES)
atexit.register(lambda: _table.close())


def _lay_anew() -> None:
    """Start with programs of its own in a forked process: the pipes belong to the first."""
    global _table
    _table = Table(PLACES)


os.register_at_fork(after_in_child=_lay_anew)


def draw(asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Return the header and the parts that a drawing program answers; raises Died or queue.Empty."""
    return _table.draw(asked, content)

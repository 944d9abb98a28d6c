"""The few drawing programs of this process, each used by one request at a time."""

import atexit
import os
import queue
import subprocess
import sys
import threading
from typing import Any, BinaryIO, cast

from commonbeat.engine.files.providers import drawing

WALL_SECONDS = 60.0
# Decoders leak a little; a fresh program after so many files keeps that from adding up.
FILES_EACH = 500
PLACES = max(2, min(4, os.cpu_count() or 2))


class Broken(Exception):
    """The drawing program died or was ended over a file."""


class Place:
    """One drawing program, started when it is first needed."""

    def __init__(self) -> None:
        self.program: subprocess.Popen[bytes] | None = None
        self.done = 0

    def draw(self, asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Return what the program answers; raises Broken when it does not."""
        program = self._program()
        ending = threading.Timer(WALL_SECONDS, program.kill)
        ending.start()
        try:
            drawing.send(cast(BinaryIO, program.stdin), asked, [content])
            reply = drawing.receive(cast(BinaryIO, program.stdout))
        except BaseException as wrong:
            # Half an answer may be in the pipe; it must never be read as the answer to another.
            self.close()
            if isinstance(wrong, OSError | ValueError):
                raise Broken from wrong
            raise
        finally:
            ending.cancel()
        if reply is None:
            self.close()
            raise Broken
        self.done += 1
        return reply

    def close(self) -> None:
        program, self.program = self.program, None
        if program is not None:
            program.kill()
            program.communicate()

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
                # No key or address of this installation is handed on.
                env={"MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"},
                cwd="/",
            )
        return self.program


class Table:
    """The places, handed out to whoever waits longest."""

    def __init__(self, places: int) -> None:
        self.free: queue.SimpleQueue[Place] = queue.SimpleQueue()
        self.places = [Place() for _number in range(places)]
        for place in self.places:
            self.free.put(place)

    def draw(self, asked: dict[str, Any], content: bytes) -> tuple[dict[str, Any], list[bytes]]:
        """Return the answer of a drawing program; raises Broken, or queue.Empty when all stay busy."""
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
    """Return the header and the parts that a drawing program answers; raises Broken or queue.Empty."""
    return _table.draw(asked, content)

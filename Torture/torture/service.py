"""`mailbridge serve` under the shim, and the log that the shim keeps."""

import os
import signal
import subprocess
import time
from collections import namedtuple

from .control import Control
from .place import Broken

Event = namedtuple("Event", "number pid time thread step moment detail")


class StepLog:
    """What the shim wrote, read on from where the last look ended."""

    def __init__(self, path):
        self.path = path
        self.events = []
        self._position = 0

    def read(self):
        """The new events."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self._position)
                data = file.read()
        except FileNotFoundError:
            return []
        end = data.rfind(b"\n") + 1
        self._position += end
        new = []
        for line in data[:end].decode("utf-8", "replace").splitlines():
            parts = line.split(" ", 6)
            if len(parts) == 7 and parts[0].isdigit():
                new.append(Event(int(parts[0]), int(parts[1]), int(parts[2]), int(parts[3]), parts[4], parts[5], parts[6]))
        self.events += new
        return new


class Service:
    """One place's service: started, killed and started again."""

    def __init__(self, place, name="service", record=None, environment=None):
        self.place = place
        self.control = Control(place.path(f"{name}.control"))
        self.steps = StepLog(place.path(f"{name}.steps"))
        self.log = place.path(f"{name}.log")
        self.record = record
        self.environment = environment or {}
        self.process = None
        self.starts = self._began = 0
        place.services.append(self)

    def surroundings(self):
        """The environment that puts the shim around a process."""
        place = self.place
        environment = {
            **os.environ, **self.environment, "LD_PRELOAD": place.shim, "TORTURE_CONTROL": self.control.path,
            # Where Swift is installed, it would read the whole program before a process ends by SIGABRT.
            "SWIFT_BACKTRACE": "enable=no", "TORTURE_LOG": self.steps.path, "TORTURE_STORE": place.store + "/",
            "TORTURE_PORTS": f"imap={place.imaps},http={place.http},smtp={place.smtp}"}
        if self.record:
            environment["TORTURE_RECORD"] = self.record
        return environment

    def start(self):
        place = self.place
        self._began = len(self.text()) if self.starts else 0
        with open(self.log, "ab") as file:
            self.process = subprocess.Popen(
                [place.program, "serve", "--config", place.configuration], stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                env=self.surroundings())
        self.starts += 1

    def ended(self):
        """The exit status, negative for a signal; None while it runs."""
        return self.process.poll() if self.process else 0

    def kill(self, number=signal.SIGKILL):
        if self.ended() is None:
            self.process.send_signal(number)

    def wake(self):
        """Makes it look at everything now; before it is connected, the signal would end it."""
        if "mail-connected" in self.text()[self._began:]:
            self.kill(signal.SIGUSR1)

    def wait(self, seconds=30.0):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise Broken(f"the service does not end within {seconds} s") from None

    def stop(self, seconds=30.0):
        self.kill(signal.SIGTERM)
        return self.wait(seconds)

    def text(self):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def connected(self, seconds=30.0):
        """Waits until this process has opened its folder; False if it has not, or ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if "mail-connected" in self.text()[self._began:]:
                return True
            if self.ended() is not None:
                return False
            time.sleep(0.01)
        return False

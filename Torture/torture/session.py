"""A service that runs and people who write, for parts that do something to both."""

from contextlib import contextmanager

from . import kills
from .place import Broken, eventually
from .service import Service
from .traffic import Traffic


class Session:
    def __init__(self, place, seed, record=None, environment=None, **traffic):
        self.place = place
        self.service = Service(place, record=record, environment=environment)
        self.traffic = Traffic(place, seed, **{"reply_share": 1.0, **traffic})

    @contextmanager
    def running(self):
        """Connected, and with traffic."""
        self.start()
        self.traffic.start()
        try:
            yield self
        finally:
            self.service.control.clear()
            self.traffic.stop()

    def start(self):
        self.service.start()
        if not self.service.connected():
            raise Broken("the service does not connect:\n" + self.service.text()[-2000:])

    def flows(self, what, count=2, seconds=60.0):
        """Waits until so many more questions and replies have come through."""
        brought, reported = len(self.traffic.brought), len(self.traffic.reported)
        eventually(
            f"{what}: questions and replies come through",
            lambda: self.traffic.failure or len(self.traffic.brought) >= brought + count
            and len(self.traffic.reported) >= reported + count, seconds)

    def restart_if_ended(self):
        """Its exit status if it ended by itself."""
        status = self.service.ended()
        if status is not None:
            self.service.start()
        return status

    def settle(self):
        return kills.settle(self.place, self.service, self.traffic, start=self.service.ended() is not None)

"""Everybody reads an attribute of the same ordinary instance, held in a local."""
from timing import measure

REPEAT = 4_000_000


class Settings:
    def __init__(self):
        self.depth = 10


SETTINGS = Settings()


def body(number, repeat):
    settings = SETTINGS
    seen = 0
    for turn in range(repeat):
        seen = settings.depth


measure(body, REPEAT)

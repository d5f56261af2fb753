"""Everybody looks up the same two names in one dict."""
from timing import measure

REPEAT = 2_200_000

PLACES = {"north": 1, "south": 2}


def body(number, repeat):
    places = PLACES
    seen = 0
    for turn in range(repeat):
        seen = places["north"]
        seen = places["south"]


measure(body, REPEAT)

import threading
import queue
from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    START = auto()
    DATA = auto()
    STOP = auto()


@dataclass(order=True)
class Event:
    priority: int
    kind: Kind = field(compare=False)
    payload: dict = field(default_factory=dict, compare=False)


class Bus:
    def __init__(self):
        self.handlers = {}
        self.queue = queue.PriorityQueue()
        self.handled = []

    def on(self, kind):
        def register(function):
            self.handlers.setdefault(kind, []).append(function)
            return function
        return register

    def emit(self, kind, priority=5, **payload):
        self.queue.put(Event(priority, kind, payload))

    def run(self):
        while True:
            event = self.queue.get()
            for handler in self.handlers.get(event.kind, ()):
                try:
                    self.handled.append(handler(**event.payload))
                except Exception as error:
                    self.handled.append(f"{type(error).__name__}: {error}")
            if event.kind is Kind.STOP:
                return


bus = Bus()


@bus.on(Kind.START)
def started(name):
    return f"start {name}"


@bus.on(Kind.DATA)
def doubled(value):
    return value * 2


@bus.on(Kind.DATA)
def inverted(value):
    return 1 / value


@bus.on(Kind.STOP)
def stopped():
    return "stop"


bus.emit(Kind.STOP, priority=9)
bus.emit(Kind.DATA, priority=3, value=4)
bus.emit(Kind.DATA, priority=2, value=0)
bus.emit(Kind.START, priority=1, name="bus")
bus.emit(Kind.DATA, priority=4, wrong=1)
t = threading.Thread(target=bus.run)
t.start()
t.join()
for line in bus.handled:
    print(line)
print(Event(1, Kind.START), Event(1, Kind.STOP) == Event(1, Kind.DATA), min(Event(3, Kind.DATA), Event(2, Kind.STOP)).kind)


class Light:
    states = {"green": ("yellow", 3), "yellow": ("red", 1), "red": ("green", 4)}

    def __init__(self):
        self.state = "red"
        self.clock = 0

    def tick(self):
        self.clock += 1
        following, duration = self.states[self.state]
        if self.clock >= duration:
            self.state, self.clock = following, 0
        return self.state


light = Light()
print("".join(light.tick()[0] for _ in range(16)))

# expect: start bus
# expect: 0
# expect: ZeroDivisionError: division by zero
# expect: 8
# expect: 0.25
# expect: TypeError: doubled() got an unexpected keyword argument 'wrong'
# expect: TypeError: inverted() got an unexpected keyword argument 'wrong'
# expect: stop
# expect: Event(priority=1, kind=<Kind.START: 1>, payload={}) True Kind.STOP
# expect: rrrgggyrrrrgggyr

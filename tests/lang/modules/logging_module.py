import io
import logging
import threading

stream = io.StringIO()
logging.basicConfig(stream=stream, level=logging.INFO, format="%(levelname)s:%(name)s:%(threadName)s:%(message)s")
log = logging.getLogger("app.worker")
log.info("started %s with %d", "job", 3)
log.debug("hidden")
logging.warning("root warning")
log.error("dict %(a)s", {"a": 1})
print(stream.getvalue(), end="")
stream.truncate(0)
stream.seek(0)
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("[{levelname:>8}] {funcName} {lineno} {message}", style="{"))
log.addHandler(handler)
log.propagate = False
log.setLevel("DEBUG")


def work():
    log.debug("inside")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("failed")


work()
lines = stream.getvalue().splitlines()
print(lines[0], "|", lines[1], "|", lines[2], "|", lines[-1])
print(log, logging.getLogger("app"), logging.getLogger() is logging.root, log.parent, log.getEffectiveLevel(), log.isEnabledFor(5), logging.getLevelName(20), logging.getLevelName("ERROR"), logging.getLevelName(7))


class OnlyEven(logging.Filter):
    def filter(self, record):
        return record.args[0] % 2 == 0


stream.truncate(0)
stream.seek(0)
log.addFilter(OnlyEven())
team = [threading.Thread(target=log.info, args=("n=%d", n)) for n in range(4)]
for t in team:
    t.start()
    t.join()
print([line.split()[-1] for line in stream.getvalue().splitlines()])
records = []


class Keep(logging.Handler):
    def emit(self, record):
        records.append(self.format(record))


other = logging.getLogger("other")
other.propagate = False
other.addHandler(Keep(level=logging.ERROR))
other.warning("no")
other.critical("yes")
logging.LoggerAdapter(other, {"id": 7}).error("adapted")
print(records, other.hasHandlers(), other.handlers)
try:
    log.setLevel("NOPE")
except ValueError as error:
    print(error)
logging.disable(logging.CRITICAL)
other.critical("disabled")
print(len(records))

# expect: INFO:app.worker:MainThread:started job with 3
# expect: WARNING:root:MainThread:root warning
# expect: ERROR:app.worker:MainThread:dict 1
# expect: [   DEBUG] work 23 inside | [   ERROR] work 27 failed | Traceback (most recent call last): | ZeroDivisionError: division by zero
# expect: <Logger app.worker (DEBUG)> <Logger app (INFO)> True <Logger app (INFO)> 10 False INFO 40 Level 7
# expect: ['n=0', 'n=2']
# expect: ['yes', 'adapted'] True [<Keep (ERROR)>]
# expect: Unknown level: 'NOPE'
# expect: 2

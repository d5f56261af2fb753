"""What becomes of an item in a queue when the interpreter that put it is gone."""


class ItemInterpreterDestroyed(Exception):
    """The item came from an interpreter that is gone."""


class UnboundItem:
    """Stands in a queue for an item whose interpreter is gone."""

    __slots__ = ()

    def __repr__(self):
        return 'concurrent.interpreters._queues.UNBOUND'


UNBOUND = UnboundItem()
UNBOUND_ERROR = object()
UNBOUND_REMOVE = object()

_FLAGS = {UNBOUND_REMOVE: 1, UNBOUND_ERROR: 2, UNBOUND: 3}
_MEANINGS = {flag: meaning for meaning, flag in _FLAGS.items()}


def serialize_unbound(unbound):
    try:
        return _FLAGS[unbound]
    except KeyError:
        raise NotImplementedError(f'unsupported unbound replacement op {unbound!r}')


def meaning_of(flag):
    return _MEANINGS[flag]

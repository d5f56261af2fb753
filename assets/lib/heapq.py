"""A priority queue in a list: item k is never larger than items 2k+1 and 2k+2.

Written out in Python; the versions in `_heapq`, where there are any, replace these at the end.
"""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def heappush(heap, item):
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap):
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _siftup(heap, 0)
    return smallest


def heapreplace(heap, item):
    """The same as heappop followed by heappush, in one go."""
    smallest = heap[0]
    heap[0] = item
    _siftup(heap, 0)
    return smallest


def heappushpop(heap, item):
    """The same as heappush followed by heappop, in one go."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _siftup(heap, 0)
    return item


def heapify(x):
    for i in reversed(range(len(x) // 2)):
        _siftup(x, i)


def _siftdown(heap, start, pos):
    """Let the item at pos rise towards start until its parent is not larger."""
    item = heap[pos]
    while pos > start:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not item < parent:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = item


def _siftup(heap, pos):
    """Let the smaller children rise all the way into the gap at pos, then put its item where the gap has gone."""
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _siftdown(heap, start, pos)


# The same three upside down, with the largest item on top; heapq keeps them private.

def _heappop_max(heap):
    last = heap.pop()
    if not heap:
        return last
    largest = heap[0]
    heap[0] = last
    _siftup_max(heap, 0)
    return largest


def _heapreplace_max(heap, item):
    largest = heap[0]
    heap[0] = item
    _siftup_max(heap, 0)
    return largest


def _heapify_max(x):
    for i in reversed(range(len(x) // 2)):
        _siftup_max(x, i)


def _siftdown_max(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent_pos = (pos - 1) >> 1
        parent = heap[parent_pos]
        if not parent < item:
            break
        heap[pos] = parent
        pos = parent_pos
    heap[pos] = item


def _siftup_max(heap, pos):
    end = len(heap)
    start = pos
    item = heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _siftdown_max(heap, start, pos)


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted output, without reading ahead."""
    if reverse:
        make_heap, replace_top, drop_top, direction = _heapify_max, _heapreplace_max, _heappop_max, -1
    else:
        make_heap, replace_top, drop_top, direction = heapify, heapreplace, heappop, 1
    heap = []
    for order, iterable in enumerate(map(iter, iterables)):
        for value in iterable:
            rank = value if key is None else key(value)
            heap.append([rank, order * direction, value, iterable])
            break
    make_heap(heap)
    while len(heap) > 1:
        top = heap[0]
        yield top[2]
        for value in top[3]:
            top[2] = value
            top[0] = value if key is None else key(value)
            replace_top(heap, top)
            break
        else:
            drop_top(heap)
    if heap:
        _, _, value, iterable = heap[0]
        yield value
        yield from iterable


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first; equal items keep their order."""
    if n == 1:
        missing = object()
        result = min(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first; equal items keep their order."""
    if n == 1:
        missing = object()
        result = max(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]


try:
    from _heapq import heapify, heappop, heappush, heappushpop, heapreplace
except ImportError:
    pass

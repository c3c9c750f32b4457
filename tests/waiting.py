"""Wait for something to read, on a descriptor of any number: `select` knows those below 1,024."""

import select


def readable(descriptor: int, seconds: float) -> bool:
    """Whether something can be read, or the other side has gone, within some seconds."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN | select.POLLHUP)
    return bool(poll.poll(seconds * 1000))

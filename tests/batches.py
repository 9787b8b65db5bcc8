"""What a phone sends to the exchange, given to its writer in the test's own thread."""

from hashlib import sha256

from sopu.forum.exchange.writer import Call, Reply, Writer
from sopu.forum.models import Event


def asked(writer: Writer, event: Event, token: str, acts: list[object], waiting: int = 0) -> Reply:
    """The writer's answer to one batch, given in this thread."""
    replies: list[Reply] = []
    digest = sha256(token.encode()).hexdigest()
    writer._answer([Call(event.code, digest, acts, None, "fi", replies.append, waiting=waiting)])
    return replies[0]

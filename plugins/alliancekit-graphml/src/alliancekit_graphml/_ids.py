"""Ids of nodes and edges: stable, different for different things, and names to XML.

An id of the model holds ASCII letters, digits, ``.``, ``_`` and ``-``; that of a record also one
``#``, which XML allows in no name. ``:`` is allowed there and stands in no id of the model, so that
writing it for ``#`` and between parts makes two different things never share an id.

Source:
    xs:NMTOKEN, XML 1.0 (fifth edition), production 7.
"""

from __future__ import annotations

from alliancekit.timeline import EntryType


def actor_node_id(actor: str) -> str:
    """Return the id of the node of an actor.

    >>> actor_node_id("JPN.ATLA")
    'p.JPN.ATLA'

    Args:
        actor: Id of the actor.
    """
    return f"p.{actor}"


def entry_node_id(entry: str, type: EntryType) -> str:  # noqa: A002 - the word of the model
    """Return the id of the node of an entry.

    >>> entry_node_id("nikkei-2024#sale", EntryType.agreement)
    'a.nikkei-2024:sale'

    Args:
        entry: Id of the entry.
        type: Whether it is an event or an agreement.
    """
    return f"{'a' if type is EntryType.agreement else 'e'}.{entry.replace('#', ':')}"


def source_node_id(source: str) -> str:
    """Return the id of the node of a source.

    >>> source_node_id("nikkei-2024")
    's.nikkei-2024'

    Args:
        source: Id of the source.
    """
    return f"s.{source}"


def edge_id(origin: str, word: str, target: str) -> str:
    """Return the id of the edge between two nodes.

    >>> edge_id("p.JPN", "seller", "a.nikkei-2024:sale")
    'x.p.JPN:seller:a.nikkei-2024:sale'

    Args:
        origin: Id of the node that it starts from.
        word: What it says, a word without ``:``.
        target: Id of the node that it leads to.
    """
    return f"x.{origin}:{word}:{target}"

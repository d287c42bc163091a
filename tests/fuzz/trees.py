"""Mutations of JSON and XML as trees: what comes out is mostly well formed, and mostly not what was expected."""

from __future__ import annotations

import copy
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from random import Random
from typing import Any

from lxml import etree

from tests.fuzz.values import MOST_BYTES, NUMBERS, mutated_bytes, mutated_text, word

_LONGEST_REPEATED = 200_000
_ENCODINGS = ("utf-16", "utf-8-sig", "latin-1", "utf-32")
# What the writers of JSON and XML would not write is put in afterwards.
_HUGE, _DEEP, _TWICE = "@huge@", "@deep@", "@twice@"


def mutated_json(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return a JSON text whose tree was changed in a few places, seldom also its bytes."""
    tree = json.loads(content)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        tree = _changed_json(tree, rng, others)
    text = json.dumps(tree, ensure_ascii=rng.random() < 0.5)
    text = text.replace(f'"{_HUGE}"', "7" * 5_000).replace(f'"{_TWICE}"', '{"id": "a", "id": ["b"]}')
    text = text.replace(
        f'"{_DEEP}"', "[" * 30_000 + "]" * 30_000 if rng.random() < 0.5 else '{"a":' * 900 + "1" + "}" * 900
    )
    return _as_bytes(text, rng, others)


def _changed_json(tree: Any, rng: Random, others: Sequence[bytes]) -> Any:
    places = list(_places(tree))
    if not places or rng.random() < 0.02:
        return _json_value(rng, others)
    holder, key = rng.choice(places)
    value = holder[key]
    kind = rng.randrange(9)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, list):
        holder[key:key] = [value] * _times(len(json.dumps(value)), rng)
    elif kind == 2:
        holder[key] = rng.choice(([value], {"a": value}, [[value]], {"default": value}))
    elif kind == 3:
        other_holder, other_key = rng.choice(places)
        # A copy: a tree may not hold itself.
        holder[key] = json.loads(json.dumps(other_holder[other_key])) if len(places) < 2_000 else None
    elif kind == 4 and isinstance(holder, dict):
        holder[mutated_text(key, rng)] = holder.pop(key)
    elif isinstance(value, str) and kind < 8:
        holder[key] = mutated_text(value, rng)
    else:
        holder[key] = _json_value(rng, others)
    return tree


def _times(length: int, rng: Random) -> int:
    """Return how often a part of a length is to stand there once more; large parts not so often."""
    return min(rng.choice((1, 5, 300)), 1 + _LONGEST_REPEATED // length)


def _json_value(rng: Random, others: Sequence[bytes]) -> Any:
    kind = rng.randrange(10)
    if kind < 3:
        return rng.choice(NUMBERS)
    if kind < 6:
        return word(rng)
    if kind == 6:
        return rng.choice((_HUGE, _DEEP, _TWICE))
    if kind == 7 and others:
        tree = json.loads(rng.choice(others))
        places = list(_places(tree))
        holder, key = rng.choice(places) if places else ([tree], 0)
        return holder[key]
    return rng.choice((None, True, False, [], {}, [None], [[]], {"": None}, [[[]], {}]))


def _places(tree: Any) -> list[tuple[Any, Any]]:
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            inside = [(node, key) for key in node]
        elif isinstance(node, list):
            inside = [(node, index) for index in range(len(node))]
        else:
            continue
        found += inside
        waiting += [holder[key] for holder, key in inside]
    return found


def mutated_xml(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return an XML text whose tree was changed in a few places, seldom also its declarations and its bytes."""
    root = _parsed(content)
    if root is None:
        return mutated_bytes(content, rng, others)
    # Copied by writing and reading, which is quicker.
    root = etree.fromstring(etree.tostring(root), _PARSER)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        _change_xml(root, rng, others)
    text = etree.tostring(root, encoding="unicode")
    if rng.random() < 0.15:
        text = rng.choice(_PROLOGUES) + text
    if rng.random() < 0.05:
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(_INSIDE) + text[place:]
    return _as_bytes(text, rng, others)


_PROLOGUES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<?xml version="1.0" encoding="ISO-8859-1"?>',
    '<?xml version="1.1" encoding="nothing"?>',
    '<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
    '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;">]>',
    "<!DOCTYPE a [<!ELEMENT a (b*)><!ATTLIST a c CDATA #IMPLIED>]>",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    "<!-- é --><?p q?>",
    "\ufeff",
)
_INSIDE = (
    "&b;",
    "&nbsp;",
    "&#0;",
    "&#x1F600;",
    "<![CDATA[<b>&]]>",
    "<!-- -->",
    "<?p?>",
    "<é:a/>",
    "<a xmlns='u:'/>",
    "<",
    ">",
)


_PARSER = etree.XMLParser(huge_tree=True)


@lru_cache(maxsize=500)
def _parsed(content: bytes) -> Any:
    try:
        return etree.fromstring(content, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _change_xml(root: Any, rng: Random, others: Sequence[bytes]) -> None:
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    element, kind = rng.choice(elements), rng.randrange(10)
    # A character that XML cannot hold is not put in.
    with suppress(ValueError):
        if kind < 5:
            _change_branches(element, kind, elements, rng, others)
        elif kind == 5 and element.attrib:
            name = rng.choice(element.attrib.keys())
            element.set(name, mutated_text(element.get(name), rng))
        elif kind == 6:
            element.set(rng.choice(_ATTRIBUTES), word(rng))
        elif kind == 7:
            element.tail = word(rng)
        else:
            element.text = mutated_text(element.text or "", rng)


def _change_branches(element: Any, kind: int, elements: Sequence[Any], rng: Random, others: Sequence[bytes]) -> None:
    parent, are_few = element.getparent(), len(elements) < 500
    if kind == 0 and parent is not None:
        parent.remove(element)
    elif kind == 1 and parent is not None:
        for _ in range(_times(len(etree.tostring(element)), rng) if are_few else 1):
            parent.append(copy.deepcopy(element))
    elif kind == 2 and are_few:
        _nest(element, rng.choice((2, 20, 200)))
    elif kind == 3:
        other = _parsed(rng.choice(others)) if others else None
        if other is not None:
            element.append(copy.deepcopy(rng.choice([one for one in other.iter() if isinstance(one.tag, str)])))
    elif kind == 4:
        element.tag = rng.choice([one.tag for one in elements])


_ATTRIBUTES = ("href", "name", "id", "srs", "extension", "codeListValue", "numberOfRecordsMatched", "nextRecord")


def _nest(element: Any, depth: int) -> None:
    """Put an element into itself, so deep."""
    inner = element
    for _ in range(depth):
        made = etree.SubElement(inner, element.tag, dict(element.attrib))
        made.text = (element.text or "")[: _LONGEST_REPEATED // depth]
        inner = made


def _as_bytes(text: str, rng: Random, others: Sequence[bytes]) -> bytes:
    encoding = rng.choice(_ENCODINGS) if rng.random() < 0.04 else "utf-8"
    content = text.encode(encoding, "surrogatepass" if encoding != "latin-1" else "replace")[:MOST_BYTES]
    return mutated_bytes(content, rng, others) if rng.random() < 0.1 else content

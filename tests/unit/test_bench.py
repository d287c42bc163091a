"""The inputs of `make bench` follow the files that the plugin writes and the answers that the tests give."""

from __future__ import annotations

import pytest

from tests.fuzz.harness import size
from tools.bench.shapes import SHAPES, Shape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_an_input_of_each_shape_can_be_made(shape: Shape) -> None:
    assert size(shape.make(1)) > 0

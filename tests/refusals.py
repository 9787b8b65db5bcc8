"""Refusals for tests: what an action says when it does nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from sopu.core.refusals import Refused


def refusal(act: Callable[..., object], *arguments: Any, **fields: Any) -> str:
    """The code of what refuses it."""
    with pytest.raises(Refused) as refused:
        act(*arguments, **fields)
    return refused.value.code

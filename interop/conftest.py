"""What several files of tests use."""

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Tests of asynchronous clients run on asyncio."""
    return "asyncio"

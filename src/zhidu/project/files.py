"""Writing result files (结果文件): the whole file or nothing."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from zhidu.rulebooks.source import BookError, Problem, why


def write_whole(path: Path, chunks: Iterable[str], *, encoding: str = "utf-8") -> None:
    """Write beside the place and put it there in one step, so that nobody ever reads half a file.

    Raises BookError where it cannot be written; an earlier file then stays as it was.
    """
    # a draft of the same name can only be one that a killed run of an earlier process left behind
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("w", encoding=encoding, newline="") as stream:
            stream.writelines(chunks)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise BookError([Problem(str(path), 0, "", f"写不进去：{why(error)}")]) from error
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

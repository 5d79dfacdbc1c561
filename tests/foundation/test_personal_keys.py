"""Keys of personal data: what one sealed can be read as long as it is there, whichever is the newest."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.fernet import InvalidToken

from zhidu.foundation import keys
from zhidu.foundation.keys import LostKey, Ring, add_key, drop_keys, load_keys, personal


@pytest.fixture
def path(tmp_path: Path, settings: SimpleNamespace) -> Path:
    found = tmp_path / "keys.json"
    load_keys(found)
    settings.ZHIDU_KEY_FILE = found
    return found


def test_a_site_from_before_gets_its_first_key_and_keeps_the_others(path: Path) -> None:
    before = json.loads(path.read_text(encoding="utf-8"))
    ring = personal()
    after = json.loads(path.read_text(encoding="utf-8"))
    assert list(ring.keys) == ["k1"]
    assert {name: after[name] for name in before} == before
    assert path.stat().st_mode & 0o777 == 0o600
    assert personal() is ring


def test_what_an_old_key_sealed_is_read_until_it_is_dropped(path: Path) -> None:
    old = personal()
    sealed, digest = old.seal("13800138000"), old.digest("13800138000")
    assert b"13800138000" not in sealed
    add_key(path)
    new = personal()
    assert new.current == "k2"
    assert new.open(sealed) == "13800138000"
    assert new.digest("13800138000") != digest
    assert digest in new.digests("13800138000")
    drop_keys(path)
    with pytest.raises(LostKey, match="没有“k1”这一把"):
        personal().open(sealed)
    add_key(path)
    assert personal().current == "k3", "名字不再用第二次"


def test_what_was_tampered_with_is_not_read(path: Path) -> None:
    ring: Ring = personal()
    with pytest.raises(InvalidToken):
        ring.open(ring.seal("是")[:-4] + b"AAAA")
    assert ring.seal("是") != ring.seal("是"), "同样的内容，每次不同"


def test_two_that_find_no_key_make_one(path: Path) -> None:
    first = keys.change_keys(path, keys._one_more)
    assert keys.change_keys(path, keys._one_more).keys == first.keys

"""Names and numbers in cells: spaces, widths and marks go; lost figures are told."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhidu.apps.registry.importing.reading.faults import Unclear
from zhidu.apps.registry.importing.reading.texts import a_name, digits, said

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@given(st.text(HAN, min_size=2, max_size=4), st.sampled_from([" ", "  ", "\u3000", "\n", "\u00a0"]))
def test_spaces_inside_a_name_are_no_part_of_it(name: str, space: str) -> None:
    assert a_name(space.join(name)) == name
    assert a_name(f"{space}{name}\u200b{space}") == name


def test_the_dot_of_a_name_is_always_the_same() -> None:
    for written in ("阿不都·热合曼", "阿不都•热合曼", "阿不都．热合曼", "阿不都 . 热合曼"):
        assert a_name(written) == "阿不都·热合曼"


@pytest.mark.parametrize("cell", ["王强（女）", "王强1", "王强*", "王强/李明"])
def test_what_is_more_than_a_name_is_offered_without_it(cell: str) -> None:
    with pytest.raises(Unclear) as told:
        a_name(cell)
    assert told.value.kind == "name.odd"
    assert [one.value for one in told.value.mends] == ["王强"]


def test_figures_come_through_marks_widths_and_numbers() -> None:
    for cell in (
        "'11010119900307109x",
        "１１０１０１１９９００３０７１０９Ｘ",
        " 110101 19900307 109X",
        "’11010119900307109X",
    ):
        assert digits(cell) == "11010119900307109X"
    assert digits(13800001111.0) == "13800001111"
    assert digits("13800001111.0") == "13800001111"


@pytest.mark.parametrize(
    "cell", [1.1010119900307e17, 110101199003070000, "1.10101E+17", "1.1010119900307E17"]
)
def test_figures_that_excel_has_lost_are_told_and_not_guessed(cell: str | float) -> None:
    with pytest.raises(Unclear) as told:
        digits(cell)
    assert told.value.kind == "id.lost"
    assert told.value.mends == ()


@given(
    st.text(max_size=20) | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.booleans()
)
def test_no_cell_breaks_the_reading(cell: str | float | bool) -> None:
    said(cell)
    for read in (a_name, digits):
        with suppress(Unclear):
            assert isinstance(read(cell), str)

"""The icon array: 100 people, those who pass filled, those who do not hollow."""

from collections.abc import Callable

import streamlit as st

from model.words import whole

PER_ROW = 20
CELL = 16
RADIUS = 5.5
WIDTH = 440  # pixels; it shrinks on a phone
# Mid tones that keep 3:1 against both backgrounds; shape says the same as colour.
PASSED = "#2f8583"
NOT_PASSED = "#8a8178"


def draw(percent: float) -> None:
    """Draw 100 people, ``percent`` of them filled."""
    passed = whole(percent)
    _array([_filled] * passed + [_hollow] * (100 - passed), f"Of 100 people, {passed} pass and {100 - passed} do not.")
    st.caption(f"Filled: {passed} pass. Hollow: {100 - passed} do not.")


def draw_between(low: float, high: float) -> None:
    """Draw 100 people: ``low`` filled, those up to ``high`` ringed and dotted, since nobody knows, the rest hollow."""
    sure, most = whole(low), whole(high)
    _array(
        [_filled] * sure + [_dotted] * (most - sure) + [_hollow] * (100 - most),
        f"Of 100 people, between {sure} and {most} match.",
    )
    st.caption(f"Filled: {sure} match. Dotted: {most - sure} nobody can tell. Hollow: {100 - most} do not.")


def _array(looks: list[Callable[[float, float], str]], alt: str) -> None:
    cells = (divmod(number, PER_ROW) for number in range(100))
    dots = "".join(
        look(column * CELL + CELL / 2, row * CELL + CELL / 2) for look, (row, column) in zip(looks, cells, strict=True)
    )
    width, height = PER_ROW * CELL, 100 // PER_ROW * CELL
    st.image(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{WIDTH}">{dots}</svg>',
        width=WIDTH,
        alt=alt,
    )


def _filled(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="{PASSED}"/>'


def _hollow(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="none" stroke="{NOT_PASSED}" stroke-width="1.5"/>'


def _dotted(x: float, y: float) -> str:
    return _hollow(x, y) + f'<circle cx="{x:g}" cy="{y:g}" r="2" fill="{NOT_PASSED}"/>'

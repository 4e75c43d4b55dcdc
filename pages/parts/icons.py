"""The icon array: 100 people, those who pass filled, those who do not hollow."""

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
    dots = "".join(_dot(number, passed=number < passed) for number in range(100))
    width, height = PER_ROW * CELL, 100 // PER_ROW * CELL
    st.image(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{WIDTH}">{dots}</svg>',
        width=WIDTH,
        alt=f"Of 100 people, {passed} pass and {100 - passed} do not.",
    )
    st.caption(f"Filled: {passed} pass. Hollow: {100 - passed} do not.")


def _dot(number: int, *, passed: bool) -> str:
    row, column = divmod(number, PER_ROW)
    look = f'fill="{PASSED}"' if passed else f'fill="none" stroke="{NOT_PASSED}" stroke-width="1.5"'
    x, y = column * CELL + CELL / 2, row * CELL + CELL / 2
    return f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" {look}/>'

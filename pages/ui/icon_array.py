"""The icon array: 100 people, those it is sure of filled, those nobody can tell dotted, the rest hollow."""

import streamlit as st

from model.report.blocks import Icons

PER_ROW = 20
CELL = 16
RADIUS = 5.5
WIDTH = 440  # pixels; it shrinks on a phone
# Mid tones that keep 3:1 against both backgrounds; shape says the same as colour.
PASSED = "#2f8583"
NOT_PASSED = "#8a8178"


def draw(found: Icons) -> None:
    """Draw 100 people, and say below what each look means."""
    st.image(svg(found), width=WIDTH, alt=found.alt)
    st.caption(found.caption)


def svg(found: Icons) -> str:
    """The 100 people as a picture of its own."""
    looks = [_filled] * found.sure + [_dotted] * (found.most - found.sure) + [_hollow] * (100 - found.most)
    cells = (divmod(number, PER_ROW) for number in range(100))
    dots = "".join(
        look(column * CELL + CELL / 2, row * CELL + CELL / 2) for look, (row, column) in zip(looks, cells, strict=True)
    )
    width, height = PER_ROW * CELL, 100 // PER_ROW * CELL
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{WIDTH}">{dots}</svg>'


def _filled(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="{PASSED}"/>'


def _hollow(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{RADIUS}" fill="none" stroke="{NOT_PASSED}" stroke-width="1.5"/>'


def _dotted(x: float, y: float) -> str:
    return _hollow(x, y) + f'<circle cx="{x:g}" cy="{y:g}" r="2" fill="{NOT_PASSED}"/>'

"""A link straight to a page, opened at a server that has not served anything yet."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("title", ["Readiness", "Outlook", "Plan", "Methods"])
def test_a_link_to_a_page_opens_it_inside_the_app_at_a_cold_server(cold_app, visit, title):
    student = visit(f"{cold_app}/{title.lower()}").arrives_at(title)

    expect(student.page.get_by_test_id("stException")).to_have_count(0)
    expect(student.page.get_by_role("link", name="Home", exact=True)).to_be_visible()
    student.reads_text("Somebody to talk to, on any day").go("Home")

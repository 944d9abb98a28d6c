"""A menu shows only what exists and may be opened."""

from commonbeat.ground.ui.navigation import Link, open_links

LINKS = [
    Link("ui:language", "Language"),
    Link("account_login", "Sign in", "a.capability"),
    Link("nobody:built_this", "Later"),
]


def test_links_to_pages_that_do_not_exist_are_left_out() -> None:
    assert [link.label for link in open_links(LINKS, {"a.capability"}, "/")] == ["Language", "Sign in"]


def test_links_need_their_capability() -> None:
    assert [link.label for link in open_links(LINKS, (), "/")] == ["Language"]


def test_the_nearest_link_is_marked_as_where_one_is() -> None:
    links = open_links(LINKS, {"a.capability"}, "/staff/sign-in/inactive/")
    assert [link.is_here for link in links] == [False, True]

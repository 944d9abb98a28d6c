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


def test_the_page_itself_and_what_lies_under_it_are_marked() -> None:
    assert [link.current for link in open_links(LINKS, {"a.capability"}, "/staff/sign-in/")] == ["", "page"]
    under = open_links(LINKS, {"a.capability"}, "/staff/sign-in/inactive/")
    assert [link.current for link in under] == ["", "true"]


def test_a_page_that_holds_others_is_only_itself() -> None:
    links = [Link("mfa_index", "Account"), Link("mfa_list_webauthn", "Keys")]
    marks = [link.current for link in open_links(links, (), "/staff/security/totp/activate/")]
    assert marks == ["", ""]


def test_an_address_stands_once_under_the_first_name_that_may_be_used() -> None:
    links = [Link("account_login", "For some", "other.capability"), Link("account_login", "For all")]
    assert [link.label for link in open_links(links, (), "/")] == ["For all"]
    assert [link.label for link in open_links(links, {"other.capability"}, "/")] == ["For some"]

"""The way through the pages of a report, as a rule."""

from hypothesis import given
from hypothesis import strategies as st

from commonbeat.domain.concerns.rules.drafts import STEPS, Standing, answered, next_step, step_before


@given(done=st.sets(st.sampled_from(STEPS)), is_stopped=st.booleans(), has_alike=st.booleans())
def test_the_way_always_leads_to_an_open_page_or_the_end(
    done: set[str], is_stopped: bool, has_alike: bool
) -> None:
    standing = Standing(is_stopped, has_alike)
    step = next_step({"category": "noise", "done": sorted(done)}, standing)
    if is_stopped:
        assert step == "stop"
        return
    assert step == "check" or step not in done
    assert (step != "alike") or has_alike
    assert step_before(step, standing) != step


def test_a_changed_kind_asks_its_own_questions_again() -> None:
    given = {"category": "noise", "answers": {"kind": "music"}, "done": list(STEPS[:-1])}
    again = answered(given, "kind", {"category": "parking"})
    assert again["answers"] == {}
    assert next_step(again, Standing(has_alike=True)) == "details"
    same = answered(given, "kind", {"category": "noise"})
    assert next_step(same, Standing(has_alike=True)) == "check"

"""Forms are drawn with labels, hints and errors that belong together, and a summary of what is wrong."""

from django import forms


class WishForm(forms.Form):
    email = forms.EmailField(help_text="Only for the answer.")
    name = forms.CharField(required=False)
    wish = forms.ChoiceField(choices=[("call", "Call me"), ("none", "Nothing")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I have saved the code")


def test_a_field_has_its_label_hint_and_state() -> None:
    drawn = str(WishForm())
    assert '<label class="usa-label" for="id_email">Email</label>' in drawn
    assert '<span class="usa-hint" id="id_email_helptext">Only for the answer.</span>' in drawn
    assert 'aria-describedby="id_email_helptext"' in drawn
    assert '<span class="usa-hint">(optional)</span>' in drawn
    assert drawn.count('type="radio"') == 2
    assert "error-summary" not in drawn


def test_errors_stand_on_top_and_at_the_field() -> None:
    drawn = str(WishForm({"email": "nobody"}))
    assert '<a href="#id_email">Email: Enter a valid email address.</a>' in drawn
    assert '<a href="#id_wish_0">Wish: This field is required.</a>' in drawn
    assert '<span class="usa-error-message" id="id_email_error">Enter a valid email address.</span>' in drawn
    assert 'aria-describedby="id_email_helptext id_email_error"' in drawn


def test_what_was_typed_cannot_write_markup() -> None:
    assert "<script>" not in str(WishForm({"email": "<script>"}))

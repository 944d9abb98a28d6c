"""A setting that is missing or odd stops the start with a sentence that names it."""

from pathlib import Path

import pytest

from commonbeat.ground.core.environment import ConfigurationError, Environment


def test_process_wins_over_dotenv_and_default(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("# kept here\nNAME='from file'\nOTHER=left\n")
    environment = Environment({"NAME": "from process"}, dotenv)
    assert (environment.text("NAME"), environment.text("OTHER"), environment.text("NONE", "x")) == (
        "from process",
        "left",
        "x",
    )


def test_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret\n")
    assert Environment({"TOKEN_FILE": str(tmp_path / "token")}).text("TOKEN") == "secret"


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (lambda e: e.required("TWILIO_FROM", "The provider needs it."), "TWILIO_FROM is not set"),
        (lambda e: e.flag("DEMO", default=False), "DEMO is 'perhaps'; write 1 or 0"),
        (lambda e: e.choice("PROVIDER", ("sandbox", "twilio"), "sandbox"), "it can be sandbox, twilio"),
        (lambda e: e.text("KEY"), "KEY_FILE names /nowhere/key"),
    ],
)
def test_odd_value_is_named(read: object, words: str) -> None:
    environment = Environment({"DEMO": "perhaps", "PROVIDER": "pigeon", "KEY_FILE": "/nowhere/key"})
    with pytest.raises(ConfigurationError, match=words):
        read(environment)  # type: ignore[operator]

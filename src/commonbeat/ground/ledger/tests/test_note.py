"""Signed notes and checkpoints, read as any note tool reads them."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from commonbeat.ground.ledger.rules import note

# RFC 8032 section 7.1, test 1.
PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
ORIGIN = "larkspur.example/ledger"
VERIFIER = note.Verifier(ORIGIN, PUBLIC)
SIGNER = note.Signer(VERIFIER, PRIVATE)
HEAD = note.Head(ORIGIN, 8, hashlib.sha256(b"root").digest())


def test_the_key_is_that_of_the_published_vector() -> None:
    assert note.public_of(PRIVATE) == PUBLIC
    name, key_hash, key = str(VERIFIER).split("+", 2)
    assert name == ORIGIN
    assert base64.b64decode(key) == b"\x01" + PUBLIC
    assert key_hash == hashlib.sha256(ORIGIN.encode() + b"\n\x01" + PUBLIC).hexdigest()[:8]


def test_a_checkpoint_is_written_line_by_line() -> None:
    """Read with nothing of ours but the specification: text, empty line, dash, name, base64."""
    text, _, signature = note.sign(HEAD.text, [SIGNER]).partition("\n\n")
    assert text.split("\n") == [ORIGIN, "8", base64.b64encode(HEAD.root).decode()]
    dash, name, data = signature.rstrip("\n").split(" ")
    raw = base64.b64decode(data)
    assert (dash, name, raw[:4]) == ("—", ORIGIN, VERIFIER.key_hash)
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(raw[4:], (text + "\n").encode())


def test_a_note_is_read_back() -> None:
    parsed = note.parse(note.sign(HEAD.text, [SIGNER]))
    assert note.parse_head(parsed.text) == HEAD
    assert note.signed_by(parsed, [VERIFIER]) == [VERIFIER]


def test_two_keys_sign_while_one_follows_the_other() -> None:
    second = bytes(range(32))
    other = note.Signer(note.Verifier(ORIGIN, note.public_of(second)), second)
    parsed = note.parse(note.sign(HEAD.text, [SIGNER, other]))
    assert len(parsed.signatures) == 2
    assert note.signed_by(parsed, [other.verifier]) == [other.verifier]
    assert note.signed_by(parsed, [VERIFIER]) == [VERIFIER]


@pytest.mark.parametrize(
    ("old", "new"), [("\n8\n", "\n9\n"), (ORIGIN + "\n8", "other.example/ledger\n8"), ("— lark", "— dark")]
)
def test_a_changed_note_is_signed_by_nobody(old: str, new: str) -> None:
    text = note.sign(HEAD.text, [SIGNER])
    assert old in text
    assert note.signed_by(note.parse(text.replace(old, new)), [VERIFIER]) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "text\n\n",
        "text\n\nname abc=\n",
        "text\n\n— name\n",
        "text\n\n— name %%\n",
        "text\n\n— name AAAA\n",
    ],
)
def test_what_is_no_note(text: str) -> None:
    with pytest.raises(note.Malformed):
        note.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n8\nAAAA\n",
        "o\n8\n",
        "o\n-8\nAA==\n",
        "o\n08\nAA==\n",
        "o\n8\nAA==\n",
        "o\n8\n%\n",
        "o\n٨\nAA==\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(note.Malformed):
        note.parse_head(text)


@given(st.text())
def test_any_text_is_a_note_or_malformed(text: str) -> None:
    try:
        parsed = note.parse(text)
        note.parse_head(parsed.text)
    except note.Malformed:
        return
    assert note.signed_by(parsed, [VERIFIER]) == []


def test_the_private_key_opens_with_its_secret_only() -> None:
    sealed = note.seal(PRIVATE, "the secret of this installation", b"n" * 12)
    assert PRIVATE not in sealed
    assert len(sealed) == 60
    assert note.unseal(sealed, "the secret of this installation") == PRIVATE
    assert note.unseal(sealed, "another secret") is None
    assert note.unseal(sealed[:-1] + b"x", "the secret of this installation") is None

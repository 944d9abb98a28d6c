"""Signed notes and checkpoints: c2sp.org/signed-note, c2sp.org/tlog-checkpoint. Ed25519."""

import base64
import binascii
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ED25519 = b"\x01"
_DASH = "\u2014 "
_PURPOSE = b"commonbeat ledger signing key"


class Malformed(ValueError):
    """The text is not a note or not a checkpoint; the message says what is missing."""


@dataclass(frozen=True)
class Verifier:
    """The public half of a key, by the name that its signature lines carry."""

    name: str
    public: bytes

    @property
    def key_hash(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """Return the verifier key as note tools take it: name+hash+key."""
        return f"{self.name}+{self.key_hash.hex()}+{_base64(ED25519 + self.public)}"


@dataclass(frozen=True)
class Signer:
    verifier: Verifier
    private: bytes

    def line(self, text: str) -> str:
        signature = Ed25519PrivateKey.from_private_bytes(self.private).sign(text.encode())
        return f"{_DASH}{self.verifier.name} {_base64(self.verifier.key_hash + signature)}\n"


@dataclass(frozen=True)
class SignedText:
    """A note: `text` ends with a line end; `signatures` are (name, key hash, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: whose log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str, what: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise Malformed(f"{what} is not base64") from wrong


def public_of(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(text: str, signers: Sequence[Signer]) -> str:
    """Return the note: the text, an empty line, one signature line for each signer."""
    return text + "\n" + "".join(signer.line(text) for signer in signers)


def parse(note: str) -> SignedText:
    """Take a note apart without judging it. Raises Malformed."""
    body, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise Malformed("a note is a text, an empty line and signature lines")
    return SignedText(body + "\n", tuple(_signature(line) for line in tail[:-1].split("\n")))


def _signature(line: str) -> tuple[str, bytes, bytes]:
    name, space, data = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not name:
        raise Malformed("a signature line is a dash, a name and base64")
    raw = _from_base64(data, "the signature")
    if len(raw) < 5:
        raise Malformed("the signature is too short")
    return name, raw[:4], raw[4:]


def parse_head(text: str) -> Head:
    """Read the text of a checkpoint; lines after the third are extensions. Raises Malformed."""
    lines = text.split("\n")
    if len(lines) < 4 or not lines[0]:
        raise Malformed("a checkpoint has three lines: origin, size and root")
    size = lines[1]
    if not (size.isascii() and size.isdigit()) or (size != "0" and size.startswith("0")):
        raise Malformed("the second line of a checkpoint is the size")
    digest = _from_base64(lines[2], "the root")
    if len(digest) != 32:
        raise Malformed("the root is not 32 bytes")
    return Head(lines[0], int(size), digest)


def signed_by(note: SignedText, verifiers: Iterable[Verifier]) -> list[Verifier]:
    """Return the verifiers whose signature the note carries; a forged one counts as none."""
    known = {(verifier.name, verifier.key_hash): verifier for verifier in verifiers}
    found = []
    for name, key_hash, signature in note.signatures:
        verifier = known.get((name, key_hash))
        if verifier and _is_good(verifier, signature, note.text):
            found.append(verifier)
    return found


def _is_good(verifier: Verifier, signature: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _wrapping_key(secret: str) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=None, info=_PURPOSE).derive(secret.encode()))


def seal(private: bytes, secret: str, nonce: bytes) -> bytes:
    """Return the private key encrypted under the installation's secret; `nonce` is 12 fresh random bytes."""
    return nonce + _wrapping_key(secret).encrypt(nonce, private, _PURPOSE)


def unseal(sealed: bytes, secret: str) -> bytes | None:
    """Return the private key, or None when the secret is not the one it was sealed under."""
    try:
        return _wrapping_key(secret).decrypt(sealed[:12], sealed[12:], _PURPOSE)
    except InvalidTag:
        return None

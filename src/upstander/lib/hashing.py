"""Fingerprints of bytes."""

import hashlib
from typing import BinaryIO

BLOCK = 1 << 20


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(stream: BinaryIO) -> str:
    """The SHA-256 of everything a stream still holds, read block by block."""
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()

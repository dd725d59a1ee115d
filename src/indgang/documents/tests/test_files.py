"""What a received file may be, judged by its content and its name."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.documents.rules import LARGEST, Fault, clean_name, judge


def png() -> bytes:
    """A picture of one white point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00\xff"))
        + chunk(b"IEND", b"")
    )


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", "a")
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9"


@pytest.mark.parametrize(
    ("name", "data", "media_type", "kept"),
    [
        ("lejekontrakt.pdf", PDF, "application/pdf", "lejekontrakt.pdf"),
        ("Pas foto.JPG", JPEG, "image/jpeg", "Pas foto.JPG"),
        ("foto.jpeg", JPEG, "image/jpeg", "foto.jpeg"),
        ("skærm.png", png(), "image/png", "skærm.png"),
        ("noter.txt", "Kære kommune 🙂\n".encode(), "text/plain", "noter.txt"),
        ("billede", JPEG, "image/jpeg", "billede.jpg"),
        ("", PDF, "application/pdf", "fil.pdf"),
        ("brev nr. 2", PDF, "application/pdf", "brev nr. 2.pdf"),
        ("C:\\Users\\anna\\svar.pdf", PDF, "application/pdf", "svar.pdf"),
        ("../../etc/passwd.txt", b"hej", "text/plain", "passwd.txt"),
    ],
)
def test_received(name: str, data: bytes, media_type: str, kept: str) -> None:
    found = judge(name, data)
    assert (found.fault, found.media_type, found.name) == (None, media_type, kept)


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("tom.pdf", b"", Fault.EMPTY),
        ("stor.txt", b"a" * (LARGEST + 1), Fault.TOO_LARGE),
        ("foto.jpg", archive(), Fault.NOT_RECEIVED),
        ("ansøgning.pdf", b"MZ\x90\x00" + b"\x00" * 60, Fault.NOT_RECEIVED),
        ("foto.pdf", JPEG, Fault.OTHER_NAME),
        ("ansøgning.docx", PDF, Fault.OTHER_NAME),
        ("side.html", b"<script>alert(1)</script>", Fault.OTHER_NAME),
        ("noter.txt", b"\xff\xfe\xfa\x00", Fault.NOT_RECEIVED),
        ("noter.txt", b"hej\x00", Fault.NOT_RECEIVED),
        ("faktura\u202efdp.exe", PDF, Fault.OTHER_NAME),
    ],
)
def test_not_received(name: str, data: bytes, fault: Fault) -> None:
    assert judge(name, data).fault is fault


@given(st.text(max_size=400))
def test_a_clean_name_has_nothing_dangerous_in_it(name: str) -> None:
    clean = clean_name(name)
    assert len(clean) <= 120
    assert not set(clean) & set("/\\\x00\n\r\t\u202e")
    assert clean_name(clean) == clean
    assert not clean.startswith(".")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_every_file_gets_an_answer(data: bytes, name: str) -> None:
    found = judge(name, data)
    if found.fault is None:
        assert found.name
        assert len(found.name) <= 125

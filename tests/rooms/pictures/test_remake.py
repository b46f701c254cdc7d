"""A picture made anew: nothing of the old file but its pixels, and what cannot be read refused in bounded memory."""

from __future__ import annotations

import io
import random
import resource
import struct
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from tests.rooms.pictures.photos import SVG, saved, with_place
from webapp.errors import Invalid
from webapp.rooms.pictures import remake as module
from webapp.rooms.pictures.remake import LARGEST, LONGEST_EDGE, MOST_BYTES, remake


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(3 * width * height))


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_place_camera_and_comments_are_gone_and_the_picture_stands_upright():
    sent = with_place()
    assert b"GeheimeCamera" in sent
    made = remake(sent)
    image = opened(made.data)
    assert image.format == "WEBP"
    assert not image.getexif()
    assert "icc_profile" not in image.info
    for secret in (b"Geheim", b"Exif", b"EXIF", b"ICCP", b"XMP "):
        assert secret not in made.data
    assert (made.width, made.height) == (200, 400) == image.size
    top, bottom = image.getpixel((100, 50)), image.getpixel((100, 350))
    assert top[1] < 80 < 200 < bottom[1], "red on the left came on top"


def test_large_picture_becomes_small():
    made = remake(saved(Image.new("RGB", (6000, 4000), "teal"), "JPEG"))
    assert (made.width, made.height) == (LONGEST_EDGE, round(LONGEST_EDGE * 4000 / 6000))


def test_bytes_are_bounded_also_of_what_no_codec_packs():
    assert len(remake(saved(noise(1600, 1200), "PNG")).data) <= LARGEST


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_is_taken_or_refused_in_words(form: str, mode: str):
    image = Image.new("L", (60, 40), 200).convert(mode) if mode != "I;16" else Image.new(mode, (60, 40), 200)
    try:
        sent = saved(image, form)
    except (OSError, ValueError, KeyError):
        pytest.skip("this format has no such pixels")
    assert (remake(sent).width, remake(sent).height) == (60, 40)


def test_transparent_becomes_white():
    made = remake(saved(Image.new("RGBA", (50, 50), (255, 0, 0, 0)), "PNG"))
    assert min(opened(made.data).convert("RGB").getpixel((25, 25))) > 250


def test_tiny_picture_stays_tiny():
    assert (remake(saved(Image.new("RGB", (1, 1)), "PNG")).width) == 1


def jpeg_that_says(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small photo whose header says another size."""
    whole = saved(Image.new("RGB", (9, 9)), "JPEG", progressive=progressive)
    frame = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    return whole[:frame] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + whole[frame + 4 :]


def png_that_says(width: int, height: int) -> bytes:
    """A PNG that claims a size, with hardly any data."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


BROKEN = saved(Image.new("RGB", (300, 300), "teal"), "JPEG")
REFUSED = {
    "nothing": b"",
    "40 MB": b"\xff\xd8\xff" + bytes(40 * 1024 * 1024),
    "one byte over": bytes(MOST_BYTES + 1),
    "20,000 by 20,000": png_that_says(20_000, 20_000),
    "a photo of 20,000 by 20,000": jpeg_that_says(20_000, 20_000),
    "a progressive one": jpeg_that_says(20_000, 20_000, progressive=True),
    "as large as a photo can say": jpeg_that_says(65_535, 65_535),
    "as large as a header can say": png_that_says(2**31 - 1, 2**31 - 1),
    "more than a PNG may": png_that_says(4001, 4000),
    "SVG with script": SVG,
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "GIF": saved(Image.new("P", (9, 9)), "GIF"),
    "TIFF": saved(Image.new("RGB", (9, 9)), "TIFF"),
    "BMP": saved(Image.new("RGB", (9, 9)), "BMP"),
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "PDF": b"%PDF-1.7",
    "ZIP": b"PK\x03\x04" + bytes(100),
    "text": b"Dit is geen foto",
    "half a JPEG": BROKEN[: len(BROKEN) // 2],
    "a JPEG of a header": BROKEN[:20],
    "a PNG without pixels": png_that_says(100, 100),
    "a PNG of nothing": png_that_says(0, 0),
}


@pytest.mark.parametrize("name", REFUSED)
def test_other_files_are_refused_in_a_sentence(name: str):
    with pytest.raises(Invalid) as refused:
        remake(REFUSED[name])
    assert list(refused.value.fields) == ["picture"]
    assert refused.value.fields["picture"].endswith(".")


def test_damaged_files_never_do_more_than_be_refused():
    chance = random.Random(7)
    sent = [saved(noise(64, 48), form) for form in ("JPEG", "PNG", "WEBP")] + [with_place()]
    for _ in range(400):
        data = bytearray(chance.choice(sent))
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(Invalid):
            remake(bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data))


def test_memory_stays_bounded_for_the_largest_photo():
    """A JPEG of 48 million pixels, as phones make them: decoded at a fraction of its size."""
    sent = saved(Image.new("RGB", (8000, 6000), "teal"), "JPEG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert remake(sent).width == LONGEST_EDGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024, "kilobytes"


def test_progressive_photo_has_a_lower_bound_because_it_cannot_be_decoded_in_parts():
    with pytest.raises(Invalid):
        remake(saved(Image.new("L", (5000, 4000)), "JPEG", progressive=True))
    assert module._PIXELS < 5000 * 4000 < module._PIXELS_IN_PARTS

#!/bin/sh
# A PNG may name one colour that is transparent (tRNS), as a number of the depth in which its pixels are stored.
# Pillow makes 8-bit pixels of 1-, 2- and 4-bit grey. Of the key it does the same for 1 bit only: for 2 and 4 bits
# `info["transparency"]` stays the small number, so no pixel is equal to it, and convert("RGBA") leaves opaque what
# should be clear; 16-bit grey turns white as a whole. Multiply the key by 255 / (2^bits - 1) yourself; take the bits
# from the file (byte 24), since Pillow does not tell them.
# Exits with 0 while Pillow behaves so.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pillow==13.0.0
"$folder/venv/bin/python" - <<'END'
import io, struct, sys, zlib
import PIL
from PIL import Image

def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

def grey(bits, row, key):
    header = struct.pack(">IIBBBBB", 8, 1, bits, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"tRNS", struct.pack(">H", key)), (b"IDAT", zlib.compress(b"\0" + row)), (b"IEND", b"")]
    return Image.open(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)))

print("Pillow", PIL.__version__)
found = []
for bits, row, key in [(1, b"\xff", 1), (2, b"\xaa\xaa", 2), (4, b"\x44" * 4, 4), (8, b"\x44" * 8, 0x44)]:
    picture = grey(bits, row, key)
    alpha = picture.convert("RGBA").getpixel((0, 0))[3]
    found.append(alpha)
    print(f"{bits} bits: stored {key}, key in info {picture.info['transparency']}, pixel {picture.getpixel((0, 0))}, alpha {alpha} (right: 0)")
of_16 = grey(16, struct.pack(">8H", *[127 * 257] * 8), 5).convert("RGBA").getpixel((0, 0))
print("16 bits: stored 32639 of 65535, key 5, in RGBA", of_16, "(right: 127, 127, 127, 255)")
sys.exit(found != [0, 255, 255, 0] or of_16 != (255, 255, 255, 255))
END

"""Small PNG files: a picture of a screen has few colours, so each dot is a place in a table of at most 256."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

REDUCE = """async data => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const bytes = pen.getImageData(0, 0, image.width, image.height).data;
  const seen = new Map();
  for (let at = 0; at < bytes.length; at += 4) {
    const key = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
    seen.set(key, (seen.get(key) || 0) + 1);
  }
  const table = [...seen].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([key]) => key);
  const place = new Map(table.map((key, at) => [key, at]));
  const near = key => {
    let best = 0, least = Infinity;
    for (let at = 0; at < table.length; at += 1) {
      const other = table[at];
      const r = (key >> 16) - (other >> 16), g = (key >> 8 & 255) - (other >> 8 & 255), b = (key & 255) - (other & 255);
      const far = r * r + g * g + b * b;
      if (far < least) { least = far; best = at; }
    }
    place.set(key, best);
    return best;
  };
  let dots = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const key = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
    dots += String.fromCharCode(place.has(key) ? place.get(key) : near(key));
  }
  return {width: image.width, height: image.height, table, dots: btoa(dots)};
}"""


def smaller(page: Any, png: bytes) -> bytes:
    """The same picture with at most 256 colours; the browser of *page* counts them."""
    found = page.evaluate(REDUCE, base64.b64encode(png).decode())
    width, height = found["width"], found["height"]
    dots = base64.b64decode(found["dots"])
    lines = b"".join(b"\0" + dots[at * width : (at + 1) * width] for at in range(height))
    table = b"".join(struct.pack(">I", one)[1:] for one in found["table"])
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", table),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

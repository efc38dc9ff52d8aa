"""Files to send, good and bad, and the verbs to send them with."""

import io
import itertools
import struct
import zipfile
import zlib

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tarepo.changes import change
from tarepo.content import read_content
from tarepo.enums import Kind
from tarepo.files import store_upload
from tarepo.models import File, Record
from tests.jobs.worker import run_jobs
from tests.make import SOURCE, draft, edit, publish_now

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n" + b"0123456789" * 100 + b"\n%%EOF\n"
_numbers = itertools.count(1)
PLACE = 0x8825  # the EXIF tag under which a camera writes where it was


def picture(form: str = "JPEG", size: tuple[int, int] = (700, 500), mode: str = "RGB", **saved: object) -> bytes:
    """Noise enough that it is not encoded to nothing."""
    made = Image.linear_gradient("L").resize(size).convert(mode)
    written = io.BytesIO()
    made.save(written, form, **saved)
    return written.getvalue()


def photograph(**more: object) -> bytes:
    """As a telephone takes it: lying on its side, with the place and the maker written beside."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90°
    exif[0x010F] = "SecretMaker"
    exif.get_ifd(PLACE)[2] = (12.0, 2.0, 45.0)
    return picture(exif=exif, comment=b"a secret comment", **more)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of some kilobytes that unpacks to a gigabyte, as far as its header and first lines say."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def office(name: str = "wordprocessingml.document", *, macros: bool = False, **members: bytes) -> bytes:
    main = f"application/vnd.openxmlformats-officedocument.{name}.main+xml"
    if macros:
        main = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = f'<Types><Override PartName="/main.xml" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": types.encode(), "main.xml": b"<document/>", **members})


def zipped(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return written.getvalue()


def sent(data: bytes, name: str = "sent.bin") -> SimpleUploadedFile:
    upload = SimpleUploadedFile("x", data)
    upload._name = name  # past Django's own cleaning, which not every way in goes through
    return upload


def stored(data: bytes, name: str = "sent.bin", *, record: Record | None = None, **more: object) -> File:
    with change(by=None, why="a test"):
        return store_upload(sent(data, name), record=record, by=None, **more)


def shown(data: bytes, name: str = "photo.jpg", **more: object) -> File:
    """A picture on a published activity, re-encoded."""
    return on_record(data, name, part="photos", kind=Kind.ACTIVITY, **more)


def attached(data: bytes, name: str = "paper.pdf", **more: object) -> File:
    """A file that a published document has as its edition."""
    return on_record(data, name, part="editions", kind=Kind.DOCUMENT, **more)


def on_record(data: bytes, name: str, *, part: str, kind: Kind, public: bool = True, **more: object) -> File:
    record = new_draft(kind)
    row = stored(data, name, record=record, **more)
    edit(record, **read_content(kind, record.pk) | {part: [{"file": row.pk}]})
    run_jobs()
    if public:
        publish_now(record)
    row.refresh_from_db()
    return row


def new_draft(kind: Kind = Kind.ACTIVITY) -> Record:
    sources = {"sources": [SOURCE]} if kind == Kind.ACTIVITY else {}
    return draft(kind, reference=f"with-files-{next(_numbers)}", **sources)


def bytes_of(name: object) -> bytes:
    """What the storage holds under a name."""
    with default_storage.open(str(name)) as opened:
        return opened.read()


def variant(row: File, width: int) -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(row.variants[str(width)][1])))

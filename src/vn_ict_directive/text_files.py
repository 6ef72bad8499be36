"""Text files to the letter: what is no file, too large or no UTF-8 is refused with the reason."""

import stat
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import Final, NoReturn

from vn_ict_directive.errors import DirectiveError, InvalidDataError, InvalidValueError, Told

_AS_UTF8: Final = "Save it as UTF-8 without a byte order mark."


def refuse(name: str, *faults: DirectiveError) -> NoReturn:
    """Refuse the whole file."""
    raise InvalidDataError(f"{name} cannot be read", faults)


def refuse_unread(
    name: str, error: Exception, expected: str = "a file that can be read"
) -> NoReturn:
    """Refuse a file that cannot be opened or read, with the system's reason."""
    hint = f"{getattr(error, 'strerror', None) or error}: check its name and place."
    if isinstance(error, IsADirectoryError):
        hint = "It is a directory: name a file in it."
    refuse(name, InvalidValueError("the file", name, expected, hint))


def too_large(size: int, most: int) -> InvalidValueError:
    """Return the error for what is larger than is read."""
    return InvalidValueError("the size", size, f"at most {most} bytes")


def read_text(file: Path, name: str, most: int = 2**22) -> str:
    """Return the text of a file in UTF-8; whether it is one, and its size, are seen to first.

    No newline is translated, and no byte order mark dropped.

    Args:
        file: Where it is.
        name: What to call it in errors.
        most: So many bytes at most.

    Raises:
        InvalidDataError: It cannot be read, is no regular file, too large or no UTF-8.
    """
    try:
        about = file.stat()
        if not stat.S_ISREG(about.st_mode):
            what = "a directory" if stat.S_ISDIR(about.st_mode) else "a device or a pipe"
            refuse(name, InvalidValueError("the file", Told(what), "a file that can be read"))
        if about.st_size > most:
            refuse(name, too_large(about.st_size, most))
        with file.open("rb") as opened:
            content = opened.read(most + 1)  # it may have grown
    except (OSError, ValueError) as error:
        if isinstance(error, DirectiveError):
            raise
        refuse_unread(name, error)
    return decoded(name, content)


def decoded(name: str, content: bytes) -> str:
    """Decode UTF-8, or say what it most likely is instead.

    Raises:
        InvalidDataError: It is no UTF-8, or begins with a byte order mark.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or content.count(0) * 4 > len(content) > 0:
        refuse(name, InvalidValueError("the encoding", "UTF-16 or UTF-32", "UTF-8", _AS_UTF8))
    if content.startswith(BOM_UTF8):
        got = "a byte order mark"
        refuse(name, InvalidValueError("the beginning", got, "the text", _AS_UTF8))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        got = f"byte 0x{content[error.start]:02X} at {error.start}"
        refuse(name, InvalidValueError("the encoding", got, "UTF-8", _AS_UTF8))

"""Leave with 0 when the native libvoikko and a Finnish dictionary are on this machine, else with 1.

Needs nothing but Python: the Makefile asks before anything is installed.
"""

import ctypes
import ctypes.util
import sys


def native_voikko() -> bool:
    name = ctypes.util.find_library("voikko") or "libvoikko.so.1"
    try:
        library = ctypes.CDLL(name)
    except OSError:
        return False
    library.voikkoInit.restype = ctypes.c_void_p
    library.voikkoInit.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_char_p, ctypes.c_char_p]
    error = ctypes.c_char_p()
    handle = library.voikkoInit(ctypes.byref(error), b"fi", None)
    return bool(handle)


if __name__ == "__main__":
    sys.exit(0 if native_voikko() else 1)

"""Ask the interpreter what it is.

Watch: 3.13 and 3.13t are both "3.13". A program that needs to know asks for the feature: was this
build made without the GIL, and is the GIL on right now? The second answer can change while the
program runs.
"""
# /// gilscope
# title = "Is the GIL on?"
# cores = 2
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# seed = 1
# ///

import os
import sys
import sysconfig


def main():
    print("version", ".".join(map(str, sys.version_info[:2])))
    print("built without the GIL:", bool(sysconfig.get_config_var("Py_GIL_DISABLED")))
    print("the GIL is on:", getattr(sys, "_is_gil_enabled", lambda: True)())
    print("switch interval:", sys.getswitchinterval())
    print("cores:", os.cpu_count(), file=sys.stderr)


if __name__ == "__main__":
    main()

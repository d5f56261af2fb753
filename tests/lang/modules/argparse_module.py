import argparse
import contextlib
import io
import os

os.environ["COLUMNS"] = "80"


def run(parser, text):
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            result = parser.parse_args(text.split())
        print(text, "->", result)
    except SystemExit as stop:
        print(text, "-> exit", stop.code)
        print(out.getvalue() + err.getvalue().split("error:")[-1].rstrip())


p = argparse.ArgumentParser(prog="count", description="Count things in a file.", epilog="That is all.")
p.add_argument("file", help="the file to read")
p.add_argument("numbers", nargs="*", type=int, help="some numbers")
p.add_argument("-v", "--verbose", action="store_true", help="say more")
p.add_argument("-n", "--number", type=int, default=5, metavar="N", help="how many (default: %(default)s)")
p.add_argument("--color", choices=["red", "green"], default="red", help="the colour to use for everything that is printed on the screen")
p.add_argument("-q", action="count", default=0, help="be quiet")
p.add_argument("--item", action="append")
p.add_argument("--pair", nargs=2, type=float, metavar=("X", "Y"))
group = p.add_mutually_exclusive_group()
group.add_argument("--fast", action="store_true")
group.add_argument("--slow", action="store_const", const="s")
p.add_argument("--version", action="version", version="%(prog)s 1.2")
for line in ("f", "f 1 2", "f -v -n 3", "f --number=7", "-vqqn9 f", "f --item a --item b", "f --pair 1 2.5", "f --verb", "f --fast", "f -5 -- -6", "-h", "--version", "", "f x", "f --nope", "f --number", "f --fast --slow", "f -n x"):
    run(p, line)
t = argparse.ArgumentParser(prog="tool")
t.add_argument("--debug", action="store_true")
s = t.add_subparsers(dest="command", required=True, title="commands")
add = s.add_parser("add", help="add two numbers")
add.add_argument("a", type=int)
add.add_argument("b", type=int, nargs="?", default=1)
add.set_defaults(run="adding")
s.add_parser("list", help="list everything")
for line in ("add 1", "add 1 2", "--debug list", "", "-h", "add -h", "add x"):
    run(t, line)
d = argparse.ArgumentParser(prog="d", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
d.add_argument("--width", default=3, help="the width")
g = d.add_argument_group("special", "a group")
g.add_argument("--flag", action=argparse.BooleanOptionalAction, default=True, help="on or off")
g.add_argument("--req", required=True, type=float)
for line in ("-h", "--req 1.5", "--req 1 --no-flag", "--width 5"):
    run(d, line)
print(argparse.ArgumentParser(prog="k").parse_known_args(["a", "--b"]), argparse.Namespace(x=1))

# expect: f -> Namespace(file='f', numbers=[], verbose=False, number=5, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: f 1 2 -> Namespace(file='f', numbers=[1, 2], verbose=False, number=5, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: f -v -n 3 -> Namespace(file='f', numbers=[], verbose=True, number=3, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: f --number=7 -> Namespace(file='f', numbers=[], verbose=False, number=7, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: -vqqn9 f -> Namespace(file='f', numbers=[], verbose=True, number=9, color='red', q=2, item=None, pair=None, fast=False, slow=None)
# expect: f --item a --item b -> Namespace(file='f', numbers=[], verbose=False, number=5, color='red', q=0, item=['a', 'b'], pair=None, fast=False, slow=None)
# expect: f --pair 1 2.5 -> Namespace(file='f', numbers=[], verbose=False, number=5, color='red', q=0, item=None, pair=[1.0, 2.5], fast=False, slow=None)
# expect: f --verb -> Namespace(file='f', numbers=[], verbose=True, number=5, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: f --fast -> Namespace(file='f', numbers=[], verbose=False, number=5, color='red', q=0, item=None, pair=None, fast=True, slow=None)
# expect: f -5 -- -6 -> Namespace(file='f', numbers=[-5, -6], verbose=False, number=5, color='red', q=0, item=None, pair=None, fast=False, slow=None)
# expect: -h -> exit 0
# expect: usage: count [-h] [-v] [-n N] [--color {red,green}] [-q] [--item ITEM]
# expect:              [--pair X Y] [--fast | --slow] [--version]
# expect:              file [numbers ...]
# expect:
# expect: Count things in a file.
# expect:
# expect: positional arguments:
# expect:   file                 the file to read
# expect:   numbers              some numbers
# expect:
# expect: options:
# expect:   -h, --help           show this help message and exit
# expect:   -v, --verbose        say more
# expect:   -n, --number N       how many (default: 5)
# expect:   --color {red,green}  the colour to use for everything that is printed on the
# expect:                        screen
# expect:   -q                   be quiet
# expect:   --item ITEM
# expect:   --pair X Y
# expect:   --fast
# expect:   --slow
# expect:   --version            show program's version number and exit
# expect:
# expect: That is all.
# expect:
# expect: --version -> exit 0
# expect: count 1.2
# expect:
# expect:  -> exit 2
# expect:  the following arguments are required: file, numbers
# expect: f x -> exit 2
# expect:  argument numbers: invalid int value: 'x'
# expect: f --nope -> exit 2
# expect:  unrecognized arguments: --nope
# expect: f --number -> exit 2
# expect:  argument -n/--number: expected one argument
# expect: f --fast --slow -> exit 2
# expect:  argument --slow: not allowed with argument --fast
# expect: f -n x -> exit 2
# expect:  argument -n/--number: invalid int value: 'x'
# expect: add 1 -> Namespace(debug=False, command='add', a=1, b=1, run='adding')
# expect: add 1 2 -> Namespace(debug=False, command='add', a=1, b=2, run='adding')
# expect: --debug list -> Namespace(debug=True, command='list')
# expect:  -> exit 2
# expect:  the following arguments are required: command
# expect: -h -> exit 0
# expect: usage: tool [-h] [--debug] {add,list} ...
# expect:
# expect: options:
# expect:   -h, --help  show this help message and exit
# expect:   --debug
# expect:
# expect: commands:
# expect:   {add,list}
# expect:     add       add two numbers
# expect:     list      list everything
# expect:
# expect: add -h -> exit 0
# expect: usage: tool add [-h] a [b]
# expect:
# expect: positional arguments:
# expect:   a
# expect:   b
# expect:
# expect: options:
# expect:   -h, --help  show this help message and exit
# expect:
# expect: add x -> exit 2
# expect:  argument a: invalid int value: 'x'
# expect: -h -> exit 0
# expect: usage: d [-h] [--width WIDTH] [--flag | --no-flag] --req REQ
# expect:
# expect: options:
# expect:   -h, --help         show this help message and exit
# expect:   --width WIDTH      the width (default: 3)
# expect:
# expect: special:
# expect:   a group
# expect:
# expect:   --flag, --no-flag  on or off (default: True)
# expect:   --req REQ
# expect:
# expect: --req 1.5 -> Namespace(width=3, flag=True, req=1.5)
# expect: --req 1 --no-flag -> Namespace(width=3, flag=False, req=1.0)
# expect: --width 5 -> exit 2
# expect:  the following arguments are required: --req
# expect: (Namespace(), ['a', '--b']) Namespace(x=1)

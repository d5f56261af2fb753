import sys


def cleanup():
    try:
        sys.exit(3)
    finally:
        print("cleanup")


try:
    cleanup()
except SystemExit as error:
    print("caught", error.code)
try:
    raise SystemExit
except SystemExit as error:
    print(error.code)
try:
    sys.exit("text")
except SystemExit as error:
    print(repr(error.code))
try:
    exit(4)
except SystemExit as error:
    print(error.code)
print("leaving")
sys.exit(7)

# expect: cleanup
# expect: caught 3
# expect: None
# expect: 'text'
# expect: 4
# expect: leaving
# expect-exit: 7

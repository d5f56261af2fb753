import sys

print("before")
sys.exit("goodbye, with a message")

# expect: before
# expect-error: goodbye, with a message
# expect-exit: 1

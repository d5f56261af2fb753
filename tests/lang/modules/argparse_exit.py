import argparse

parser = argparse.ArgumentParser(prog="script")
parser.add_argument("limit", type=int)
print("parsing")
parser.parse_args(["many"])

# expect: parsing
# expect-error: script: error: argument limit: invalid int value: 'many'
# expect-exit: 2

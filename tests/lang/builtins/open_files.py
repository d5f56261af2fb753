import os

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "support", "poem.txt")
with open(path, encoding="utf-8") as f:
    text = f.read()
print(repr(text), len(text))
with open(path) as f:
    for number, line in enumerate(f, 1):
        print(number, line.rstrip("\n"))
with open(path, encoding="utf-8") as f:
    print(repr(f.readline()), f.readlines(), repr(f.read()), repr(f.readline()))
with open(path, "rb") as f:
    data = f.read()
print(type(data).__name__, data[:8], len(data))
f = open(path, encoding="utf-8")
print(f.read(5), f.closed, f.name == path, f.mode)
f.close()
print(f.closed)
try:
    f.read()
except ValueError as error:
    print(error)
try:
    open(path + ".missing")
except FileNotFoundError as error:
    print(type(error).__name__, error.errno, error.strerror)
with open(path, encoding="utf-8") as f:
    words = [word for line in f for word in line.split()]
print(len(words), words[0], max(words, key=len))
print(os.path.exists(path), os.path.isfile(path), os.path.basename(path), os.path.splitext(path)[1])

# expect: 'The wind blew high,\nthe wind blew low;\n\nand nobody knew — where it would go.\n' 77
# expect: 1 The wind blew high,
# expect: 2 the wind blew low;
# expect: 3 
# expect: 4 and nobody knew — where it would go.
# expect: 'The wind blew high,\n' ['the wind blew low;\n', '\n', 'and nobody knew — where it would go.\n'] '' ''
# expect: bytes b'The wind' 79
# expect: The w False True r
# expect: True
# expect: I/O operation on closed file.
# expect: FileNotFoundError 2 No such file or directory
# expect: 16 The nobody
# expect: True True poem.txt .txt

text = """name,age,city
Ann,34,Oslo
Bob,27,"New York"
Cat,,Rome
Dan,41,Oslo"""


def parse_line(line):
    fields, current, quoted = [], "", False
    for c in line:
        if c == '"':
            quoted = not quoted
        elif c == "," and not quoted:
            fields.append(current)
            current = ""
        else:
            current += c
    return fields + [current]


header, *rows = [parse_line(line) for line in text.splitlines()]
people = [dict(zip(header, row)) for row in rows]
print(people[1], [p["name"] for p in people if p["city"] == "Oslo"])
ages = [int(p["age"]) for p in people if p["age"]]
print(sum(ages) / len(ages), max(people, key=lambda p: int(p["age"] or 0))["name"])
widths = [max(len(str(p[h])) for p in people + [dict(zip(header, header))]) for h in header]
print("\n".join(" | ".join(str(p[h]).ljust(w) for h, w in zip(header, widths)).rstrip() for p in people))


def caesar(s, k):
    return "".join(chr((ord(c) - base + k) % 26 + base) if c.isalpha() else c for c in s for base in [65 if c.isupper() else 97])


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{s[i]}{j - i if j - i > 1 else ''}")
        i = j
    return "".join(out)


print(rle("aaabccd"), rle(""), rle("zzzz"))


def is_palindrome(s):
    letters = [c.lower() for c in s if c.isalnum()]
    return letters == letters[::-1]


print([is_palindrome(s) for s in ("A man, a plan, a canal: Panama", "nope", "")])


def roman(n):
    result = ""
    for value, symbol in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        count, n = divmod(n, value)
        result += symbol * count
    return result


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026)])
print("{:>10}|{:<10}|{:^10}".format("right", "left", "mid"), "%-8s%5.2f" % ("pi", 3.14159), f"{1234567.891:,.2f}")
vowels = sum(text.lower().count(v) for v in "aeiou")
print(vowels, text.count("\n"), len(text.split()), text.upper()[:9], text.title().splitlines()[0])
anagrams = {}
for w in "listen silent enlist google elbow below state taste".split():
    anagrams.setdefault("".join(sorted(w)), []).append(w)
print([g for g in anagrams.values() if len(g) > 1])
print("".join(reversed("stressed")), " ".join("one two three".split()[::-1]), "-".join("abc"), "a,b;c".replace(";", ",").split(","))
binary = bin(2026)[2:]
print(binary, int(binary, 2), f"{2026:b}".zfill(16), f"{255:02x}", "".join(f"{ord(c):02x}" for c in "Hi"), bytes.fromhex("4869").decode())

# expect: {'name': 'Bob', 'age': '27', 'city': 'New York'} ['Ann', 'Dan']
# expect: 34.0 Dan
# expect: Ann  | 34  | Oslo
# expect: Bob  | 27  | New York
# expect: Cat  |     | Rome
# expect: Dan  | 41  | Oslo
# expect: Khoor, Zruog! Hello, World!
# expect: a3bc2d  z4
# expect: [True, False, True]
# expect: ['I', 'IV', 'IX', 'XIV', 'XL', 'XC', 'CD', 'MCMXCIV', 'MMXXVI']
# expect:      right|left      |   mid     pi       3.14 1,234,567.89
# expect: 17 4 6 NAME,AGE, Name,Age,City
# expect: [['listen', 'silent', 'enlist'], ['elbow', 'below'], ['state', 'taste']]
# expect: desserts three two one a-b-c ['a', 'b', 'c']
# expect: 11111101010 2026 0000011111101010 ff 4869 Hi

import string
import textwrap
from string import Template

print(string.ascii_lowercase, string.digits, string.punctuation, string.hexdigits, repr(string.whitespace), len(string.printable))
print(string.capwords("hello big world"), string.capwords("a-b-c", "-"))
t = Template("$name owes ${amount} $$ to $who")
print(t.substitute(name="bob", amount=5, who="al"), t.safe_substitute(name="x"), Template("$a$b").substitute({"a": 1}, b=2))
for bad in ("$", "$5", "${bad", "a\nb $!"):
    try:
        Template(bad).substitute()
    except ValueError as error:
        print(error)
try:
    t.substitute(name="x")
except KeyError as error:
    print(error)
f = string.Formatter()
print(f.format("{0} {x:>5} {}" if False else "{0} {x:>5} {0!r}", "a", x=3), f.vformat("{} {}", (1, 2), {}), list(f.parse("a{b!r:c}d")))


class Upper(string.Formatter):
    def format_field(self, value, spec):
        return super().format_field(value, spec).upper()


print(Upper().format("{} {a[0]} {b.real}", "x", a=["y"], b=3))
text = "The quick brown fox jumps over the lazy dog. It was not amused -- well-known for its self-esteem, it just yawned at a superextraordinarilylongword today."
print(textwrap.fill(text, 30))
print(textwrap.wrap(text, 25, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("a  b   c", 3), textwrap.wrap("", 10), textwrap.wrap("word", 2), textwrap.wrap("long-hyphenated-word here", 10), textwrap.wrap("x" * 25, 10, break_long_words=False))
print(textwrap.shorten("Hello  world, this is long", 15), textwrap.shorten("short", 20), textwrap.shorten("Hello world foo", 12, placeholder="..."))
print(repr(textwrap.dedent("""
    first
      second

    third
""")))
print(repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "-", lambda line: True)), repr(textwrap.dedent("\tx\n\t  y\n")))
print(textwrap.fill("one two three four five six seven", width=12, max_lines=2), textwrap.TextWrapper(width=10, tabsize=4).wrap("a\tb\tc\td"))
print(textwrap.wrap("this-is-a-useful-feature-for-posts, e.g. x-ray or re-use -- a - b a-b-c", 1, break_long_words=False))
print(textwrap.wrap('Did you say "supercalifragilisticexpialidocious?"', 12), textwrap.wrap("aaa--bbb---ccc d--e", 6))

# expect: abcdefghijklmnopqrstuvwxyz 0123456789 !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ 0123456789abcdefABCDEF ' \t\n\r\x0b\x0c' 100
# expect: Hello Big World A-B-C
# expect: bob owes 5 $ to al x owes ${amount} $ to $who 12
# expect: Invalid placeholder in string: line 1, col 1
# expect: Invalid placeholder in string: line 1, col 1
# expect: Invalid placeholder in string: line 1, col 1
# expect: Invalid placeholder in string: line 2, col 3
# expect: 'amount'
# expect: a     3 'a' 1 2 [('a', 'b', 'c', 'r'), ('d', None, None, None)]
# expect: X Y 3
# expect: The quick brown fox jumps over
# expect: the lazy dog. It was not
# expect: amused -- well-known for its
# expect: self-esteem, it just yawned at
# expect: a superextraordinarilylongword
# expect: today.
# expect: ['* The quick brown fox', '  jumps over the lazy', '  dog. It was not amused', '  -- well-known for its', '  self-esteem, it just', '  yawned at a superextrao', '  rdinarilylongword', '  today.']
# expect: ['a', 'b', 'c'] [] ['wo', 'rd'] ['long-hyphe', 'nated-word', 'here'] ['xxxxxxxxxxxxxxxxxxxxxxxxx']
# expect: Hello [...] short Hello...
# expect: '\nfirst\n  second\n\nthird\n'
# expect: '> a\n\n> b\n' '-a\n-\n-b' 'x\n  y\n'
# expect: one two
# expect: three [...] ['a   b   c', 'd']
# expect: ['this-', 'is-', 'a-', 'useful-', 'feature-', 'for-', 'posts,', 'e.g.', 'x-ray', 'or', 're-', 'use', '--', 'a', '-', 'b', 'a-b-c']
# expect: ['Did you say ', '"supercalifr', 'agilisticexp', 'ialidocious?', '"'] ['aaa--', 'bbb---', 'ccc d', '--e']

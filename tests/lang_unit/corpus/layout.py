# Layout: tabs, continuation lines, form feeds, comments, blank lines.


if a:
	b
	if c:
		d

# outside

  # indented comment
	e

if a: # comment
        # deeper comment
    b # trailing

    c

x = 1 + \
    2
if a and \
   b:
    c
x = [
    1, # one

    2,
# flush left
]
\

if x:
    a; b; \
    c

def f(
): return (
    1
)
class A:

    def f(self):
        pass
    # dedented comment

    x = 1

y = 2
if a:
  b
else:
        c
x=1;y=2 ;z=3

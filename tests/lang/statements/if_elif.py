def classify(n):
    if n < 0:
        kind = "negative"
    elif n == 0:
        kind = "zero"
    elif n < 10:
        kind = "small"
    elif n < 100:
        kind = "medium"
    else:
        kind = "large"
    return kind


for n in (-5, 0, 5, 50, 500):
    print(n, classify(n))
if 0:
    print("dead")
if 1:
    print("live")
if None or []:
    print("no")
elif "text" and {}:
    print("no")
else:
    print("else")
if __name__ == "__main__":
    print("main")
if not (3 > 2 and 1 > 2) or False:
    print("complex")
x = 10
if x > 5: print("one line"); x = 3
if x > 5: print("never")
elif x == 3: print("elif one line")
pass
if x:
    if x > 2:
        if x > 4:
            print("deep no")
        else:
            print("nested else")
    else:
        print("no")
if x == 3 or undefined_name:
    print("short circuit")
if x is not None and x in (1, 2, 3):
    print("member")
if "a" "b" == "ab":
    print("joined literals")
if (
    x
    ==
    3
):
    print("across lines")
if x == \
        3:
    print("backslash")

# expect: -5 negative
# expect: 0 zero
# expect: 5 small
# expect: 50 medium
# expect: 500 large
# expect: live
# expect: else
# expect: main
# expect: complex
# expect: one line
# expect: elif one line
# expect: nested else
# expect: short circuit
# expect: member
# expect: joined literals
# expect: across lines
# expect: backslash

d = {"key": "value", "n": [1, 2]}
print(f"{d["key"]} {d["n"][0]}", f"{"quoted"}", f"{f"{f"{1 + 1}"}"}")
print(f"{', '.join(f"{k}={v}" for k, v in d.items())}")
print(f"{"\n".join(["a", "b"])}")
print(f"{
    d["key"]  # a comment inside
}")
print(f'{'single'}{"double"}' f"{'''triple'''}")

# expect: value 1 quoted 2
# expect: key=value, n=[1, 2]
# expect: a
# expect: b
# expect: value
# expect: singledoubletriple

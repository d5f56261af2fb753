f'', f'a', f'{x}', f'a{x}b', f'{x}{y}'
f'{x!r}', f'{x!s:>10}', f'{x:{width}.{precision}f}', f'{x!a:}'
f'{x=}', f'{x = }', f'{x=!s}', f'{x=:5}', f'{ x + 1 = !r:^{w}}'
f'{{', f'}}', f'{{}}', f'{{{x}}}', f'a{{b}}c{x}{{d}}'
f'{a["b"]}' f'{a['b']}'
f'{f'{f'{x}'}'}'
f"{'a' if b else 'c'}"
f'{x:%H:%M}', f'{x:}'
f'{lambda_}', f'{(lambda x: x)}', f'{x!=y}', f'{x==y}', f'{(x:=1)}', f'{x:=10}'
f'{*a, b}', f'{a, b}', f'{yield_}', f'{a,}'
f'{ {1: 2}[1] }', f'{ {x for x in y} }', f'{[x for x in y]}'
f'''multi
{x
 + y}
line {z:
>10}'''
f'''{
    x  # comment
    = }'''
f'\x41{x}\n\{y}', rf'\d{x}\n', fr'{x}\{y}', Rf'{x:\x41}', f'{x:\x41}'
'a' f'b{x}c' 'd' "e"
f'{x}' '' f'{y}'
u'a' f'{x}'
f'a' 'b' f'c'
f'é{x}é', 'é' f'{é}{y:é}'
f"{x:{y}}" f'{x:a{y}b{z}c}'
f'{x}' rf'\{y}' '\\'
f'{
1}'
f"{x:{'>'}{10}}"
f'{"nested " f"{x}"}'
f'{x:{y=}}'

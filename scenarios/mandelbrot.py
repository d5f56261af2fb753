"""Draw the Mandelbrot set, one task per row.

Watch: rows differ a lot in the work they take, and the pool balances them. Floating-point numbers
are made by the million, each private to its thread: no core disturbs another, and the free-threaded
builds scale.
"""
# /// gilscope
# title = "Mandelbrot, a row per task"
# cores = 8
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import os
from concurrent.futures import ThreadPoolExecutor

WIDTH, HEIGHT, DEPTH = 72, 28, 400
SHADES = "  .:-=+*#%"


def escape_time(x, y):
    zx = zy = 0.0
    for step in range(DEPTH):
        zx, zy = zx * zx - zy * zy + x, 2.0 * zx * zy + y
        if zx * zx + zy * zy > 4.0:
            return step
    return DEPTH


def row(number):
    y = 2.4 * number / (HEIGHT - 1) - 1.2
    cells = []
    for column in range(WIDTH):
        x = 3.2 * column / (WIDTH - 1) - 2.2
        step = escape_time(x, y)
        cells.append("@" if step == DEPTH else SHADES[min(step, len(SHADES) - 1)])
    return "".join(cells)


def main():
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        for line in pool.map(row, range(HEIGHT)):
            print(line.rstrip())


if __name__ == "__main__":
    main()

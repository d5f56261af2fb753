"""Writes the expected files of tests/lang_unit from the real thing. Run with Python 3.13.0:

    python3.13 tests/lang_unit/regenerate.py

corpus/NAME.py    -> corpus/NAME.ast       ast.dump() of each top-level statement, one a line, columns in characters
errors/cases.txt  -> errors/expected.txt   what the traceback module prints for each snippet, after a line with the range
"""
import ast
import pathlib
import sys
import traceback
import warnings

HERE = pathlib.Path(__file__).parent
SEPARATOR = "=====\n"


def in_characters(tree, source):
    lines = source.replace(b"\r\n", b"\n").removeprefix(b"\xef\xbb\xbf").split(b"\n")

    def column(line, byte):
        return len(lines[line - 1][:byte].decode())

    for node in ast.walk(tree):
        if hasattr(node, "lineno"):
            node.col_offset = column(node.lineno, node.col_offset)
            node.end_col_offset = column(node.end_lineno, node.end_col_offset)
    return tree


def expected_tree(source):
    tree = in_characters(ast.parse(source), source)
    return "".join(ast.dump(statement, include_attributes=True) + "\n" for statement in tree.body)


def expected_error(snippet):
    try:
        ast.parse(snippet.encode(), "case.py")
    except SyntaxError as e:
        column = (e.offset or 0) - 1
        end_line, end_column = e.end_lineno, (e.end_offset or 0) - 1
        if end_line == e.lineno and end_column <= column:
            end_column = column
        where = f"{e.lineno}:{column}-{end_line}:{end_column}\n"
        return where + "".join(traceback.format_exception_only(e))
    sys.exit(f"not an error: {snippet!r}")


def main():
    if sys.version_info[:3] != (3, 13, 0):
        sys.exit("the expected files come from Python 3.13.0, this is " + sys.version)
    warnings.simplefilter("ignore")
    for path in sorted((HERE / "corpus").glob("*.py")):
        path.with_suffix(".ast").write_text(expected_tree(path.read_bytes()), encoding="utf-8")
    cases = (HERE / "errors" / "cases.txt").read_text(encoding="utf-8").split(SEPARATOR)
    text = SEPARATOR.join(expected_error(case) for case in cases)
    (HERE / "errors" / "expected.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

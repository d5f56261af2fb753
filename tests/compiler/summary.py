"""Summaries of code objects: what code_summary.hpp makes of GilScope's, made of real CPython 3.13's."""

import dis
import types


def constant_summary(constant):
    if isinstance(constant, types.CodeType):
        return f"<code {constant.co_qualname}>"
    if isinstance(constant, tuple):
        return "(" + "".join(constant_summary(item) + "," for item in constant) + ")"
    if isinstance(constant, frozenset):
        return "{" + "".join(text + "," for text in sorted(constant_summary(item) for item in constant)) + "}"
    return repr(constant)


def row_summary(instruction, row_at, positions):
    argument = instruction.arg or 0
    if instruction.jump_target is not None:
        argument = row_at[instruction.jump_target]
    place = instruction.positions
    line = "-" if place.lineno is None else place.lineno
    text = f"{instruction.opname} {argument} {line}"
    if positions:
        rest = (place.end_lineno, place.col_offset, place.end_col_offset)
        text += "".join(f" {-1 if value is None else value}" for value in rest)
    return text


def constants_summary(code, instructions):
    """__static_attributes__ comes from a set whose order changes from run to run: it is sorted here."""
    constants = list(code.co_consts)
    for previous, instruction in zip(instructions, instructions[1:]):
        stores = instruction.opname == "STORE_NAME" and instruction.argval == "__static_attributes__"
        if stores and previous.opname == "LOAD_CONST" and isinstance(previous.argval, tuple):
            constants[previous.arg] = tuple(sorted(constants[previous.arg]))
    return [constant_summary(constant) for constant in constants]


def summarize(code, out, positions=False):
    """Appends the summary of `code` and of every code object in its constants, outer ones first."""
    instructions = list(dis.get_instructions(code))
    row_at = {instruction.offset: row for row, instruction in enumerate(instructions)}
    row_at[len(code.co_code)] = len(instructions)
    table = dis.Bytecode(code).exception_entries
    out.append({
        "qualname": code.co_qualname,
        "name": code.co_name,
        "line": code.co_firstlineno,
        "flags": code.co_flags,
        "stack": code.co_stacksize,
        "args": [code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount],
        "varnames": list(code.co_varnames),
        "cellvars": list(code.co_cellvars),
        "freevars": list(code.co_freevars),
        "names": list(code.co_names),
        "consts": constants_summary(code, instructions),
        "code": [row_summary(instruction, row_at, positions) for instruction in instructions],
        "exceptions": [
            [row_at[entry.start], row_at[entry.end], row_at[entry.target], entry.depth, int(entry.lasti)] for entry in table
        ],
    })
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            summarize(constant, out, positions)
    return out

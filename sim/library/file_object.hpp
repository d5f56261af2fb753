// Files as Python sees them: the process's three streams, and host files opened for reading (whole content read at open).
#pragma once

#include <string>

#include "sim/objects/types.hpp"

namespace gilscope {

class Vm;

struct FileObject : Object {
  std::u32string* content;  ///< code points; bytes as Latin-1. Null for output streams
  std::size_t position;
  StrObject* name;          ///< owned
  StrObject* mode;          ///< owned
  int fd;
  bool binary, output, closed;
};

/// The classes _io.TextIOWrapper and _io.BufferedReader of this run, made on first use.
TypeObject* text_file_type(Vm& vm);
TypeObject* binary_file_type(Vm& vm);

/// sys.stdin (0), sys.stdout (1) or sys.stderr (2).
Ref make_standard_stream(Vm& vm, int fd);
/// Whether `v` writes straight to the process's stdout or stderr.
bool is_output_stream(Vm& vm, Value v);

/// builtins.open: reads the file in host time; in simulated time the caller pays the system calls.
Ref open_file(Vm& vm, const std::string& path, const std::string& mode, Value encoding, Value errors);

}  // namespace gilscope

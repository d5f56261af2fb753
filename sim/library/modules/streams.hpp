// Text streams: sys.stdout, sys.stderr, sys.stdin, and files opened for reading. One native class, TextIOWrapper.
#pragma once

#include <string>

#include "sim/objects/types.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

struct StreamObject : Object {
  int fd;                  ///< 0, 1, 2; 3 and up: a file read as a whole when it was opened
  bool closed;
  bool binary;
  std::string* name;
  std::u32string* content;  ///< what can be read; bytes as Latin-1 code points
  std::size_t position;
};

/// The class of streams, made by the first call. Borrowed.
TypeObject* stream_type(Vm& vm);
Ref make_standard_stream(Vm& vm, int fd);
/// open(path, mode): reads the whole file of the host. Only modes r, rt, rb. Null: the exception is set (OSError, ValueError, or one
/// that says that the model does not write files).
Ref open_file(Vm& vm, const std::string& path, std::string_view mode);

/// Writes text straight to a standard stream: what print() does when sys.stdout is the original object. Requires: v is a stream with fd 1 or 2.
void stream_write(Vm& vm, Value stream, std::string_view utf8);
/// v is an open standard output stream of the class itself (no Python subclass overrides write).
bool is_plain_output(Vm& vm, Value v);

}  // namespace gilscope

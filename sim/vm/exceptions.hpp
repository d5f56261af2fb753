// Exceptions of the modeled program: making, chaining, unwinding, and the text of tracebacks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/objects/types.hpp"
#include "sim/vm/frame.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

/// An exception instance with these args, as type(*args) of a built-in exception class makes it (new reference).
ExceptionObject* make_exception(Vm& vm, TypeObject* type, std::initializer_list<Value> args);
/// Sets it as the current thread's raised exception, with __context__ from the exception being handled. Returns null.
Ref raise_exception(Vm& vm, ExceptionObject* owned);
/// KeyError(key), StopIteration(value).
Ref raise_key_error(Vm& vm, Value key);
Ref raise_stop_iteration(Vm& vm, Value value);
/// NameError with `name`, "Did you mean" computed when it is printed.
Ref raise_name_error(Vm& vm, Exc kind, std::string_view text, StrObject* name);

ExceptionObject* as_exception(Vm& vm, Value v);   ///< null if v is no exception instance
bool is_exception_class(Vm& vm, Value v);

/// The exception being handled by the innermost handler of the current thread (sys.exception()), borrowed; null if none.
Value handled_exception(Vm& vm);

/// `frame` is being left or searched by the raised exception: one more traceback entry at instruction `index`.
void add_traceback(Vm& vm, PythonFrame& frame, std::uint32_t index);
/// Finds the handler of the raised exception in the top Python frame, or pops it, until a handler is found (true) or a native frame is on
/// top (false: the exception is to be delivered to it). `add_entry` is false for RERAISE.
bool unwind(Vm& vm, bool add_entry);

/// The complete text that CPython prints for an uncaught exception: chained exceptions, traceback, last line. The result is a str.
Co<Ref> exception_text(Vm& vm, Value exception);
/// Prints it to stderr (sys.stderr's fd 2).
Co<Ref> print_exception(Vm& vm, Value exception);
/// "Exception ignored in: ..." for errors in __del__ and weakref callbacks. Takes the raised exception.
Co<Ref> print_unraisable(Vm& vm, std::string_view what, Value where);

/// Line `line` (1-based) of a source file without its newline; empty if there is none.
std::string_view source_line(Vm& vm, const std::string& file, int line);
/// The line an instruction belongs to.
int line_of(const PythonFrame& frame);

/// ". Did you mean: 'x'?" or empty (suggestions.cpp: CPython's edit distance and limits).
std::string suggestion(Vm& vm, const ExceptionObject* exception);
/// The nearest of `candidates` by CPython's rules; empty if none is near enough.
std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates);

/// Attributes of frame, traceback, code and cell objects (frame_view.cpp).
void install_frame_types(Vm& vm);

}  // namespace gilscope

// zlib: compression and checksums, by zlib itself (Modules/zlibmodule.c).
//
// Compression lets go of the GIL for each block of output it makes, checksums for data of more than 5 KiB. So threads that compress scale
// under the GIL, except that each block ends with waiting for the GIL again: beside a thread that computes in Python, that is 5 ms a block.
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/bytes_ops.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kChecksumReleaseFrom = 5 * 1024 + 1;  // zlib_crc32_impl, zlib_adler32_impl
// pycore_blocks_output_buffer.h: BUFFER_BLOCK_SIZE. The last one repeats.
constexpr std::array<std::size_t, 8> kBlockBytes = {32u << 10, 64u << 10, 256u << 10, 1u << 20, 4u << 20, 8u << 20, 16u << 20, 32u << 20};

/// A deflate or inflate stream, and the lock that keeps two threads from driving it at once.
struct StreamObject : Object {
  z_stream* stream;
  Value unused, unconsumed;  ///< bytes (owned)
  std::uint32_t line;
  std::uint8_t mutex;
  std::int8_t level;
  bool inflates, ready, at_end;
};
StreamObject* stream_of(Value v) { return static_cast<StreamObject*>(v.object()); }

void stream_destroy(Heap& heap, Object* o) {
  auto* s = static_cast<StreamObject*>(o);
  if (s->stream != nullptr && s->ready) s->inflates ? inflateEnd(s->stream) : deflateEnd(s->stream);
  delete s->stream;
  heap.decref(s->unused);
  heap.decref(s->unconsumed);
}

Value module_item(Vm& vm, const char* name) {
  return module_value(vm, "zlib", name);
}

Ref raise_error(Vm& vm, const std::string& message) {
  Ref text = vm.str(message);
  const Value args[] = {text};
  Ref exception = call(vm, module_item(vm, "error"), Args{args, 1, nullptr});
  return exception ? vm.raise_value(exception) : nullptr;
}

Ref raise_stream_error(Vm& vm, const z_stream& z, int status, const char* doing) {
  const char* text = z.msg;
  if (text == nullptr && status == Z_BUF_ERROR) text = "incomplete or truncated stream";
  if (text == nullptr && status == Z_STREAM_ERROR) text = "inconsistent stream state";
  if (text == nullptr && status == Z_DATA_ERROR) text = "invalid input data";
  return raise_error(vm, text == nullptr ? fmt::format("Error {} {}", status, doing) : fmt::format("Error {} {}: {}", status, doing, text));
}

Cost deflate_cost(int level) {
  if (level < 0) level = 6;
  if (level <= 3) return Cost::DeflateFast;
  return level <= 6 ? Cost::Deflate : Cost::DeflateBest;
}

bool bytes_given(Vm& vm, Value v) {
  if (is_byteslike(v)) return true;
  vm.raise(Exc::TypeError, fmt::format("a bytes-like object is required, not '{}'", type_name(vm, v)));
  return false;
}
/// `out` keeps its value if the argument is absent. False: TypeError is set.
bool int_given(Vm& vm, Value v, std::int64_t& out) {
  if (!v) return true;
  if (as_int64(v, out)) return true;
  vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, v)));
  return false;
}

// ---- driving a stream ----

/// One stretch of work on a stream. Lives in the coroutine that asks for it.
struct Work {
  z_stream* stream;
  std::string_view input;
  int flush;
  bool inflates;
  int level = -1;
  std::size_t most = ~std::size_t{0};  ///< output is not wanted beyond this
  std::size_t first_block = kBlockBytes[0];
  std::string output = {};
  int status = Z_OK;
};

/// One block of output at most. Returns what it cost.
SimTime make_block(const Vm& vm, Work& w, std::size_t block) {
  const std::size_t had = w.output.size(), room = std::min(block, w.most - had);
  w.output.resize(had + room);
  z_stream& z = *w.stream;
  const std::size_t given = std::min<std::size_t>(w.input.size(), 1u << 30);
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(w.input.data()));  // zlib does not write there
  z.avail_in = static_cast<uInt>(given);
  z.next_out = reinterpret_cast<Bytef*>(w.output.data() + had);
  z.avail_out = static_cast<uInt>(room);
  const int flush = given < w.input.size() ? Z_NO_FLUSH : w.flush;
  w.status = w.inflates ? inflate(&z, flush) : deflate(&z, flush);
  const std::size_t consumed = given - z.avail_in, produced = room - z.avail_out;
  w.input.remove_prefix(consumed);
  w.output.resize(had + produced);
  if (w.inflates) return vm.runtime.costs[Cost::Inflate] * static_cast<SimTime>(produced);
  return vm.runtime.costs[deflate_cost(w.level)] * static_cast<SimTime>(consumed);
}

bool wants_more(const Work& w) {
  if (w.status != Z_OK && w.status != Z_BUF_ERROR) return false;
  if (w.output.size() >= w.most) return false;
  return w.stream->avail_out == 0 || !w.input.empty();
}

Co<> drive(Vm& vm, Work* work) {
  std::size_t block = work->first_block;
  for (std::size_t i = 1;; ++i) {
    co_await vm.runtime.detach(*vm.thread);
    const SimTime time = make_block(vm, *work, block);
    co_await use_core(vm, time);
    co_await vm.runtime.attach(*vm.thread);
    if (!wants_more(*work) || (work->status == Z_BUF_ERROR && work->stream->avail_out != 0)) co_return;
    block = kBlockBytes[std::min(i, kBlockBytes.size() - 1)];
  }
}

// ---- all at once ----

Co<Ref> compress_co(Vm& vm, Value data, int level, int bits) {
  const Ref keep = share(data);
  const auto end = [](z_stream* z) { deflateEnd(z), delete z; };
  const std::unique_ptr<z_stream, decltype(end)> z(new z_stream{}, end);
  const int begun = deflateInit2(z.get(), level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY);
  if (begun != Z_OK) co_return raise_error(vm, "Bad compression level");
  Work work{.stream = z.get(), .input = bytes_view(data), .flush = Z_FINISH, .inflates = false, .level = level};
  co_await drive(vm, &work);
  if (work.status != Z_STREAM_END) co_return raise_stream_error(vm, *z, work.status, "while compressing data");
  co_return make_bytes(vm.heap, work.output);
}

Ref zlib_compress(Vm& vm, const Args& a) {
  std::int64_t level = -1, bits = MAX_WBITS;
  if (!bytes_given(vm, a[0]) || !int_given(vm, a[1], level) || !int_given(vm, a[2], bits)) return nullptr;
  return vm.start(compress_co(vm, a[0], static_cast<int>(level), static_cast<int>(bits)));
}

Co<Ref> decompress_co(Vm& vm, Value data, int bits, std::size_t first_block) {
  const Ref keep = share(data);
  const auto end = [](z_stream* z) { inflateEnd(z), delete z; };
  const std::unique_ptr<z_stream, decltype(end)> z(new z_stream{}, end);
  const int begun = inflateInit2(z.get(), bits);
  if (begun != Z_OK) co_return raise_stream_error(vm, *z, begun, "while preparing to decompress data");
  Work work{.stream = z.get(), .input = bytes_view(data), .flush = Z_SYNC_FLUSH, .inflates = true, .first_block = first_block};
  co_await drive(vm, &work);
  if (work.status == Z_STREAM_END) co_return make_bytes(vm.heap, work.output);
  const int status = work.status == Z_OK ? Z_BUF_ERROR : work.status;
  co_return raise_stream_error(vm, *z, status, "while decompressing data");
}

Ref zlib_decompress(Vm& vm, const Args& a) {
  std::int64_t bits = MAX_WBITS, first_block = 16384;
  if (!bytes_given(vm, a[0]) || !int_given(vm, a[1], bits) || !int_given(vm, a[2], first_block)) return nullptr;
  if (first_block < 0) return vm.raise(Exc::ValueError, "bufsize must be non-negative");
  first_block = std::clamp<std::int64_t>(first_block, 1, 1 << 28);
  return vm.start(decompress_co(vm, a[0], static_cast<int>(bits), static_cast<std::size_t>(first_block)));
}

// ---- checksums ----

using Checksum = uLong (*)(uLong, const Bytef*, z_size_t);

uLong checksum_of(Checksum function, uLong start, Value data) {
  const std::string_view bytes = bytes_view(data);
  return function(start, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
}

Co<Ref> checksum_released(Vm& vm, Value data, Checksum function, uLong start, SimTime time) {
  const Ref keep = share(data);
  const uLong sum = checksum_of(function, start, data);
  co_await vm.runtime.detach(*vm.thread);
  co_await use_core(vm, time);
  co_await vm.runtime.attach(*vm.thread);
  co_return vm.integer(static_cast<std::int64_t>(sum));
}

Ref checksum(Vm& vm, const Args& a, Checksum function, Cost cost, std::int64_t start) {
  if (!bytes_given(vm, a[0]) || !int_given(vm, a[1], start)) return nullptr;
  const std::size_t length = bytes_view(a[0]).size();
  const SimTime time = vm.runtime.costs[cost] * static_cast<SimTime>(length);
  const uLong from = static_cast<std::uint32_t>(start);
  if (length >= kChecksumReleaseFrom) return vm.start(checksum_released(vm, a[0], function, from, time));
  vm.machine.clock.now += time;
  return vm.integer(static_cast<std::int64_t>(checksum_of(function, from, a[0])));
}
Ref zlib_crc32(Vm& vm, const Args& a) { return checksum(vm, a, crc32_z, Cost::Crc32, 0); }
Ref zlib_adler32(Vm& vm, const Args& a) { return checksum(vm, a, adler32_z, Cost::Adler32, 1); }

// ---- piece by piece ----

StreamObject* new_stream(Vm& vm, const char* class_name, bool inflates) {
  auto* s = new_object<StreamObject>(vm, static_cast<TypeObject*>(module_item(vm, class_name).object()));
  s->stream = new z_stream{};
  s->inflates = inflates;
  s->unused = make_bytes(vm.heap, "").release();
  s->unconsumed = make_bytes(vm.heap, "").release();
  return s;
}

Ref zlib_compressobj(Vm& vm, const Args& a) {
  std::int64_t level = -1, method = Z_DEFLATED, bits = MAX_WBITS, memory = 8, strategy = Z_DEFAULT_STRATEGY;
  std::int64_t* const places[] = {&level, &method, &bits, &memory, &strategy};
  for (std::uint32_t i = 0; i < 5; ++i) if (!int_given(vm, a[i], *places[i])) return nullptr;
  StreamObject* s = new_stream(vm, "_Compress", false);
  Ref made = steal(s);
  s->level = static_cast<std::int8_t>(std::clamp<std::int64_t>(level, -1, 9));
  s->ready = deflateInit2(s->stream, static_cast<int>(level), static_cast<int>(method), static_cast<int>(bits), static_cast<int>(memory),
                          static_cast<int>(strategy)) == Z_OK;
  return s->ready ? made : vm.raise(Exc::ValueError, "Invalid initialization option");
}

Ref zlib_decompressobj(Vm& vm, const Args& a) {
  std::int64_t bits = MAX_WBITS;
  if (!int_given(vm, a[0], bits)) return nullptr;
  StreamObject* s = new_stream(vm, "_Decompress", true);
  Ref made = steal(s);
  s->ready = inflateInit2(s->stream, static_cast<int>(bits)) == Z_OK;
  return s->ready ? made : vm.raise(Exc::ValueError, "Invalid initialization option");
}

/// Holding the stream's lock.
Co<> drive_alone(Vm& vm, StreamObject* s, Work* work) {
  co_await vm.machine.order();
  co_await vm.runtime.mutex_lock(*vm.thread, s->mutex, s->line, kForever, ThreadState::WaitingForLock);
  co_await drive(vm, work);
}
Co<> let_go(Vm& vm, StreamObject* s) {
  co_await vm.machine.order();
  vm.runtime.mutex_unlock(*vm.thread, s->mutex, s->line);
}

Co<Ref> stream_compress_co(Vm& vm, Value self, Value data, int flush) {
  const Ref keep_self = share(self), keep_data = share(data);
  StreamObject* s = stream_of(self);
  const std::string_view input = data ? bytes_view(data) : std::string_view();
  Work work{.stream = s->stream, .input = input, .flush = flush, .inflates = false, .level = s->level};
  co_await drive_alone(vm, s, &work);
  co_await let_go(vm, s);
  const bool good = work.status == Z_OK || work.status == Z_BUF_ERROR || (flush == Z_FINISH && work.status == Z_STREAM_END);
  if (!good) co_return raise_stream_error(vm, *s->stream, work.status, flush == Z_NO_FLUSH ? "while compressing data" : "while flushing");
  co_return make_bytes(vm.heap, work.output);
}

Ref stream_compress(Vm& vm, const Args& a) {
  if (!bytes_given(vm, a[1])) return nullptr;
  return vm.start(stream_compress_co(vm, a[0], a[1], Z_NO_FLUSH));
}
Ref stream_flush(Vm& vm, const Args& a) {
  std::int64_t mode = Z_FINISH;
  if (!int_given(vm, a[1], mode)) return nullptr;
  if (mode == Z_NO_FLUSH) return make_bytes(vm.heap, "");
  return vm.start(stream_compress_co(vm, a[0], Value(), static_cast<int>(mode)));
}

void set_bytes(Vm& vm, Value& place, std::string_view bytes) {
  vm.heap.decref(place);
  place = make_bytes(vm.heap, bytes).release();
}

Co<Ref> stream_decompress_co(Vm& vm, Value self, Value data, std::size_t most) {
  const Ref keep_self = share(self);
  StreamObject* s = stream_of(self);
  const Ref keep_data = share(data ? data : s->unconsumed);  // flush() goes on with what is left
  const bool flushes = !data;
  Work work{.stream = s->stream, .input = bytes_view(keep_data), .flush = flushes ? Z_FINISH : Z_SYNC_FLUSH, .inflates = true, .most = most};
  co_await drive_alone(vm, s, &work);
  const bool ended = work.status == Z_STREAM_END;
  if (ended && !s->at_end) {
    s->at_end = true;
    set_bytes(vm, s->unused, work.input);
  } else if (s->at_end) {
    set_bytes(vm, s->unused, std::string(bytes_view(s->unused)) + std::string(work.input));
  }
  set_bytes(vm, s->unconsumed, std::string(work.input));  // also what is unused, as CPython does
  co_await let_go(vm, s);
  const bool good = work.status == Z_OK || work.status == Z_BUF_ERROR || ended;
  if (!good) co_return raise_stream_error(vm, *s->stream, work.status, "while decompressing data");
  co_return make_bytes(vm.heap, work.output);
}

Ref stream_decompress(Vm& vm, const Args& a) {
  std::int64_t most = 0;
  if (!bytes_given(vm, a[1]) || !int_given(vm, a[2], most)) return nullptr;
  if (most < 0) return vm.raise(Exc::ValueError, "max_length must be non-negative");
  return vm.start(stream_decompress_co(vm, a[0], a[1], most == 0 ? ~std::size_t{0} : static_cast<std::size_t>(most)));
}
Ref stream_decompress_flush(Vm& vm, const Args& a) {
  std::int64_t length = 16384;
  if (!int_given(vm, a[1], length)) return nullptr;
  if (length <= 0) return vm.raise(Exc::ValueError, "length must be greater than zero");
  return vm.start(stream_decompress_co(vm, a[0], Value(), ~std::size_t{0}));
}

Ref unused_data(Vm&, Value self) { return share(stream_of(self)->unused); }
Ref unconsumed_tail(Vm&, Value self) { return share(stream_of(self)->unconsumed); }
Ref stream_eof(Vm& vm, Value self) { return vm.boolean(stream_of(self)->at_end); }

// ---- tables ----

const NativeSpec kCompressMethods[] = {
    {.name = "compress", .fn = stream_compress, .signature = "(self, data, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "flush", .fn = stream_flush, .signature = "(self, mode=4, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};
const NativeSpec kDecompressMethods[] = {
    {.name = "decompress", .fn = stream_decompress, .signature = "(self, data, /, max_length=0)", .kind = NativeKind::Method,
     .cost = Cost::NativeCall},
    {.name = "flush", .fn = stream_decompress_flush, .signature = "(self, length=16384, /)", .kind = NativeKind::Method,
     .cost = Cost::NativeCall},
};
const GetSetSpec kDecompressAttributes[] = {{"unused_data", unused_data}, {"unconsumed_tail", unconsumed_tail}, {"eof", stream_eof}};

const NativeSpec kFunctions[] = {
    {.name = "compress", .fn = zlib_compress, .signature = "(data, /, level=-1, wbits=15)", .cost = Cost::NativeCallLarge},
    {.name = "decompress", .fn = zlib_decompress, .signature = "(data, /, wbits=15, bufsize=16384)", .cost = Cost::NativeCallLarge},
    {.name = "crc32", .fn = zlib_crc32, .signature = "(data, value=0, /)", .cost = Cost::NativeCall},
    {.name = "adler32", .fn = zlib_adler32, .signature = "(data, value=1, /)", .cost = Cost::NativeCall},
    {.name = "compressobj", .fn = zlib_compressobj, .signature = "(level=-1, method=8, wbits=15, memLevel=8, strategy=0)",
     .cost = Cost::NativeCallLarge},
    {.name = "decompressobj", .fn = zlib_decompressobj, .signature = "(wbits=15)", .cost = Cost::NativeCallLarge},
};

constexpr struct { const char* name; int value; } kConstants[] = {
    {"DEFLATED", Z_DEFLATED}, {"DEF_BUF_SIZE", 16384}, {"DEF_MEM_LEVEL", 8}, {"MAX_WBITS", MAX_WBITS},
    {"Z_BEST_COMPRESSION", Z_BEST_COMPRESSION}, {"Z_BEST_SPEED", Z_BEST_SPEED}, {"Z_BLOCK", Z_BLOCK},
    {"Z_DEFAULT_COMPRESSION", Z_DEFAULT_COMPRESSION}, {"Z_DEFAULT_STRATEGY", Z_DEFAULT_STRATEGY}, {"Z_FILTERED", Z_FILTERED},
    {"Z_FINISH", Z_FINISH}, {"Z_FIXED", Z_FIXED}, {"Z_FULL_FLUSH", Z_FULL_FLUSH}, {"Z_HUFFMAN_ONLY", Z_HUFFMAN_ONLY},
    {"Z_NO_COMPRESSION", Z_NO_COMPRESSION}, {"Z_NO_FLUSH", Z_NO_FLUSH}, {"Z_PARTIAL_FLUSH", Z_PARTIAL_FLUSH}, {"Z_RLE", Z_RLE},
    {"Z_SYNC_FLUSH", Z_SYNC_FLUSH}, {"Z_TREES", Z_TREES},
};

}  // namespace

void init_zlib(Vm& vm, ModuleObject* module) {
  add_functions(vm, module, kFunctions);
  for (const auto& constant : kConstants) add_integer(vm, module, constant.name, constant.value);
  add_text(vm, module, "ZLIB_VERSION", ZLIB_VERSION);
  add_text(vm, module, "ZLIB_RUNTIME_VERSION", zlibVersion());
  constexpr auto kBytes = static_cast<std::uint32_t>(sizeof(StreamObject));
  const Slots slots = {.destroy = stream_destroy};
  TypeObject* const compress = make_type(
      vm, {.name = "zlib.Compress", .instance_bytes = kBytes, .flags = kTypeOrderedCalls, .slots = slots, .methods = kCompressMethods});
  TypeObject* const decompress = make_type(vm, {.name = "zlib.Decompress", .instance_bytes = kBytes, .flags = kTypeOrderedCalls,
                                                .slots = slots, .methods = kDecompressMethods, .getset = kDecompressAttributes});
  add_value(vm, module, "_Compress", Value(compress));  // Python code reaches them only through their instances
  add_value(vm, module, "_Decompress", Value(decompress));
  TypeObject* const exception = vm.types.exception(Exc::Exception);
  add_class(vm, module, make_type(vm, {.name = "zlib.error", .base = exception, .flags = kTypeBase | exception->type_flags}));
}

}  // namespace gilscope

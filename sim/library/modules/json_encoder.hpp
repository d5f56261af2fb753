// What the two halves of _json.make_encoder share: its objects (json_encoder.cpp) and what a call of one does (json_writer.cpp).
#pragma once

#include "sim/library/modules/json_module.hpp"

namespace gilscope {

/// What a JSONEncoder wishes, for one value or several.
struct EncoderObject : Object {
  Value markers, default_, encoder, indent, key_separator, item_separator;
  bool sort_keys, skipkeys, allow_nan;
  bool quotes;  ///< the encoder is one of ours: strings are written without calling it
  JsonQuoting quoting;
};

/// The value as JSON text, in a tuple; lines are indented as in the `level`-th container. Requires: indent is None or a str.
Co<Ref> encode_json(Vm& vm, const EncoderObject* encoder, Value object, std::int64_t level);

}  // namespace gilscope

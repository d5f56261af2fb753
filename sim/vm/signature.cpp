#include "sim/vm/signature.hpp"

#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

// ---- parsing --------------------------------------------------------------------------------------------------------------

namespace {

/// Splits at commas outside brackets and quotes (defaults may contain both).
std::vector<std::string> split_parameters(std::string_view text) {
  std::vector<std::string> parts;
  std::string part;
  int depth = 0;
  char quote = 0;
  for (char c : text) {
    if (quote != 0) { if (c == quote) quote = 0; }
    else if (c == '\'' || c == '"') quote = c;
    else if (c == '(' || c == '[' || c == '{') ++depth;
    else if (c == ')' || c == ']' || c == '}') --depth;
    else if (c == ',' && depth == 0) { parts.push_back(part); part.clear(); continue; }
    if (c != ' ' || !part.empty()) part.push_back(c);
  }
  if (!part.empty()) parts.push_back(part);
  return parts;
}

std::string_view inside_parentheses(std::string_view text) {
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  return text.substr(open + 1, close - open - 1);
}

void summarize(SignatureInfo& info) {
  using Kind = SignatureInfo::Kind;
  info.only_positional = true;
  for (std::size_t i = 0; i < info.parameters.size(); ++i) {
    const auto& p = info.parameters[i];
    if (p.kind == Kind::PositionalOnly || p.kind == Kind::PositionalOrKeyword) {
      ++info.positional;
      if (p.required) ++info.required_positional;
    }
    if (p.kind == Kind::VarArgs) info.var_args = static_cast<int>(i);
    if (p.kind == Kind::VarKeywords) info.var_keywords = static_cast<int>(i);
    if (p.kind != Kind::PositionalOnly) info.only_positional = false;
  }
}

}  // namespace

SignatureInfo parse_signature(Vm& vm, const NativeSpec& spec, bool has_self) {
  using Kind = SignatureInfo::Kind;
  SignatureInfo info;
  info.has_self = has_self;
  Kind kind = Kind::PositionalOrKeyword;
  for (const std::string& part : split_parameters(inside_parentheses(spec.signature))) {
    if (part == "/") {
      for (auto& p : info.parameters) p.kind = Kind::PositionalOnly;
    } else if (part == "*") {
      kind = Kind::KeywordOnly;
    } else if (part.starts_with("**")) {
      info.parameters.push_back({part.substr(2), vm.intern(part.substr(2)), Kind::VarKeywords, false});
    } else if (part[0] == '*') {
      info.parameters.push_back({part.substr(1), vm.intern(part.substr(1)), Kind::VarArgs, false});
      kind = Kind::KeywordOnly;
    } else {
      const auto equals = part.find('=');
      std::string name = part.substr(0, equals);
      while (!name.empty() && name.back() == ' ') name.pop_back();
      info.parameters.push_back({name, vm.intern(name), kind, equals == std::string::npos});
    }
  }
  if (has_self && !info.parameters.empty() && info.parameters[0].kind == Kind::PositionalOrKeyword) {
    info.parameters[0].kind = Kind::PositionalOnly;  // nobody passes self by name
  }
  summarize(info);
  return info;
}

const SignatureInfo& signature_of(Vm& vm, const NativeSpec& spec, bool has_self) {
  std::unique_ptr<SignatureInfo>& known = vm.priv().signatures[&spec];
  if (known == nullptr) known = std::make_unique<SignatureInfo>(parse_signature(vm, spec, has_self));
  return *known;
}

// ---- binding: texts of Python/getargs.c and Objects/methodobject.c -------------------------------------------------------

namespace {

const char* plural(std::size_t n) { return n == 1 ? "" : "s"; }

struct Binder {
  Vm& vm;
  const NativeSpec& spec;
  const SignatureInfo& info;
  const Args& args;
  Value* out;

  std::uint32_t self() const { return info.has_self ? 1 : 0; }
  std::uint32_t given() const { return args.count - self(); }
  std::uint32_t keywords() const { return args.keyword_count(); }

  bool fail(const std::string& message) const { vm.raise(Exc::TypeError, message); return false; }

  /// METH_O and METH_NOARGS name the class too; the parsers do not.
  std::string qualified() const {
    if (!info.has_self || args.count == 0) return spec.name;
    return fmt::format("{}.{}", to_utf8(vm.types.of(args[0])->name), spec.name);
  }

  bool wrong_count_positional_only() const {
    const std::size_t most = info.positional - self(), least = info.required_positional - self();
    if (most == 0) return fail(fmt::format("{}() takes no arguments ({} given)", qualified(), given()));
    if (most == 1 && least == 1) return fail(fmt::format("{}() takes exactly one argument ({} given)", qualified(), given()));
    const bool few = given() < least;
    const char* bound = most == least ? "" : few ? "at least " : "at most ";
    const std::size_t wanted = few ? least : most;
    return fail(fmt::format("{} expected {}{} argument{}, got {}", spec.name, bound, wanted, plural(wanted), given()));
  }

  bool wrong_count() const {
    const std::size_t most_positional = info.positional - self();
    const std::size_t most = info.parameters.size() - self();
    const std::size_t total = given() + keywords();
    if (total > most) {
      return fail(fmt::format("{}() takes {} {} {}argument{} ({} given)", spec.name,
                              info.required_positional == info.parameters.size() ? "exactly" : "at most", most,
                              given() == 0 ? "keyword " : "", plural(most), total));
    }
    if (most_positional == 0) return fail(fmt::format("{}() takes no positional arguments", spec.name));
    return fail(fmt::format("{}() takes {} {} positional argument{} ({} given)", spec.name,
                            info.required_positional == info.positional ? "exactly" : "at most", most_positional,
                            plural(most_positional), given()));
  }

  int find_keyword(const StrObject* name) const {
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
      const auto& p = info.parameters[i];
      const bool by_name = p.kind == SignatureInfo::Kind::PositionalOrKeyword || p.kind == SignatureInfo::Kind::KeywordOnly;
      if (by_name && (p.name == name || str_equal(p.name, name))) return static_cast<int>(i);
    }
    return -1;
  }

  bool unexpected(const StrObject* name) const {
    std::vector<std::string> candidates;
    for (const auto& p : info.parameters) {
      if (p.kind == SignatureInfo::Kind::PositionalOrKeyword || p.kind == SignatureInfo::Kind::KeywordOnly) candidates.push_back(p.text);
    }
    const std::string near = nearest_name(to_utf8(name), candidates);
    return fail(fmt::format("{}() got an unexpected keyword argument '{}'{}", spec.name, to_utf8(name),
                            near.empty() ? "" : fmt::format(". Did you mean '{}'?", near)));
  }

  bool bind_keywords() const {
    DictObject* rest = nullptr;
    vm.charge(Cost::FrameSetup, 1 + keywords());
    if (info.var_keywords >= 0) {
      rest = as_dict(make_dict(vm.heap).release());
      out[info.var_keywords] = Value(rest);
    }
    for (std::uint32_t k = 0; k < keywords(); ++k) {
      auto* name = static_cast<StrObject*>(args.keywords->items[k].object());
      const int at = find_keyword(name);
      if (at < 0 && rest == nullptr) return unexpected(name);
      if (at < 0) {
        dict_set_str(vm.heap, rest, name, args.keyword_value(k));
        continue;
      }
      if (out[at]) {
        return fail(fmt::format("argument for {}() given by name ('{}') and position ({})", spec.name, to_utf8(name), at + 1 - static_cast<int>(self())));
      }
      out[at] = args.keyword_value(k);
    }
    return true;
  }

  bool missing() const {
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
      const auto& p = info.parameters[i];
      if (!p.required || out[i]) continue;
      if (p.kind == SignatureInfo::Kind::PositionalOnly) {
        const std::size_t least = info.required_positional - self();
        const bool exact = info.required_positional == info.positional;
        fail(fmt::format("{}() takes {} {} positional argument{} ({} given)", spec.name, exact ? "exactly" : "at least", least,
                         plural(least), given()));
      } else if (p.kind == SignatureInfo::Kind::KeywordOnly) {
        fail(fmt::format("{}() missing required argument '{}'", spec.name, p.text));
      } else {
        fail(fmt::format("{}() missing required argument '{}' (pos {})", spec.name, p.text, i + 1 - self()));
      }
      return true;
    }
    return false;
  }

  bool bind() const {
    if (info.has_self && args.count == 0) {
      return fail(fmt::format("unbound method {}() needs an argument", spec.name));
    }
    const bool keywords_allowed = !info.only_positional && (info.var_args < 0 || info.parameters.size() > info.positional + 1);
    if (keywords() > 0 && !keywords_allowed && info.var_keywords < 0) {
      return fail(fmt::format("{}() takes no keyword arguments", qualified()));
    }
    const bool too_many = args.count > info.positional && info.var_args < 0;
    if (info.only_positional && (too_many || args.count < info.required_positional)) return wrong_count_positional_only();
    if (too_many) return wrong_count();
    if (info.var_args < 0 && info.var_keywords < 0 && given() + keywords() > info.parameters.size() - self()) return wrong_count();
    const std::uint32_t direct = std::min(args.count, info.positional);
    for (std::uint32_t i = 0; i < direct; ++i) out[i] = args[i];
    if (info.var_args >= 0) {
      out[info.var_args] = make_tuple(vm.heap, {args.data + direct, args.count - direct}).release();
    }
    if ((keywords() > 0 || info.var_keywords >= 0) && !bind_keywords()) return false;
    return !missing();
  }
};

}  // namespace

bool bind_native(Vm& vm, const NativeSpec& spec, const SignatureInfo& signature, const Args& args, Value* out) {
  return Binder{vm, spec, signature, args, out}.bind();
}

}  // namespace gilscope

#include <algorithm>

#include "fmt/format.h"
#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

bool is_starred(const Expr* expr) { return expr->kind == ExprKind::Starred; }

bool unpacks(const std::vector<Expr*>& args, const std::vector<Keyword*>& keywords) {
  return std::any_of(args.begin(), args.end(), is_starred) ||
         std::any_of(keywords.begin(), keywords.end(), [](const Keyword* keyword) { return keyword->name.empty(); });
}

}  // namespace

void Codegen::visit_call(const CallExpr& call) {
  check_keywords(call.keywords);
  if (visit_method_call(call)) return;
  check_callee(call.func);
  visit(call.func);
  emit(Opcode::PushNull, location_of(call.func->span));
  visit_arguments(0, call.args, call.keywords, location_of(call.span));
}

/// object.method(...) without * or **: the method is called without making a bound method of it.
bool Codegen::visit_method_call(const CallExpr& call) {
  const auto* method = as<AttributeExpr>(static_cast<const Expr*>(call.func));
  if (method == nullptr || is_imported_name(method->value)) return false;
  const int keyword_count = static_cast<int>(call.keywords.size());
  const int count = static_cast<int>(call.args.size()) + keyword_count;
  if (count + (keyword_count != 0 ? 1 : 0) >= kStackUseGuideline || unpacks(call.args, call.keywords)) return false;
  Location loc = location_of(method->span);
  if (is_plain_super(*method)) {
    visit_super_attribute(*method, AttributeLoad::Method);
    loc = attribute_location(loc, *method);
  } else {
    visit(method->value);
    loc = attribute_location(loc, *method);
    emit_attribute(AttributeLoad::Method, method->attr, loc);
  }
  visit(call.args);
  if (keyword_count != 0) {
    for (const Keyword* keyword : call.keywords) visit(keyword->value);
    emit_keyword_names(call.keywords, loc);
  }
  emit(keyword_count != 0 ? Opcode::CallKw : Opcode::Call, count, attribute_location(location_of(call.span), *method));
  return true;
}

void Codegen::visit_arguments(int pushed, const Exprs& args, const std::vector<Keyword*>& keywords, Location loc) {
  check_keywords(keywords);
  const int keyword_count = static_cast<int>(keywords.size());
  const int count = static_cast<int>(args.size());
  if (count + keyword_count * 2 > kStackUseGuideline || unpacks(args, keywords)) {
    return visit_unpacked_arguments(pushed, args, keywords, loc);
  }
  visit(args);
  if (keyword_count == 0) return emit(Opcode::Call, pushed + count, loc);
  for (const Keyword* keyword : keywords) visit(keyword->value);
  emit_keyword_names(keywords, loc);
  emit(Opcode::CallKw, pushed + count + keyword_count, loc);
}

void Codegen::visit_unpacked_arguments(int pushed, const Exprs& args, const std::vector<Keyword*>& keywords,
                                       Location loc) {
  const bool only_star = pushed == 0 && args.size() == 1 && is_starred(args.front());
  if (only_star) {
    visit(as<StarredExpr>(args.front())->value);
  } else {
    build_display(args, Display::Tuple, pushed, loc);
  }
  visit_keyword_dict(keywords, loc);
  emit(Opcode::CallFunctionEx, keywords.empty() ? 0 : 1, loc);
}

void Codegen::visit_keyword_dict(const std::vector<Keyword*>& keywords, Location loc) {
  bool started = false;
  std::size_t waiting = 0;
  const auto flush = [&](std::size_t end) {
    build_part_of_keywords(keywords, end - waiting, end, loc);
    if (started) emit(Opcode::DictMerge, 1, loc);
    started = true;
    waiting = 0;
  };
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    if (!keywords[i]->name.empty()) {
      ++waiting;
      continue;
    }
    if (waiting > 0) flush(i);
    if (!started) emit(Opcode::BuildMap, 0, loc);
    started = true;
    visit(keywords[i]->value);
    emit(Opcode::DictMerge, 1, loc);
  }
  if (waiting > 0) flush(keywords.size());
}

void Codegen::build_part_of_keywords(const std::vector<Keyword*>& keywords, std::size_t begin, std::size_t end,
                                     Location loc) {
  const int count = static_cast<int>(end - begin);
  const bool big = count * 2 > kStackUseGuideline;
  if (count > 1 && !big) {
    std::vector<std::string> names;
    for (std::size_t i = begin; i < end; ++i) {
      visit(keywords[i]->value);
      names.push_back(keywords[i]->name);
    }
    emit_const(make_str_tuple(names), loc);
    return emit(Opcode::BuildConstKeyMap, count, loc);
  }
  if (big) emit(Opcode::BuildMap, 0, kNoLocation);
  for (std::size_t i = begin; i < end; ++i) {
    emit_const(make_str(keywords[i]->name), loc);
    visit(keywords[i]->value);
    if (big) emit(Opcode::MapAdd, 1, kNoLocation);
  }
  if (!big) emit(Opcode::BuildMap, count, loc);
}

void Codegen::emit_keyword_names(const std::vector<Keyword*>& keywords, Location loc) {
  std::vector<std::string> names;
  for (const Keyword* keyword : keywords) names.push_back(keyword->name);
  emit_const(make_str_tuple(names), loc);
}

void Codegen::check_keywords(const std::vector<Keyword*>& keywords) const {
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    if (keywords[i]->name.empty()) continue;
    forbid_debug(keywords[i]->name, ExprContext::Store, location_of(keywords[i]->span));
    for (std::size_t j = i + 1; j < keywords.size(); ++j) {
      if (keywords[j]->name != keywords[i]->name) continue;
      fail(location_of(keywords[j]->span), fmt::format("keyword argument repeated: {}", keywords[i]->name));
    }
  }
}

/// A name that the module imports: its attributes are functions more often than methods.
bool Codegen::is_imported_name(const Expr* expr) const {
  const auto* name = as<NameExpr>(expr);
  if (name == nullptr) return false;
  const Symbol* symbol = symbols_.top().symbols.find(name->id);
  return symbol != nullptr && (symbol->uses & use::kImported) != 0;
}

// ---- super() ----

/// super().x or super(a, b).x that can be looked up without making the super object.
bool Codegen::is_plain_super(const AttributeExpr& attribute) const {
  const auto* call = as<CallExpr>(static_cast<const Expr*>(attribute.value));
  const auto* callee = call == nullptr ? nullptr : as<NameExpr>(static_cast<const Expr*>(call->func));
  if (callee == nullptr || callee->id != "super" || attribute.attr == "__class__" || !call->keywords.empty())
    return false;
  if (scope_of("super") != NameScope::GlobalImplicit || symbols_.top().scope_of("super") != NameScope::Unknown)
    return false;
  if (call->args.size() == 2) return std::none_of(call->args.begin(), call->args.end(), is_starred);
  if (!call->args.empty() || unit().arg_count + unit().posonly_arg_count == 0) return false;
  return unit().kind != UnitKind::Class && scope_of("__class__") == NameScope::Free;
}

void Codegen::visit_super_attribute(const AttributeExpr& attribute, AttributeLoad load) {
  const auto& call = *as<CallExpr>(static_cast<const Expr*>(attribute.value));
  const Location call_loc = location_of(call.span);
  load_name("super", location_of(call.func->span));
  if (call.args.empty()) {
    load_name("__class__", call_loc);
    load_name(unit().varnames.names().front(), call_loc);
  } else {
    visit(call.args);
  }
  const Location loc = location_of(attribute.span);
  const int flags = (call.args.empty() ? 0 : 2) | (load == AttributeLoad::Method ? 1 : 0);
  emit(Opcode::LoadSuperAttr, unit().names.add(mangled(attribute.attr)) << 2 | flags, loc);
  emit(Opcode::Nop, attribute_location(loc, attribute));
}

}  // namespace gilscope::compiler

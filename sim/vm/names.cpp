#include "sim/vm/names.hpp"

#include <algorithm>
#include <array>

#include "sim/vm/vm.hpp"

namespace gilscope {

Names::Names(Vm& vm) {
#define X(member, text) member = vm.intern(text);
  GILSCOPE_NAMES(X)
#undef X
  const std::array<StrObject*, 13> forward = {dunder_add,    dunder_and, dunder_floordiv, dunder_lshift,  dunder_matmul,
                                              dunder_mul,    dunder_mod, dunder_or,       dunder_pow,     dunder_rshift,
                                              dunder_sub,    dunder_truediv, dunder_xor};
  const std::array<StrObject*, 13> backward = {dunder_radd, dunder_rand, dunder_rfloordiv, dunder_rlshift,  dunder_rmatmul,
                                               dunder_rmul, dunder_rmod, dunder_ror,       dunder_rpow,     dunder_rrshift,
                                               dunder_rsub, dunder_rtruediv, dunder_rxor};
  const std::array<StrObject*, 13> in_place = {dunder_iadd, dunder_iand, dunder_ifloordiv, dunder_ilshift,  dunder_imatmul,
                                               dunder_imul, dunder_imod, dunder_ior,       dunder_ipow,     dunder_irshift,
                                               dunder_isub, dunder_itruediv, dunder_ixor};
  std::copy(forward.begin(), forward.end(), binary);
  std::copy(backward.begin(), backward.end(), reflected);
  std::copy(in_place.begin(), in_place.end(), inplace);
  const std::array<StrObject*, 6> comparisons = {dunder_lt, dunder_le, dunder_eq, dunder_ne, dunder_gt, dunder_ge};
  std::copy(comparisons.begin(), comparisons.end(), compare);
  const std::array<StrObject*, 4> unaries = {dunder_neg, dunder_pos, dunder_invert, dunder_abs};
  std::copy(unaries.begin(), unaries.end(), unary);
}

}  // namespace gilscope

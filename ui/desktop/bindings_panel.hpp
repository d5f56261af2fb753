// The keys, in their groups: read from the table that the keyboard itself uses.
#pragma once

#include <span>

#include "ui/desktop/bindings.hpp"
#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void bindings_panel(std::span<const Binding> bindings, const View& view, Actions& actions);

}  // namespace gilscope::desktop

#include "ui/cli/formats.hpp"

namespace gilscope::cli {

std::vector<Exporter> formats() {
  std::vector<Exporter> all;
  for (const auto& list : {trace_exporters()}) all.insert(all.end(), list.begin(), list.end());
  return all;
}

}  // namespace gilscope::cli

// The least squares on problems whose answer is known.
#include "sim/calibration/fit.hpp"

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"

namespace gilscope {
namespace {

FitParameter parameter(double prior) {
  FitParameter p;
  p.prior = p.center = prior;
  return p;
}

// What a program measures when each cost is paid `counts` times and costs `truth`, seen from costs of 10 ns each.
FitTarget loop(const std::string& name, const std::vector<double>& counts, const std::vector<double>& truth) {
  FitTarget target;
  target.program = name;
  target.sigma = 0.01;
  target.slope = counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    target.measured += counts[i] * truth[i];
    target.model += counts[i] * 10;
  }
  return target;
}

const std::vector<double> kTruth = {13, 7, 24};

FitProblem three_costs() {
  FitProblem problem;
  problem.parameters = {parameter(10), parameter(10), parameter(10)};
  problem.targets = {loop("a", {2, 1, 0}, kTruth), loop("b", {1, 3, 0}, kTruth), loop("c", {1, 0, 4}, kTruth), loop("d", {5, 1, 1}, kTruth)};
  return problem;
}

TEST_CASE("costs that explain every figure are found", "[fit]") {
  const auto costs = solve(three_costs());
  for (std::size_t i = 0; i < kTruth.size(); ++i) CHECK(costs[i] == Approx(kTruth[i]).epsilon(0.02));
}

TEST_CASE("a prediction is the measured figure when the costs are the true ones", "[fit]") {
  const FitProblem problem = three_costs();
  for (const FitTarget& target : problem.targets) CHECK(predict(problem, target, kTruth) == Approx(target.measured));
}

TEST_CASE("a cost that no figure depends on keeps its number", "[fit]") {
  FitProblem problem = three_costs();
  problem.parameters.push_back(parameter(42));
  for (FitTarget& target : problem.targets) target.slope.push_back(0);
  CHECK(solve(problem)[3] == Approx(42));
}

TEST_CASE("one wild figure does not bend the rest; leaving it out finds the truth", "[fit]") {
  FitProblem problem = three_costs();
  problem.targets.push_back(loop("wild", {1, 1, 1}, kTruth));
  problem.targets.back().measured *= 3;
  const auto bent = solve(problem);
  for (std::size_t i = 0; i < kTruth.size(); ++i) CHECK(std::abs(std::log(bent[i] / kTruth[i])) < std::log(1.5));
  const auto without = solve(problem, "wild");
  for (std::size_t i = 0; i < kTruth.size(); ++i) CHECK(without[i] == Approx(kTruth[i]).epsilon(0.02));
}

TEST_CASE("a program predicted without its own figures is what a fit without it says", "[fit]") {
  FitProblem problem = three_costs();
  problem.prior_sigma = 3;
  problem.targets.push_back(loop("e", {1, 1, 1}, kTruth));
  problem.targets.back().measured *= 1.02;
  const auto costs = solve(problem);
  for (const UnseenFigure& figure : leave_each_out(problem, costs)) {
    INFO(figure.program);
    const auto without = solve(problem, figure.program);
    const auto target = std::find_if(problem.targets.begin(), problem.targets.end(), [&](const FitTarget& t) { return t.program == figure.program; });
    CHECK(figure.error == Approx(predict(problem, *target, without) / target->measured - 1).margin(0.004));
  }
}

TEST_CASE("a cost without figures follows the same cost of the other build", "[fit]") {
  FitProblem problem = three_costs();
  problem.parameters.push_back(parameter(20));
  for (FitTarget& target : problem.targets) target.slope.push_back(0);
  problem.ties = {{2, 3}};  // 10 becomes 24
  problem.tie_sigma = 0.05;
  problem.prior_sigma = 2;
  CHECK(solve(problem)[3] == Approx(48).epsilon(0.05));
}

TEST_CASE("speed-ups count in logarithms", "[fit]") {
  FitProblem problem;
  problem.parameters = {parameter(10)};
  FitTarget target;
  target.program = "shared";
  target.threads = 2;
  target.sigma = 0.001;
  target.model = 1;
  target.measured = 0.5;   // half the speed-up: with d ln / d ln = -1, twice the cost
  target.slope = {-1};
  problem.targets = {target};
  CHECK(solve(problem)[0] == Approx(20).epsilon(0.01));
}

}  // namespace
}  // namespace gilscope

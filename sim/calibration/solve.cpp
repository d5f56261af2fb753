// The least squares of fit.hpp: Gauss-Newton on the logarithms of the costs, with Huber's weights so that a noisy figure does not bend the rest.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

#include "sim/calibration/fit.hpp"

namespace gilscope {
namespace {

constexpr int kSteps = 40;
constexpr double kHuber = 2;       // residuals beyond so many sigmas count linearly
constexpr double kLongestStep = 0.5;

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

std::vector<double> costs_at(const FitProblem& problem, const Vector& logs) {
  std::vector<double> costs(problem.parameters.size());
  for (std::size_t i = 0; i < costs.size(); ++i) costs[i] = problem.parameters[i].center * std::exp(logs[static_cast<Eigen::Index>(i)]);
  return costs;
}

// Adds one target to the normal equations.
void add_target(const FitProblem& problem, const FitTarget& target, const std::vector<double>& costs, Matrix& normal, Vector& right) {
  const double figure = predict(problem, target, costs);
  Vector row(static_cast<Eigen::Index>(costs.size()));
  for (std::size_t i = 0; i < costs.size(); ++i)
    row[static_cast<Eigen::Index>(i)] = target.threads == 1 ? target.slope[i] * costs[i] / figure : target.slope[i];
  const double residual = std::log(figure / target.measured) / target.sigma;
  const double weight = std::min(1.0, kHuber / std::max(std::abs(residual), 1e-9)) / (target.sigma * target.sigma);
  normal += weight * row * row.transpose();
  right -= weight * std::log(figure / target.measured) * row;
}

}  // namespace

double predict(const FitProblem& problem, const FitTarget& target, const std::vector<double>& costs) {
  if (target.threads == 1) {
    double figure = target.model;
    for (std::size_t i = 0; i < costs.size(); ++i) figure += target.slope[i] * (costs[i] - problem.parameters[i].center);
    return std::max(figure, 0.01 * target.model);
  }
  double change = 0;
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (target.slope[i] != 0) change += target.slope[i] * std::log(costs[i] / problem.parameters[i].center);
  return target.model * std::exp(change);
}

std::vector<double> solve(const FitProblem& problem, const std::string& without) {
  const auto size = static_cast<Eigen::Index>(problem.parameters.size());
  const double stiffness = 1 / (problem.prior_sigma * problem.prior_sigma);
  Vector logs = Vector::Zero(size), drift(size);
  for (Eigen::Index i = 0; i < size; ++i) drift[i] = std::log(problem.parameters[static_cast<std::size_t>(i)].center / problem.parameters[static_cast<std::size_t>(i)].prior);
  for (int step = 0; step < kSteps; ++step) {
    const auto costs = costs_at(problem, logs);
    Matrix normal = Matrix::Identity(size, size) * stiffness;
    Vector right = -stiffness * (logs + drift);
    for (const auto& target : problem.targets)
      if (target.program != without) add_target(problem, target, costs, normal, right);
    Vector change = normal.ldlt().solve(right);
    const double longest = change.cwiseAbs().maxCoeff();
    if (longest > kLongestStep) change *= kLongestStep / longest;
    logs += change;
    if (longest < 1e-6) break;
  }
  return costs_at(problem, logs);
}

}  // namespace gilscope

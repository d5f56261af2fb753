// The least squares of fit.hpp: Gauss-Newton on the logarithms of the costs, with Huber's weights so that a noisy
// figure does not bend the rest.
#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <map>

#include "sim/calibration/fit.hpp"

namespace gilscope {
namespace {

constexpr int kSteps = 40;
constexpr double kHuber = 2;  // residuals beyond so many sigmas count linearly
constexpr double kLongestStep = 0.5;

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

std::vector<double> costs_at(const FitProblem& problem, const Vector& logs) {
  std::vector<double> costs(problem.parameters.size());
  for (std::size_t i = 0; i < costs.size(); ++i)
    costs[i] = problem.parameters[i].center * std::exp(logs[static_cast<Eigen::Index>(i)]);
  return costs;
}

// How the logarithm of a target's figure depends on the logarithms of the costs, and how far it is off.
struct Row {
  Vector slope;
  double residual = 0;  ///< ln(figure / measured)
  double weight = 0;    ///< 1 / sigma^2, less for what is far off
};

Row row_of(const FitProblem& problem, const FitTarget& target, const std::vector<double>& costs) {
  const double figure = predict(problem, target, costs);
  Row row{Vector(static_cast<Eigen::Index>(costs.size())), std::log(figure / target.measured), 0};
  for (std::size_t i = 0; i < costs.size(); ++i)
    row.slope[static_cast<Eigen::Index>(i)] =
        target.threads == 1 ? target.slope[i] * costs[i] / figure : target.slope[i];
  row.weight =
      std::min(1.0, kHuber / std::max(std::abs(row.residual) / target.sigma, 1e-9)) / (target.sigma * target.sigma);
  return row;
}

// ln(cost / prior) at the center.
Vector drift_of(const FitProblem& problem) {
  Vector drift(static_cast<Eigen::Index>(problem.parameters.size()));
  for (Eigen::Index i = 0; i < drift.size(); ++i) {
    const FitParameter& p = problem.parameters[static_cast<std::size_t>(i)];
    drift[i] = std::log(p.center / p.prior);
  }
  return drift;
}

// The prior's and the ties' part of the normal equations.
struct Normal {
  Matrix matrix;
  Vector right;
};

Normal prior_part(const FitProblem& problem, const Vector& moved) {
  const double stiffness = 1 / (problem.prior_sigma * problem.prior_sigma),
               tie = 1 / (problem.tie_sigma * problem.tie_sigma);
  Normal n{Matrix::Identity(moved.size(), moved.size()) * stiffness, -stiffness * moved};
  for (const FitTie& t : problem.ties) {
    const auto i = static_cast<Eigen::Index>(t.one), j = static_cast<Eigen::Index>(t.other);
    const double apart = moved[i] - moved[j];
    n.matrix(i, i) += tie, n.matrix(j, j) += tie, n.matrix(i, j) -= tie, n.matrix(j, i) -= tie;
    n.right[i] -= tie * apart, n.right[j] += tie * apart;
  }
  return n;
}

void add_row(const Row& row, Normal& n) {
  n.matrix.selfadjointView<Eigen::Lower>().rankUpdate(row.slope, row.weight);
  n.right -= row.weight * row.residual * row.slope;
}

Matrix whole(const Matrix& lower) { return lower.selfadjointView<Eigen::Lower>(); }

}  // namespace

double predict(const FitProblem& problem, const FitTarget& target, const std::vector<double>& costs) {
  if (target.threads == 1) {
    double figure = target.model;
    for (std::size_t i = 0; i < costs.size(); ++i)
      figure += target.slope[i] * (costs[i] - problem.parameters[i].center);
    return std::max(figure, 0.01 * target.model);
  }
  double change = 0;
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (target.slope[i] != 0) change += target.slope[i] * std::log(costs[i] / problem.parameters[i].center);
  return target.model * std::exp(change);
}

std::vector<double> solve(const FitProblem& problem, const std::string& without) {
  const auto size = static_cast<Eigen::Index>(problem.parameters.size());
  const Vector drift = drift_of(problem);
  Vector logs = Vector::Zero(size);
  for (int step = 0; step < kSteps; ++step) {
    const auto costs = costs_at(problem, logs);
    Normal n = prior_part(problem, logs + drift);
    for (const auto& target : problem.targets)
      if (target.program != without) add_row(row_of(problem, target, costs), n);
    Vector change = whole(n.matrix).ldlt().solve(n.right);
    const double longest = change.cwiseAbs().maxCoeff();
    if (longest > kLongestStep) change *= kLongestStep / longest;
    logs += change;
    if (longest < 1e-6) break;
  }
  return costs_at(problem, logs);
}

std::vector<UnseenFigure> leave_each_out(const FitProblem& problem, const std::vector<double>& costs) {
  Vector moved(static_cast<Eigen::Index>(costs.size()));
  for (std::size_t i = 0; i < costs.size(); ++i)
    moved[static_cast<Eigen::Index>(i)] = std::log(costs[i] / problem.parameters[i].prior);
  Normal n = prior_part(problem, moved);
  std::vector<Row> rows;
  for (const auto& target : problem.targets) rows.push_back(row_of(problem, target, costs));
  for (const Row& row : rows) add_row(row, n);
  const Eigen::LDLT<Matrix> all(whole(n.matrix));
  std::map<std::string, std::vector<std::size_t>> of_program;
  for (std::size_t i = 0; i < rows.size(); ++i) of_program[problem.targets[i].program].push_back(i);
  std::vector<UnseenFigure> unseen;
  for (const auto& [program, own] : of_program) {
    // Woodbury: without its rows R the costs move by N^-1 R' (W^-1 - R N^-1 R')^-1 r, so its residuals become (1 - H
    // W)^-1 r.
    const auto k = static_cast<Eigen::Index>(own.size());
    Matrix r(k, moved.size());
    Vector residual(k), weight(k);
    for (Eigen::Index i = 0; i < k; ++i) {
      const Row& row = rows[own[static_cast<std::size_t>(i)]];
      r.row(i) = row.slope.transpose();
      residual[i] = row.residual, weight[i] = row.weight;
    }
    const Matrix hat = r * all.solve(r.transpose());
    const Vector free = (Matrix::Identity(k, k) - hat * weight.asDiagonal()).partialPivLu().solve(residual);
    for (Eigen::Index i = 0; i < k; ++i) {
      const FitTarget& target = problem.targets[own[static_cast<std::size_t>(i)]];
      if (target.threads == 1) unseen.push_back({program, target.runtime, std::exp(free[i]) - 1});
    }
  }
  return unseen;
}

}  // namespace gilscope

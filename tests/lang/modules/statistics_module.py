import random
import statistics as st

floats, ints = [2.5, 3.1, 4.7, 1.0, 9.9, 4.7], [1, 2, 3, 4, 4]
for f in (st.mean, st.fmean, st.median, st.median_low, st.median_high, st.mode, st.multimode, st.stdev, st.pstdev, st.variance, st.pvariance, st.harmonic_mean, st.quantiles):
    print(f.__name__, f(floats), f(ints), f([3, 3]))
print(round(st.geometric_mean(floats), 10))
r = random.Random(1)
x = [r.gauss(10, 3) for _ in range(30)]
y = [2 * v + r.random() for v in x]
print(round(st.correlation(x, y), 12), round(st.covariance(x, y), 10), [round(v, 10) for v in st.linear_regression(x, y)], st.stdev(x), st.mean(x), st.quantiles(x, n=5, method="inclusive"))
n = st.NormalDist(100, 15)
print(n, round(n.pdf(110), 12), round(n.cdf(120), 12), round(n.inv_cdf(0.9), 9), n + 5, n * 2, n.mean, n.stdev, n.variance, n.zscore(130))
print(st.mean([1e30, 1, -1e30]), st.mean([True, False]), st.median(["a", "b", "c"]), st.mode("aabbb"), st.variance([1, 2, 3, 4], 2.5))
for bad in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([]), lambda: st.mode([]), lambda: st.correlation([1, 2], [1]), lambda: st.quantiles([])):
    try:
        bad()
    except st.StatisticsError as error:
        print(error)

# expect: mean 4.316666666666666 2.8 3
# expect: fmean 4.316666666666667 2.8 3.0
# expect: median 3.9000000000000004 3 3.0
# expect: median_low 3.1 3 3
# expect: median_high 4.7 3 3
# expect: mode 4.7 4 3
# expect: multimode [4.7] [4] [3]
# expect: stdev 3.074031012639051 1.3038404810405297 0.0
# expect: pstdev 2.8061935468214276 1.1661903789690602 0.0
# expect: variance 9.449666666666667 1.7 0
# expect: pvariance 7.874722222222223 1.36 0
# expect: harmonic_mean 2.6677068813840816 2.142857142857143 3.0
# expect: quantiles [2.125, 3.9000000000000004, 6.0] [1.5, 3.0, 4.0] [3.0, 3.0, 3.0]
# expect: 3.4529379084
# expect: 0.998631231077 14.2803697947 [1.9727375898, 0.7984008647] 2.6905128271119088 10.363048555206154 [7.616712671426896, 10.15700587628693, 10.627150695190632, 12.216411469579034]
# expect: NormalDist(mu=100.0, sigma=15.0) 0.021296533701 0.908788780274 119.223273483 NormalDist(mu=105.0, sigma=15.0) NormalDist(mu=200.0, sigma=30.0) 100.0 15.0 225.0 2.0
# expect: 0.3333333333333333 0.5 b b 1.6666666666666667
# expect: mean requires at least one data point
# expect: stdev requires at least two data points
# expect: no median for empty data
# expect: no mode for empty data
# expect: correlation requires that both inputs have same number of data points
# expect: must have at least one data point

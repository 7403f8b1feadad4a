"""Makes level.tsv: a local level by another implementation (statsmodels), to check ours against.

    python3 -m venv venv && venv/bin/pip install statsmodels
    venv/bin/python tests/reference/level.py > tests/reference/level.tsv
"""
import numpy as np, statsmodels, statsmodels.api as sm

rng = np.random.default_rng(20240609)
n, event_var, period_var, step_var = 60, 12.25, 0.4, 0.3
counts = rng.poisson(2.5, n)
counts[[0, 17, 18, 19, 20, 59]] = 0
level = np.cumsum(rng.normal(0, step_var ** 0.5, n)) - 2
noise = np.where(counts > 0, event_var / np.maximum(counts, 1) + period_var, 1.0)
y = np.where(counts > 0, np.round(level + rng.normal(0, noise ** 0.5), 3), np.nan)

def run(start):
    model = sm.tsa.UnobservedComponents(y, "local level")
    model.update([1.0, step_var])
    model.ssm["obs_cov"] = noise.reshape(1, 1, n)
    model.ssm["state_cov"] = np.array([[step_var]])
    if start == "known":
        model.ssm.initialize_known(np.array([-1.0]), np.array([[4.0]]))
    else:
        model.ssm.initialize("diffuse")
    r = model.ssm.smooth()
    return r

print(f"# level.py; statsmodels {statsmodels.__version__}, numpy {np.__version__}")
print(f"# event_variance {event_var} period_variance {period_var} step_variance {step_var}; known start: mean -1 variance 4")
known, diffuse = run("known"), run("diffuse")
print(f"# log-likelihood known {known.llf_obs.sum():.12f} diffuse {diffuse.llf_obs.sum():.12f}")
print("events\tmean\tkf_mean\tkf_var\tks_mean\tks_var\tdf_mean\tdf_var\tds_mean\tds_var")
for t in range(n):
    cells = [str(counts[t]), "" if np.isnan(y[t]) else f"{y[t]:.3f}"]
    for r in (known, diffuse):
        cells += [f"{v:.12f}" for v in (r.filtered_state[0, t], r.filtered_state_cov[0, 0, t],
                                       r.smoothed_state[0, t], r.smoothed_state_cov[0, 0, t])]
    print("\t".join(cells))

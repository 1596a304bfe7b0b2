"""Importance by Optuna, with the study in memory: python importance.py SWEEP.csv fanova|ped-anova TIMES. Prints JSON."""

import csv
import json
import sys
import time

import optuna
from optuna.distributions import FloatDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator, get_param_importances

file, method, times = sys.argv[1:]
optuna.logging.set_verbosity(optuna.logging.ERROR)
with open(file, newline="") as lines:
    rows = list(csv.DictReader(lines))
names = [name for name in rows[0] if name.startswith("params.")]
study = optuna.create_study()
study.add_trials(
    optuna.trial.create_trial(
        params={name: float(row[name]) for name in names},
        distributions={name: FloatDistribution(0.0, 1.0) for name in names},
        value=float(row["metrics.score"]),
    )
    for row in rows
)
found = []
for _ in range(int(times)):
    evaluator = FanovaImportanceEvaluator(n_trees=64, seed=0) if method == "fanova" else PedAnovaImportanceEvaluator()
    begun = time.perf_counter()
    importance = get_param_importances(study, evaluator=evaluator)
    found.append((time.perf_counter() - begun) * 1000)
print(json.dumps({"times_ms": found, "most": max(importance, key=importance.get), "version": optuna.__version__}))

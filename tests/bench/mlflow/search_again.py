"""The same search many times in one process: python search_again.py DATABASE.db FILTER TIMES

Prints JSON: the median of the seconds that mlflow.search_runs took, after three that do not count, and the runs.
"""

import json
import statistics
import sys
import time

import mlflow

database, filter_string, times = sys.argv[1:]
mlflow.set_tracking_uri(f"sqlite:///{database}")
seconds = []
for _ in range(3 + int(times)):
    begun = time.perf_counter()
    found = mlflow.search_runs(search_all_experiments=True, filter_string=filter_string)
    seconds.append(time.perf_counter() - begun)
print(json.dumps({"median_s": statistics.median(seconds[3:]), "run_ids": list(found["run_id"])}))

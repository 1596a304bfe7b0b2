"""One search, as a script does it: python search.py DATABASE.db FILTER"""

import sys

import mlflow

database, filter_string = sys.argv[1:]
mlflow.set_tracking_uri(f"sqlite:///{database}")
found = mlflow.search_runs(search_all_experiments=True, filter_string=filter_string)
print("\n".join(found["run_id"]) if len(found) else "")

"""Makes an MLflow database of the runs of a recorded REST answer: python make_store.py RUNS.json DATABASE.db

The tables are MLflow's own. Of each metric the last value is written, which is all that a search reads.
"""

import json
import sys

from mlflow.store.tracking.dbmodels.models import SqlExperiment, SqlLatestMetric, SqlMetric, SqlParam, SqlRun, SqlTag
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore


def rows_of(run):
    info, data = run["info"], run["data"]
    run_id = info["run_id"]
    yield SqlRun(
        run_uuid=run_id,
        name=info["run_name"],
        user_id=info.get("user_id", ""),
        status=info["status"],
        start_time=info["start_time"],
        end_time=info.get("end_time"),
        artifact_uri=info["artifact_uri"],
        lifecycle_stage=info["lifecycle_stage"],
        experiment_id=int(info["experiment_id"]),
        source_type="LOCAL",
        source_name="",
        entry_point_name="",
        source_version="",
    )
    for metric in data.get("metrics", []):
        value = float(metric["value"])
        is_nan = value != value
        # As MLflow stores what SQLite has no word for.
        stored = 0.0 if is_nan else max(-1.7976931348623157e308, min(1.7976931348623157e308, value))
        cells = dict(run_uuid=run_id, key=metric["key"], value=stored, timestamp=metric["timestamp"], step=metric["step"], is_nan=is_nan)
        yield SqlMetric(**cells)
        yield SqlLatestMetric(**cells)
    for param in data.get("params", []):
        yield SqlParam(run_uuid=run_id, key=param["key"], value=param["value"])
    for tag in data.get("tags", []):
        yield SqlTag(run_uuid=run_id, key=tag["key"], value=tag["value"])


def main(recorded, database):
    with open(recorded, encoding="utf-8") as file:
        runs = json.load(file)["runs"]
    store = SqlAlchemyStore(f"sqlite:///{database}", "artifacts")
    with store.ManagedSessionMaker() as session:
        for experiment_id in sorted({int(run["info"]["experiment_id"]) for run in runs}):
            session.add(SqlExperiment(experiment_id=experiment_id, name=f"experiment {experiment_id}", lifecycle_stage="active"))
        session.flush()
        for run in runs:
            session.add_all(rows_of(run))


main(*sys.argv[1:])

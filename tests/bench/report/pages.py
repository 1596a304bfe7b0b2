"""Runs and their histories as others write them into one HTML file: python pages.py RUNS HISTORY FOLDER

Prints what was written as JSON.
"""

import json
import os
import sys

import hiplot
import numpy
import pandas
import plotly
import plotly.graph_objects as graph
import pyarrow.parquet as parquet
from plotly.offline import get_plotlyjs_version

NUMBERS = ["params.learning_rate", "params.max_depth", "params.n_estimators", "params.subsample", "params.dropout"]
NUMBERS += ["metrics.best_iteration", "metrics.val_loss", "metrics.val_auc"]


def hiplot_page(points, path):
    hiplot.Experiment.from_iterable(points).to_html(path)


def with_histories(runs, wide):
    """The runs, and before each the points that led to it, one linked to the next."""
    ends = {run["run_id"]: run for run in runs}
    experiment = hiplot.Experiment()
    for run_id, points in wide.groupby("run_id", sort=False):
        before = None
        for point in points[["step", "loss", "accuracy"]].to_dict("records"):
            uid = f"{run_id}-{point['step']}"
            experiment.datapoints.append(hiplot.Datapoint(uid=uid, from_uid=before, values=point))
            before = uid
        experiment.datapoints.append(hiplot.Datapoint(uid=run_id, from_uid=before, values=ends[run_id]))
    experiment.display_data(hiplot.Displays.XY).update({"axis_x": "step", "axis_y": "loss", "lines_thickness": 1.0})
    return experiment


def lines(points, key):
    """All histories of a metric as one line with gaps, which plotly draws far sooner than a line each."""
    chosen = points[points["key"] == key]
    gaps = numpy.flatnonzero(chosen["run_id"].to_numpy()[1:] != chosen["run_id"].to_numpy()[:-1]) + 1
    steps = numpy.insert(chosen["step"].to_numpy(dtype="float64"), gaps, numpy.nan)
    values = numpy.insert(chosen["value"].to_numpy(), gaps, numpy.nan)
    return graph.Figure(graph.Scattergl(x=steps, y=values, mode="lines", name=key))


def parallel(runs):
    numbers = runs[NUMBERS].apply(pandas.to_numeric)
    dimensions = [{"label": name, "values": numbers[name].to_numpy()} for name in numbers]
    return graph.Figure(graph.Parcoords(dimensions=dimensions, line={"color": numbers["metrics.val_auc"].to_numpy()}))


def plotly_page(figures, path):
    """The first as write_html does it, with plotly.js; WebGL of two kinds does not fit into one figure, so the others follow it."""
    first, *others = figures
    parts = [figure.to_html(include_plotlyjs=False, full_html=False) for figure in others]
    first.write_html(path, include_plotlyjs=True)
    with open(path, encoding="utf-8") as page:
        html = page.read()
    with open(path, "w", encoding="utf-8") as page:
        page.write("".join(parts).join(html.rsplit("</body>", 1)) if parts else html)


def table_page(tables, path):
    with open(path, "w", encoding="utf-8") as page:
        page.write("<!doctype html><html lang='en'><meta charset='utf-8'><title>Runs</title><body>")
        for table in tables:
            table.to_html(page, index=False)
        page.write("</body></html>")


def zstd(source, folder):
    path = os.path.join(folder, f"zstd-{os.path.basename(source)}")
    parquet.write_table(parquet.read_table(source), path, compression="zstd")
    return os.path.getsize(path)


def main(runs_file, history_file, folder):
    runs, points = pandas.read_parquet(runs_file), pandas.read_parquet(history_file)
    wide = points.pivot(index=["run_id", "step"], columns="key", values="value").reset_index()
    records = json.loads(runs.to_json(orient="records", date_format="iso"))
    written = []

    def page(name, act, *given):
        path = os.path.join(folder, f"{name}.html")
        act(*given, path)
        written.append({"name": name, "path": path, "bytes": os.path.getsize(path)})

    page("plotly", plotly_page, [parallel(runs), lines(points, "loss"), lines(points, "accuracy")])
    page("hiplot", lambda experiment, path: experiment.to_html(path), with_histories(records, wide))
    page("pandas", table_page, [runs, wide])
    page("plotly-runs", plotly_page, [parallel(runs)])
    page("hiplot-runs", hiplot_page, records)
    page("pandas-runs", table_page, [runs])
    versions = {"plotly": f"{plotly.__version__} (plotly.js {get_plotlyjs_version()})"}
    versions |= {"hiplot": hiplot.__version__, "pandas": pandas.__version__}
    sizes = zstd(runs_file, folder) + zstd(history_file, folder)
    print(json.dumps({"pages": written, "versions": versions, "zstd": sizes}))


main(*sys.argv[1:])

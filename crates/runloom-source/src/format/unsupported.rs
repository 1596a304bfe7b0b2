//! Files that people have and that cannot be read: what they are, and what to do instead.

use crate::SourceError;

const PARQUET_HINT: &str = "In Python: mlflow.search_runs(search_all_experiments=True).to_parquet(\"runs.parquet\"), or study.trials_dataframe().to_parquet(\"trials.parquet\")";

/// The error for a file that is recognised as something else than a table.
pub(crate) fn recognise(name: &str, head: &[u8]) -> Option<SourceError> {
    let error = |why: &str, hint: &str| Some(SourceError::unreadable(name, why).hint(hint));
    let begins = |magic: &[u8]| head.starts_with(magic);
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let extension = base.rsplit_once('.').map_or("", |(_, extension)| extension);
    if begins(b"SQLite format 3\0") {
        return error(
            "this is a SQLite database (MLflow's mlflow.db or an Optuna study, most likely), and databases cannot be opened yet",
            PARQUET_HINT,
        );
    }
    if begins(b":W&B") || extension == "wandb" {
        return error(
            "this is the log of an offline W&B run, which cannot be opened yet",
            "Sync it with `wandb sync`, then export the runs table as CSV, or use the W&B API",
        );
    }
    if base.contains("tfevents") || head.windows(13).take(64).any(|window| window == b"brain.Event:2") {
        return error(
            "this is a TensorBoard event file, which cannot be opened yet",
            "In TensorBoard, download the table of the HParams page, or a scalar, as CSV",
        );
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return if extension == "xlsx" || head.windows(3).any(|window| window == b"xl/") {
            error("this is an Excel workbook, which cannot be opened", "In Excel, save the sheet as CSV UTF-8")
        } else if matches!(extension, "npz" | "pt" | "pth") {
            error("this is an archive of arrays or of a model, not a table of runs", "Choose an export of the runs")
        } else {
            error("this is a zip archive, and archives cannot be opened yet", "Unpack it and open the files in it")
        };
    }
    if begins(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return error("this is an old Excel workbook, which cannot be opened", "In Excel, save the sheet as CSV UTF-8");
    }
    if begins(&[0x1f, 0x8b]) {
        return error("this is gzip-compressed, which cannot be opened yet", "Unpack it with gunzip and open what comes out");
    }
    if begins(&[0x28, 0xb5, 0x2f, 0xfd]) || begins(b"BZh") || begins(&[0xfd, b'7', b'z', b'X', b'Z']) || begins(b"7z\xbc\xaf") {
        return error("this is a compressed file, which cannot be opened", "Unpack it and open what comes out");
    }
    if head.get(257..262) == Some(b"ustar") {
        return error("this is a tar archive, and archives cannot be opened", "Unpack it and open the files in it");
    }
    if begins(b"FEA1") {
        return error(
            "this is Feather version 1, which is no longer used",
            "In Python: pandas.read_feather(path).to_parquet(\"runs.parquet\")",
        );
    }
    if let [0x80, 2..=5, ..] = head {
        return error(
            "this is a Python pickle; opening one can run any code, so it is not opened",
            "In Python: pandas.read_pickle(path).to_parquet(\"runs.parquet\")",
        );
    }
    if is_page(head) {
        return error(
            "this is a web page, not a file of runs",
            "The address may need a login, or points to a page about the file; use the address of the raw file",
        );
    }
    other_binary(head).map(|what| {
        SourceError::unreadable(name, format!("this is {what}, not a table of runs")).hint("Open Parquet, Arrow, JSON or CSV")
    })
}

fn is_page(head: &[u8]) -> bool {
    let start: Vec<u8> =
        head.iter().copied().skip_while(u8::is_ascii_whitespace).take(15).map(|b| b.to_ascii_lowercase()).collect();
    start.starts_with(b"<!doctype html")
        || start.starts_with(b"<html")
        || start.starts_with(b"<?xml")
        || start.starts_with(b"<head")
}

fn other_binary(head: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 9] = [
        (b"ORC", "an ORC file"),
        (b"\x89HDF", "an HDF5 file"),
        (b"\x93NUMPY", "a NumPy array"),
        (b"Obj\x01", "an Avro file"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"\x7fELF", "a program"),
    ];
    known
        .iter()
        .find(|(magic, _)| head.starts_with(magic) && head.iter().take(64).any(|b| !(b' '..=b'~').contains(b)))
        .map(|(_, what)| *what)
}

/// The error for Parquet files that are encrypted.
pub(crate) fn encrypted_parquet(name: &str) -> SourceError {
    SourceError::unreadable(name, "it is an encrypted Parquet file, and there is no key to open it with")
        .hint("Write the table again without encryption")
}

/// The error for bytes that are no text and no format that is known.
pub(crate) fn unknown_binary(name: &str) -> SourceError {
    SourceError::unreadable(name, "its content is neither text nor a format that is known")
        .hint("Open Parquet, Arrow (IPC, Feather), JSON or CSV")
}

use std::collections::VecDeque;
use std::ops::Range;

use arrow_buffer::NullBuffer;
use bytes::Bytes;
use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use runloom_table::{Values, sorted};

use super::ParquetFile;
use super::error::damaged;
use super::file::chunk_range;
use super::leaf::{Leaf, LeafReader};
use super::leaf_values::leaf_values;
use super::nested::{Fault, NestedLeaf, nested_values};
use super::schema::{Field, Node};
use crate::workspace::{Stretch, concatenate};
use crate::{Phase, Progress, SourceError, Step, Unit};

const GAP_BYTES: u64 = 1 << 20;

/// Reads columns of a Parquet file: row group after row group, column after column.
pub(crate) struct ParquetLoad {
    file: ParquetFile,
    wanted: Vec<usize>,
    /// The row group that is being read.
    group: usize,
    /// Ranges that were asked for.
    waiting: Option<Vec<Range<u64>>>,
    pushed: Vec<(Range<u64>, Bytes)>,
    /// The leaves of the row group still to be decoded: the place of their column among the wanted ones, and their place in the schema.
    todo: VecDeque<(usize, usize)>,
    reader: Option<LeafReader>,
    /// Leaves of a nested column that are decoded.
    decoded: Vec<Leaf>,
    chunks: Vec<Vec<Values>>,
    columns_done: u64,
}

impl std::fmt::Debug for ParquetLoad {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetLoad").field("file", &self.file.name).field("wanted", &self.wanted).finish_non_exhaustive()
    }
}

impl ParquetLoad {
    /// A task for these columns of the file's frame, ascending.
    pub(crate) fn new(file: &ParquetFile, wanted: &[usize]) -> Self {
        Self {
            file: file.clone(),
            wanted: wanted.to_vec(),
            group: 0,
            waiting: None,
            pushed: Vec::new(),
            todo: VecDeque::new(),
            reader: None,
            decoded: Vec::new(),
            chunks: vec![Vec::new(); wanted.len()],
            columns_done: 0,
        }
    }

    /// Does the next piece of work; done, it gives the values of each column.
    pub(crate) fn step(&mut self) -> Result<Step<Vec<(usize, Values)>>, SourceError> {
        if let Some((column, leaf)) = self.todo.front().copied() {
            self.decode(column, leaf)?;
            return Ok(Step::Working(self.progress()));
        }
        if self.waiting.take().is_some() {
            self.pushed.clear();
            self.group += 1;
        }
        let file = self.file.clone();
        let Some(group) = file.metadata.row_groups().get(self.group) else {
            let rows = self.file.rows;
            let chunks = std::mem::take(&mut self.chunks);
            return Ok(Step::Done(
                self.wanted.iter().copied().zip(chunks.into_iter().map(|chunks| joined(chunks, rows))).collect(),
            ));
        };
        if self.chunks.iter().all(Vec::is_empty) {
            self.check_size()?;
        }
        if group.num_rows() == 0 {
            self.group += 1;
            return Ok(Step::Working(self.progress()));
        }
        let wanted =
            self.wanted.iter().enumerate().filter_map(|(place, &at)| Some((place, file.columns.get(at)?.leaves.clone())));
        self.todo = wanted.flat_map(|(place, leaves)| leaves.map(move |leaf| (place, leaf))).collect();
        let ranges: Vec<Range<u64>> =
            self.todo.iter().filter_map(|(_, leaf)| group.columns().get(*leaf).and_then(chunk_range)).collect();
        let needed = coalesce(ranges);
        self.waiting = Some(needed.clone());
        Ok(Step::Need(needed))
    }

    /// Takes bytes that were needed.
    pub(crate) fn push(&mut self, range: Range<u64>, bytes: Bytes) {
        self.pushed.push((range, bytes));
    }

    fn progress(&self) -> Progress {
        let groups = self.file.metadata.num_row_groups().max(1) as u64;
        let columns = groups * self.wanted.len() as u64;
        let rows = self.file.rows as u64;
        let done = rows.saturating_mul(self.columns_done) / columns.max(1);
        Progress { phase: Phase::Decoding, done, total: rows, unit: Unit::Rows }
    }

    fn decode(&mut self, column: usize, leaf: usize) -> Result<(), SourceError> {
        let file = self.file.clone();
        let broken = |error: ParquetError| damaged(&file.name, &error);
        let Some(group) = file.metadata.row_groups().get(self.group) else { return Ok(()) };
        let rows = usize::try_from(group.num_rows()).unwrap_or(0);
        let mut reader = match self.reader.take() {
            Some(reader) => reader,
            None => self.open(group, leaf, rows)?,
        };
        if !reader.step().map_err(broken)? {
            self.reader = Some(reader);
            return Ok(());
        }
        self.todo.pop_front();
        self.decoded.push(reader.finish());
        if self.todo.front().is_some_and(|(next, _)| *next == column) {
            return Ok(());
        }
        let Some(field) = self.wanted.get(column).and_then(|at| file.columns.get(*at)) else { return Ok(()) };
        let decoded = std::mem::take(&mut self.decoded);
        let values = match &field.nesting {
            None => flat(&file, field, decoded, rows).map_err(broken)?,
            Some(node) => nested(&file, field, node, decoded, rows)?,
        };
        if let Some(chunks) = self.chunks.get_mut(column) {
            chunks.push(values);
        }
        self.columns_done += 1;
        Ok(())
    }

    fn open(&self, group: &RowGroupMetaData, leaf: usize, rows: usize) -> Result<LeafReader, SourceError> {
        let lost = || damaged(&self.file.name, &ParquetError::General("a column lies outside of the file".to_owned()));
        let chunk = group.columns().get(leaf).ok_or_else(lost)?;
        let wanted = chunk_range(chunk).ok_or_else(lost)?;
        let covers = |range: &Range<u64>| range.start <= wanted.start && wanted.end <= range.end;
        let Some((range, bytes)) = self.pushed.iter().find(|(range, _)| covers(range)) else {
            return Err(SourceError::short_read(&self.file.name, &wanted, 0));
        };
        let (from, to) = ((wanted.start - range.start) as usize, (wanted.end - range.start) as usize);
        if to > bytes.len() {
            return Err(SourceError::short_read(&self.file.name, range, bytes.len() as u64));
        }
        let limit = usize::try_from(self.file.limits.memory_bytes).unwrap_or(usize::MAX);
        LeafReader::new(chunk, rows, bytes.slice(from..to), limit).map_err(|error| damaged(&self.file.name, &error))
    }

    fn check_size(&self) -> Result<(), SourceError> {
        let mut needed = (self.file.rows as u64).saturating_mul(8).saturating_mul(self.wanted.len() as u64);
        let fields = self.wanted.iter().filter_map(|&at| self.file.columns.get(at));
        for leaf in fields.flat_map(|field| field.leaves.clone()) {
            for chunk in self.file.metadata.row_groups().iter().filter_map(|group| group.columns().get(leaf)) {
                let column = chunk.column_descr();
                let unpacked = u64::try_from(chunk.uncompressed_size()).unwrap_or(u64::MAX);
                let values = u64::try_from(chunk.num_values()).unwrap_or(u64::MAX);
                let (copies, width) = match chunk.column_type() {
                    PhysicalType::BYTE_ARRAY => (2, 0),
                    PhysicalType::FIXED_LEN_BYTE_ARRAY => (1, u64::try_from(column.type_length()).unwrap_or(u64::MAX)),
                    _ => (1, 0),
                };
                let levels = if column.max_rep_level() > 0 { 12 } else { 0 };
                needed = needed.saturating_add(unpacked.saturating_mul(copies));
                needed = needed.saturating_add(values.saturating_mul(width.saturating_add(levels)));
            }
        }
        let limit = self.file.limits.memory_bytes;
        if needed > limit {
            let what = format!("reading {} of its columns", self.wanted.len());
            return Err(SourceError::too_large(&self.file.name, &what, needed, limit));
        }
        Ok(())
    }
}

/// One value a row.
fn flat(file: &ParquetFile, field: &Field, decoded: Vec<Leaf>, rows: usize) -> Result<Values, ParquetError> {
    let contradiction = || ParquetError::General("a column is not where the footer says".to_owned());
    let leaf = decoded.into_iter().next().ok_or_else(contradiction)?;
    let data_type = file.types.get(field.leaves.start).ok_or_else(contradiction)?;
    let deepest = file.metadata.file_metadata().schema_descr().column(field.leaves.start).max_def_level();
    let nulls = (deepest > 0).then(|| leaf.definitions.iter().map(|level| *level >= deepest).collect::<NullBuffer>());
    let nulls = nulls.filter(|nulls| nulls.null_count() > 0);
    if nulls.as_ref().is_some_and(|nulls| nulls.len() != rows) {
        return Err(contradiction());
    }
    leaf_values(leaf.values, nulls, data_type)
}

/// JSON text a row.
fn nested(file: &ParquetFile, field: &Field, node: &Node, decoded: Vec<Leaf>, rows: usize) -> Result<Values, SourceError> {
    let broken = |error: ParquetError| damaged(&file.name, &error);
    let mut leaves = Vec::with_capacity(decoded.len());
    for (leaf, data_type) in decoded.into_iter().zip(file.types.get(field.leaves.clone()).unwrap_or_default()) {
        leaves.push(NestedLeaf {
            values: leaf_values(leaf.values, None, data_type).map_err(broken)?,
            definitions: leaf.definitions,
            repetitions: leaf.repetitions,
            level_at: 0,
            value_at: 0,
        });
    }
    let limit = file.limits.memory_bytes;
    nested_values(node, field.leaves.start, leaves, rows, limit).map_err(|fault| match fault {
        Fault::Levels => broken(ParquetError::General(format!("the levels of column {} contradict each other", field.name))),
        Fault::TooLarge => {
            SourceError::too_large(&file.name, &format!("column {} as text", field.name), limit.saturating_add(1), limit)
        }
    })
}

fn joined(mut chunks: Vec<Values>, rows: usize) -> Values {
    match chunks.len() {
        0 => Values::missing(rows),
        1 => chunks.pop().unwrap_or_else(|| Values::missing(rows)),
        _ => {
            let stretches: Vec<Stretch<'_>> =
                chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
            concatenate(&stretches)
        }
    }
}

/// Neighbouring ranges with small gaps as one, to save requests.
fn coalesce(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let ranges = sorted(ranges, &mut |a, b| a.start.cmp(&b.start));
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        match joined.last_mut() {
            Some(last) if range.start <= last.end.saturating_add(GAP_BYTES) => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_ranges_are_joined() {
        let far = GAP_BYTES + 100;
        assert_eq!(coalesce(vec![50..60, 0..10, far + 61..far + 70]), [0..60, far + 61..far + 70]);
        assert_eq!(coalesce(Vec::new()), []);
    }
}

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::NullBuffer;
use bytes::Bytes;
use hashbrown::HashMap;
use parquet::DecodeResult;
use parquet::arrow::ProjectionMask;
use parquet::arrow::push_decoder::{ParquetPushDecoder, ParquetPushDecoderBuilder};
use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use runloom_table::Values;

use super::ParquetFile;
use super::error::{damaged, damaged_pages};
use super::levels::check_levels;
use super::pages::check_pages;
use crate::convert::natural;
use crate::workspace::{Stretch, concatenate};
use crate::{Phase, Progress, SourceError, Step, Unit};

const BATCH_ROWS: usize = 1 << 15;
const GAP_BYTES: u64 = 1 << 20;

/// Reads columns of a Parquet file.
#[derive(Debug)]
pub(crate) struct ParquetLoad {
    file: ParquetFile,
    wanted: Vec<usize>,
    /// Where each wanted column lies in a batch.
    places: Vec<Vec<usize>>,
    decoder: Option<ParquetPushDecoder>,
    /// Ranges that the decoder waits for.
    waiting: Vec<Range<u64>>,
    pushed: Vec<(Range<u64>, Bytes)>,
    chunks: Vec<Vec<Values>>,
    rows_done: usize,
}

impl ParquetLoad {
    /// A task for these columns of the file's frame, ascending.
    pub(crate) fn new(file: &ParquetFile, wanted: &[usize]) -> Self {
        let paths: Vec<&[usize]> =
            wanted.iter().filter_map(|&at| file.columns.get(at)).map(|column| column.path.as_slice()).collect();
        Self {
            places: places_in_batch(&paths),
            file: file.clone(),
            wanted: wanted.to_vec(),
            decoder: None,
            waiting: Vec::new(),
            pushed: Vec::new(),
            chunks: vec![Vec::new(); wanted.len()],
            rows_done: 0,
        }
    }

    /// Does the next piece of work; done, it gives the values of each column.
    pub(crate) fn step(&mut self) -> Result<Step<Vec<(usize, Values)>>, SourceError> {
        self.feed()?;
        let Some(decoder) = &mut self.decoder else {
            self.start()?;
            return Ok(Step::Working(self.progress(Phase::Reading)));
        };
        match decoder.try_decode().map_err(|error| damaged(&self.file.name, &error))? {
            DecodeResult::NeedsData(ranges) => {
                if ranges.iter().any(|range| range.start >= range.end || range.end > self.file.len) {
                    return Err(damaged(&self.file.name, &ParquetError::General("a column lies outside of the file".to_owned())));
                }
                let coalesced = coalesce(&ranges);
                self.waiting = ranges;
                Ok(Step::Need(coalesced))
            }
            DecodeResult::Data(batch) => {
                self.take(&batch)?;
                Ok(Step::Working(self.progress(Phase::Decoding)))
            }
            DecodeResult::Finished => {
                let rows = self.rows();
                if self.rows_done != rows {
                    let why = format!("the footer announces {rows} rows and the file holds {}", self.rows_done);
                    return Err(damaged(&self.file.name, &ParquetError::General(why)));
                }
                let chunks = std::mem::take(&mut self.chunks);
                Ok(Step::Done(self.wanted.iter().copied().zip(chunks.iter().map(|chunks| joined(chunks, rows))).collect()))
            }
        }
    }

    /// Takes bytes that were needed.
    pub(crate) fn push(&mut self, range: Range<u64>, bytes: Bytes) {
        self.pushed.push((range, bytes));
    }

    fn rows(&self) -> usize {
        self.file.rows
    }

    fn progress(&self, phase: Phase) -> Progress {
        Progress { phase, done: self.rows_done as u64, total: self.rows() as u64, unit: Unit::Rows }
    }

    fn start(&mut self) -> Result<(), SourceError> {
        let leaves: Vec<usize> =
            self.wanted.iter().filter_map(|&at| self.file.columns.get(at)).flat_map(|column| column.leaves.clone()).collect();
        self.check_size(&leaves)?;
        let builder = ParquetPushDecoderBuilder::new_with_metadata(self.file.reader.clone());
        let mask = ProjectionMask::leaves(builder.parquet_schema(), leaves);
        let decoder = builder.with_projection(mask).with_batch_size(BATCH_ROWS).build();
        self.decoder = Some(decoder.map_err(|error| damaged(&self.file.name, &error))?);
        Ok(())
    }

    fn check_size(&self, leaves: &[usize]) -> Result<(), SourceError> {
        let mut needed = (self.rows() as u64).saturating_mul(8).saturating_mul(self.wanted.len() as u64);
        for group in self.file.reader.metadata().row_groups() {
            for chunk in leaves.iter().filter_map(|&leaf| group.columns().get(leaf)) {
                let unpacked = u64::try_from(chunk.uncompressed_size()).unwrap_or(u64::MAX);
                let copies = if chunk.column_type() == PhysicalType::BYTE_ARRAY { 2 } else { 1 };
                needed = needed.saturating_add(unpacked.saturating_mul(copies));
                if chunk.column_type() == PhysicalType::FIXED_LEN_BYTE_ARRAY {
                    let width = u64::try_from(chunk.column_descr().type_length()).unwrap_or(u64::MAX);
                    needed = needed.saturating_add(width.saturating_mul(u64::try_from(chunk.num_values()).unwrap_or(u64::MAX)));
                }
            }
        }
        let limit = self.file.limits.memory_bytes;
        if needed > limit {
            return Err(SourceError::too_large(
                &self.file.name,
                &format!("reading {} of its columns", self.wanted.len()),
                needed,
                limit,
            ));
        }
        Ok(())
    }

    fn feed(&mut self) -> Result<(), SourceError> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        for (range, bytes) in self.pushed.drain(..) {
            if bytes.len() as u64 != range.end.saturating_sub(range.start) {
                return Err(SourceError::short_read(&self.file.name, &range, bytes.len() as u64));
            }
            let inside = |wanted: &Range<u64>| range.start <= wanted.start && wanted.end <= range.end;
            for wanted in self.waiting.iter().filter(|wanted| inside(wanted)) {
                let piece = bytes.slice((wanted.start - range.start) as usize..(wanted.end - range.start) as usize);
                check_chunk(&self.file, wanted, &piece)?;
                decoder.push_range(wanted.clone(), piece).map_err(|error| damaged(&self.file.name, &error))?;
            }
        }
        Ok(())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), SourceError> {
        self.rows_done += batch.num_rows();
        for (places, chunks) in self.places.iter().zip(&mut self.chunks) {
            let Some((array, parents)) = project(batch, places) else {
                let error = ParquetError::General("a column is not where the footer says".to_owned());
                return Err(damaged(&self.file.name, &error));
            };
            chunks.push(natural(&array, parents.as_ref()));
        }
        Ok(())
    }
}

/// Looks through the page headers of the column chunk that lies at a range.
fn check_chunk(file: &ParquetFile, range: &Range<u64>, bytes: &Bytes) -> Result<(), SourceError> {
    let Some(chunk) = file.chunks.get(&(range.start, range.end)) else { return Ok(()) };
    let split = check_pages(bytes, chunk.announced).map_err(|why| damaged_pages(&file.name, why))?;
    let group = file.reader.metadata().row_groups().get(chunk.row_group);
    let Some((group, column)) = group.and_then(|group| Some((group, group.columns().get(chunk.leaf)?))) else { return Ok(()) };
    let rows = usize::try_from(group.num_rows()).unwrap_or(0);
    if chunk.announced.repeated || (chunk.announced.deepest != 1 && !split) {
        return Ok(());
    }
    check_levels(column, rows, range.start, bytes).map_err(|error| damaged(&file.name, &error))
}

fn joined(chunks: &[Values], rows: usize) -> Values {
    if chunks.is_empty() {
        return Values::missing(rows);
    }
    let stretches: Vec<Stretch<'_>> = chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
    concatenate(&stretches)
}

/// The array at a path of places within a batch, and which rows have it at all.
fn project(batch: &RecordBatch, places: &[usize]) -> Option<(ArrayRef, Option<NullBuffer>)> {
    let (root, inner) = places.split_first()?;
    let mut array = Arc::clone(batch.columns().get(*root)?);
    let mut parents: Option<NullBuffer> = None;
    for place in inner {
        let parent = array.as_any().downcast_ref::<StructArray>()?;
        parents = NullBuffer::union(parents.as_ref(), parent.nulls());
        array = Arc::clone(parent.columns().get(*place)?);
    }
    Some((array, parents))
}

/// Where columns lie in a batch, which holds the wanted fields only: a place there is the number of wanted siblings before. The paths ascend.
fn places_in_batch(paths: &[&[usize]]) -> Vec<Vec<usize>> {
    let mut wanted: HashMap<&[usize], (usize, usize)> = HashMap::new();
    let mut all = Vec::with_capacity(paths.len());
    for path in paths {
        let mut places = Vec::with_capacity(path.len());
        for (depth, own) in path.iter().enumerate() {
            let (last, rank) = wanted.entry(path.get(..depth).unwrap_or_default()).or_insert((*own, 0));
            if last != own {
                (*last, *rank) = (*own, *rank + 1);
            }
            places.push(*rank);
        }
        all.push(places);
    }
    all
}

/// Neighbouring ranges with small gaps as one, to save requests.
fn coalesce(ranges: &[Range<u64>]) -> Vec<Range<u64>> {
    let mut sorted: Vec<Range<u64>> = ranges.to_vec();
    sorted.sort_unstable_by_key(|range| range.start);
    let mut joined: Vec<Range<u64>> = Vec::new();
    for range in sorted {
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
    fn places_count_wanted_siblings() {
        let places = places_in_batch(&[&[1], &[4, 0], &[4, 2], &[4, 3, 1], &[9]]);
        assert_eq!(places, [vec![0], vec![1, 0], vec![1, 1], vec![1, 2, 0], vec![2]]);
    }

    #[test]
    fn near_ranges_are_joined() {
        let far = GAP_BYTES + 100;
        assert_eq!(coalesce(&[50..60, 0..10, far + 61..far + 70]), [0..60, far + 61..far + 70]);
        assert_eq!(coalesce(&[]), []);
    }
}

//! Packs bytes as zlib does (RFC 1950 and 1951), in integers, so that every machine writes the same.

use runloom_table::sorted;

/// How far back a repetition may lie.
const WINDOW: usize = 1 << 15;
const LEAST_MATCH: usize = 4;
const MOST_MATCH: usize = 258;
/// How many earlier places are tried for a repetition.
const TRIES: usize = 24;
/// Literals and repetitions that share one code.
const TOKENS_A_BLOCK: usize = 1 << 15;
/// The order in which the lengths of the code of lengths are written.
const LENGTH_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END_OF_BLOCK: usize = 256;
const NOWHERE: u32 = u32::MAX;

/// The bytes as a zlib stream.
pub(super) fn zlib(data: &[u8]) -> Vec<u8> {
    let mut bits = Bits { out: vec![0x78, 0x9c], held: 0, count: 0 };
    let mut tokens: Vec<Token> = Vec::with_capacity(TOKENS_A_BLOCK);
    let mut places = Places { newest: vec![NOWHERE; WINDOW], older: vec![NOWHERE; WINDOW] };
    let mut at = 0;
    while let Some(byte) = data.get(at) {
        if tokens.len() == TOKENS_A_BLOCK {
            block(&mut bits, &tokens, false);
            tokens.clear();
        }
        let newest = places.remember(data, at);
        let (length, distance) = longest(data, at, newest, &places.older);
        if length < LEAST_MATCH {
            tokens.push(Token { length: u16::from(*byte), distance: 0 });
            at += 1;
            continue;
        }
        tokens.push(Token { length: length as u16, distance: distance as u16 });
        // Within long repetitions not every place is worth remembering.
        for inner in (at + 1..at + length).step_by(if length > 64 { 8 } else { 1 }) {
            places.remember(data, inner);
        }
        at += length;
    }
    block(&mut bits, &tokens, true);
    bits.finish();
    bits.out.extend(adler32(data).to_be_bytes());
    bits.out
}

fn adler32(data: &[u8]) -> u32 {
    let (mut a, mut b) = (1u32, 0u32);
    // The most bytes after which neither sum can have overflowed.
    for chunk in data.chunks(5552) {
        for byte in chunk {
            a += u32::from(*byte);
            b += a;
        }
        a %= 65_521;
        b %= 65_521;
    }
    b << 16 | a
}

/// A literal byte, or a repetition of `length` bytes from `distance` bytes before.
#[derive(Clone, Copy)]
struct Token {
    length: u16,
    /// 0 for a literal, which `length` then is.
    distance: u16,
}

/// Where bytes like those at a place stood before.
struct Places {
    /// By the hash of the bytes.
    newest: Vec<u32>,
    /// By the place: the next older place of the same hash.
    older: Vec<u32>,
}

impl Places {
    /// Adds a place; gives the newest one of the same hash before it.
    fn remember(&mut self, data: &[u8], at: usize) -> u32 {
        let Some(bytes) = data.get(at..at + LEAST_MATCH) else { return NOWHERE };
        let Some(newest) = self.newest.get_mut(hash(bytes)) else { return NOWHERE };
        let before = std::mem::replace(newest, at as u32);
        if let Some(older) = self.older.get_mut(at % WINDOW) {
            *older = before;
        }
        before
    }
}

/// The longest repetition of what stands at `at`, and how far back it lies.
fn longest(data: &[u8], at: usize, newest: u32, older: &[u32]) -> (usize, usize) {
    let (mut best, mut distance) = (0, 0);
    let mut candidate = newest;
    let here = data.get(at..data.len().min(at + MOST_MATCH)).unwrap_or_default();
    for _ in 0..TRIES {
        let from = candidate as usize;
        if candidate == NOWHERE || from >= at || at - from >= WINDOW {
            break;
        }
        let there = data.get(from..).unwrap_or_default();
        let length = here.iter().zip(there).take_while(|(a, b)| a == b).count();
        if length > best {
            (best, distance) = (length, at - from);
            if best == here.len() {
                break;
            }
        }
        candidate = older.get(from % WINDOW).copied().unwrap_or(NOWHERE);
    }
    (best, distance)
}

fn hash(bytes: &[u8]) -> usize {
    let key = bytes.iter().fold(0u32, |key, byte| key << 8 | u32::from(*byte));
    (key.wrapping_mul(0x9e37_79b1) >> 17) as usize
}

/// A symbol and the extra bits that follow it.
struct Symbol {
    code: usize,
    extra: u32,
    bits: u32,
}

fn length_symbol(length: u16) -> Symbol {
    let past = u32::from(length) - 3;
    match past {
        255 => Symbol { code: 285, extra: 0, bits: 0 },
        0..8 => Symbol { code: 257 + past as usize, extra: 0, bits: 0 },
        _ => {
            let bits = past.ilog2() - 2;
            Symbol { code: (261 + 4 * bits + (past >> bits & 3)) as usize, extra: past & ((1 << bits) - 1), bits }
        }
    }
}

fn distance_symbol(distance: u16) -> Symbol {
    let past = u32::from(distance) - 1;
    if past < 4 {
        return Symbol { code: past as usize, extra: 0, bits: 0 };
    }
    let bits = past.ilog2() - 1;
    Symbol { code: (2 * bits + 2 + (past >> bits & 1)) as usize, extra: past & ((1 << bits) - 1), bits }
}

fn block(bits: &mut Bits, tokens: &[Token], last: bool) {
    let (mut literals, mut distances) = ([0u32; 286], [0u32; 30]);
    let count = |list: &mut [u32], code: usize| {
        if let Some(count) = list.get_mut(code) {
            *count += 1;
        }
    };
    count(&mut literals, END_OF_BLOCK);
    for token in tokens {
        if token.distance == 0 {
            count(&mut literals, usize::from(token.length));
        } else {
            count(&mut literals, length_symbol(token.length).code);
            count(&mut distances, distance_symbol(token.distance).code);
        }
    }
    let literals = Code::of(&literals, 15);
    let distances = Code::of(&distances, 15);
    bits.put(u32::from(last) | 2 << 1, 3);
    lengths(bits, &literals, &distances);
    for token in tokens {
        if token.distance == 0 {
            literals.put(bits, usize::from(token.length));
            continue;
        }
        for (code, symbol) in [(&literals, length_symbol(token.length)), (&distances, distance_symbol(token.distance))] {
            code.put(bits, symbol.code);
            bits.put(symbol.extra, symbol.bits);
        }
    }
    literals.put(bits, END_OF_BLOCK);
}

/// Writes the lengths of both codes, by a code of their own; runs of zeros as one symbol.
fn lengths(bits: &mut Bits, literals: &Code, distances: &Code) {
    let all: Vec<u8> = literals.lengths.iter().chain(&distances.lengths).copied().collect();
    let mut symbols: Vec<Symbol> = Vec::new();
    for run in all.chunk_by(|a, b| a == b) {
        let code = run.first().copied().map_or(0, usize::from);
        let mut left = run.len() as u32;
        while left > 0 {
            let zeros = if code == 0 { left.min(138) } else { 0 };
            let symbol = match zeros {
                11.. => Symbol { code: 18, extra: zeros - 11, bits: 7 },
                3.. => Symbol { code: 17, extra: zeros - 3, bits: 3 },
                _ => Symbol { code, extra: 0, bits: 0 },
            };
            left -= if symbol.bits > 0 { zeros } else { 1 };
            symbols.push(symbol);
        }
    }
    let mut counts = [0u32; 19];
    for symbol in &symbols {
        counts[symbol.code] += 1;
    }
    let code = Code::of(&counts, 7);
    bits.put(literals.lengths.len() as u32 - 257, 5);
    bits.put(distances.lengths.len() as u32 - 1, 5);
    bits.put(LENGTH_ORDER.len() as u32 - 4, 4);
    for at in LENGTH_ORDER {
        bits.put(u32::from(code.lengths.get(at).copied().unwrap_or_default()), 3);
    }
    for symbol in symbols {
        code.put(bits, symbol.code);
        bits.put(symbol.extra, symbol.bits);
    }
}

/// A canonical Huffman code.
struct Code {
    lengths: Vec<u8>,
    /// Bits in the order in which they are written.
    codes: Vec<u16>,
}

impl Code {
    /// The code for symbols that occur so often, none longer than `most` bits.
    fn of(counts: &[u32], most: u8) -> Self {
        let mut counts = counts.to_vec();
        // A code of fewer than two symbols is a special case that not every reader knows.
        for symbol in 0..counts.len() {
            if counts.iter().filter(|count| **count > 0).count() >= 2 {
                break;
            }
            counts[symbol] = counts[symbol].max(1);
        }
        let mut lengths = huffman(&counts);
        while lengths.iter().any(|length| *length > most) {
            for count in counts.iter_mut().filter(|count| **count > 1) {
                *count = count.div_ceil(2);
            }
            lengths = huffman(&counts);
        }
        let mut codes = vec![0; lengths.len()];
        let mut next = 0u16;
        for bits in 1..=most {
            for (code, _) in codes.iter_mut().zip(&lengths).filter(|(_, length)| **length == bits) {
                *code = next.reverse_bits() >> (16 - bits);
                next += 1;
            }
            next <<= 1;
        }
        Self { lengths, codes }
    }

    fn put(&self, bits: &mut Bits, symbol: usize) {
        if let (Some(code), Some(length)) = (self.codes.get(symbol), self.lengths.get(symbol)) {
            bits.put(u32::from(*code), u32::from(*length));
        }
    }
}

/// The lengths of the shortest code, 0 for symbols that do not occur.
fn huffman(counts: &[u32]) -> Vec<u8> {
    let mut lengths = vec![0u8; counts.len()];
    let found = counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect();
    let leaves = sorted(found, &mut |a: &(usize, u32), b| a.1.cmp(&b.1));
    // Both queues are in order, so the two lightest trees always stand at the front of one of them.
    let mut trees: Vec<(Vec<usize>, u32)> = Vec::with_capacity(leaves.len());
    let (mut leaf, mut tree) = (0, 0);
    for _ in 1..leaves.len() {
        let (mut symbols, mut weight) = (Vec::new(), 0);
        for _ in 0..2 {
            let lighter_leaf = match (leaves.get(leaf), trees.get(tree)) {
                (Some((_, count)), Some((_, total))) => count <= total,
                (one, _) => one.is_some(),
            };
            if lighter_leaf {
                symbols.extend(leaves.get(leaf).map(|(symbol, _)| *symbol));
                weight += leaves.get(leaf).map_or(0, |(_, count)| *count);
                leaf += 1;
            } else if let Some((inner, total)) = trees.get_mut(tree) {
                symbols.append(inner);
                weight += *total;
                tree += 1;
            }
        }
        for symbol in &symbols {
            if let Some(length) = lengths.get_mut(*symbol) {
                *length += 1;
            }
        }
        trees.push((symbols, weight));
    }
    lengths
}

struct Bits {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    /// Writes the lowest `count` bits of `value`.
    fn put(&mut self, value: u32, count: u32) {
        self.held |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push(self.held as u8);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    fn finish(&mut self) {
        let rest = self.count.next_multiple_of(8) - self.count;
        self.put(0, rest);
    }
}

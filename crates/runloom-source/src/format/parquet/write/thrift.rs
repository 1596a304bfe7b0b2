//! Thrift's compact protocol, as far as footers and page headers need it (Apache Thrift, `thrift-compact-protocol.md`).

const TRUE: u8 = 1;
const FALSE: u8 = 2;
const I32: u8 = 5;
const I64: u8 = 6;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const STRUCT: u8 = 12;

/// The fields of a struct, which are to be written in the order of their numbers.
pub(super) struct Fields<'a> {
    out: &'a mut Vec<u8>,
    last: i16,
}

/// Appends a struct.
pub(super) fn push_struct(out: &mut Vec<u8>, write: impl FnOnce(&mut Fields<'_>)) {
    write(&mut Fields { out, last: 0 });
    out.push(0);
}

impl Fields<'_> {
    pub(super) fn truth(&mut self, id: i16, value: bool) {
        self.begin(id, if value { TRUE } else { FALSE });
    }

    pub(super) fn i32(&mut self, id: i16, value: i32) {
        self.begin(id, I32);
        push_varint(self.out, zigzag(value.into()));
    }

    /// A count, an offset or a length, as a signed number of 64 bits.
    pub(super) fn size(&mut self, id: i16, size: u64) {
        self.begin(id, I64);
        push_varint(self.out, zigzag(size.cast_signed()));
    }

    pub(super) fn bytes(&mut self, id: i16, bytes: &[u8]) {
        self.begin(id, BINARY);
        push_bytes(self.out, bytes);
    }

    pub(super) fn structure(&mut self, id: i16, write: impl FnOnce(&mut Fields<'_>)) {
        self.begin(id, STRUCT);
        push_struct(self.out, write);
    }

    pub(super) fn structures<T>(&mut self, id: i16, items: &[T], mut write: impl FnMut(&mut Fields<'_>, &T)) {
        self.list(id, STRUCT, items.len());
        for item in items {
            push_struct(self.out, |fields| write(fields, item));
        }
    }

    pub(super) fn numbers(&mut self, id: i16, numbers: &[i32]) {
        self.list(id, I32, numbers.len());
        for number in numbers {
            push_varint(self.out, zigzag((*number).into()));
        }
    }

    pub(super) fn texts(&mut self, id: i16, texts: &[&str]) {
        self.list(id, BINARY, texts.len());
        for text in texts {
            push_bytes(self.out, text.as_bytes());
        }
    }

    fn list(&mut self, id: i16, of: u8, len: usize) {
        self.begin(id, LIST);
        if len < 15 {
            self.out.push(((len as u8) << 4) | of);
        } else {
            self.out.push(0xf0 | of);
            push_varint(self.out, len as u64);
        }
    }

    fn begin(&mut self, id: i16, kind: u8) {
        // Ids grow by less than 16 in everything that Parquet says.
        self.out.push((((id - self.last) as u8) << 4) | kind);
        self.last = id;
    }
}

/// Appends a number, seven bits a byte, the lowest first.
pub(super) fn push_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

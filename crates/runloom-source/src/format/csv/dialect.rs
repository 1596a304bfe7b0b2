const CANDIDATES: [u8; 4] = [b',', b'\t', b';', b'|'];
const RECORDS: usize = 20;

/// The delimiter of a text: the one that splits its first records into the same number of fields, and into the most. Comma where nothing splits.
pub(crate) fn sniff_delimiter(head: &[u8]) -> u8 {
    let score = |delimiter: u8| {
        let counts = fields_per_record(head, delimiter);
        let first = counts.first().copied().unwrap_or(1);
        let agreeing = counts.iter().filter(|count| **count == first).count();
        (first > 1).then(|| (agreeing * 100 / counts.len().max(1), first))
    };
    let consistent = |(share, fields): (usize, usize)| if share >= 90 { (1, fields) } else { (0, share) };
    let scored = CANDIDATES.iter().enumerate().filter_map(|(rank, &d)| Some((consistent(score(d)?), std::cmp::Reverse(rank), d)));
    scored.max().map_or(b',', |(_, _, delimiter)| delimiter)
}

fn fields_per_record(head: &[u8], delimiter: u8) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut quoted, mut fields, mut bytes) = (false, 1, 0);
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if bytes > 0 {
                    counts.push(fields);
                }
                (fields, bytes) = (1, 0);
                if counts.len() == RECORDS {
                    return counts;
                }
                continue;
            }
            _ if byte == delimiter && !quoted => fields += 1,
            _ => {}
        }
        bytes += 1;
    }
    if bytes > 0 && counts.is_empty() {
        counts.push(fields);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_what_splits_evenly() {
        for (text, delimiter) in [
            ("a,b\n1,2\n", b','),
            ("a;b;c\n1,5;2;3\n0,5;2;3", b';'),
            ("a\tb\n1,2,3\t2\n1\t2\n", b'\t'),
            ("a|b\n1|2\n", b'|'),
            ("alone\n1\n2\n", b','),
            ("\"a;b\",c\n\"1;2\n3\",4\n", b','),
            ("", b','),
        ] {
            assert_eq!(sniff_delimiter(text.as_bytes()), delimiter, "{text}");
        }
    }
}

use super::deflate::zlib;
use crate::Raster;

const BYTES_A_PIXEL: usize = 4;

impl Raster {
    /// The pixels as a PNG file, the same bytes on every machine.
    pub fn to_png(&self) -> Vec<u8> {
        let mut header = Vec::with_capacity(13);
        header.extend((self.width as u32).to_be_bytes());
        header.extend((self.height as u32).to_be_bytes());
        // Eight bits a channel, red, green, blue and alpha, nothing interlaced.
        header.extend([8, 6, 0, 0, 0]);
        let table = crc_table();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        chunk(&mut png, *b"IHDR", &header, &table);
        chunk(&mut png, *b"IDAT", &zlib(&filtered(&self.rgba, self.width * BYTES_A_PIXEL)), &table);
        chunk(&mut png, *b"IEND", &[], &table);
        png
    }
}

/// Each row after the number of its filter: as it is, or as differences from the left or from above, whichever is smallest in sum.
fn filtered(rgba: &[u8], row_bytes: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(rgba.len() + rgba.len() / row_bytes.max(1) + 1);
    let nothing = vec![0; row_bytes];
    let mut above = nothing.as_slice();
    for row in rgba.chunks_exact(row_bytes.max(1)) {
        let left = nothing.iter().take(BYTES_A_PIXEL).chain(row);
        let plain = cost(row.iter().copied());
        let across = cost(row.iter().zip(left.clone()).map(|(a, b)| a.wrapping_sub(*b)));
        let down = cost(row.iter().zip(above).map(|(a, b)| a.wrapping_sub(*b)));
        if plain <= across && plain <= down {
            out.push(0);
            out.extend_from_slice(row);
        } else if across <= down {
            out.push(1);
            out.extend(row.iter().zip(left).map(|(a, b)| a.wrapping_sub(*b)));
        } else {
            out.push(2);
            out.extend(row.iter().zip(above).map(|(a, b)| a.wrapping_sub(*b)));
        }
        above = row;
    }
    out
}

fn cost(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.map(|byte| u64::from(byte.min(byte.wrapping_neg()))).sum()
}

fn chunk(png: &mut Vec<u8>, name: [u8; 4], data: &[u8], table: &[u32; 256]) {
    png.extend((data.len() as u32).to_be_bytes());
    png.extend(name);
    png.extend_from_slice(data);
    let crc = name.iter().chain(data).fold(u32::MAX, |crc, byte| {
        let entry = table.get(usize::from(crc as u8 ^ byte)).copied().unwrap_or_default();
        entry ^ (crc >> 8)
    });
    png.extend((!crc).to_be_bytes());
}

fn crc_table() -> [u32; 256] {
    std::array::from_fn(|index| {
        (0..8).fold(index as u32, |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(png: &[u8]) -> Raster {
        let picture = image::load_from_memory(png).unwrap().into_rgba8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        Raster { width, height, rgba: picture.into_raw() }
    }

    #[test]
    fn pixels_come_back() {
        let noise = |at: usize| ((at as u32).wrapping_mul(2_654_435_761) >> 24) as u8;
        let few = |at: usize| if at % 97 < 3 { 200 } else { 0 };
        let smooth = |at: usize| (at / 50) as u8;
        for (width, height) in [(1, 1), (3, 2), (300, 200), (1, 900), (40_000, 1)] {
            for kind in [noise, few, smooth, |_| 255] {
                let raster = Raster { width, height, rgba: (0..width * height * 4).map(kind).collect() };
                assert_eq!(read(&raster.to_png()), raster, "{width} × {height}");
            }
        }
    }

    #[test]
    fn empty_pictures_pack_well() {
        let raster = Raster { width: 2000, height: 800, rgba: vec![0; 2000 * 800 * 4] };
        let png = raster.to_png();
        assert_eq!(read(&png), raster);
        assert!(png.len() < 20_000, "{} bytes", png.len());
    }

    proptest::proptest! {
        #[test]
        fn any_pixels_come_back(width in 1usize..40, rgba in proptest::collection::vec(0u8..5, 4..4000)) {
            let height = (rgba.len() / 4).div_ceil(width);
            let mut rgba = rgba;
            rgba.resize(width * height * 4, 7);
            let raster = Raster { width, height, rgba };
            proptest::prop_assert_eq!(read(&raster.to_png()), raster);
        }
    }
}

#![expect(clippy::cast_sign_loss, reason = "a row above the picture becomes one far below it, where there are no pixels either")]

/// Pixels that are changed at once.
pub(super) const MANY: usize = 4;

/// The places between two pixel rows that the middle of a line may have, where it is stamped.
pub(super) const PHASES: usize = 1 << PHASE_BITS;
const PHASE_BITS: u32 = 4;

/// Fewer columns than this cost less than the stamps for them.
pub(super) const STAMPED_COLUMNS: usize = 32;

/// How pixels change that a line covers.
pub(super) trait Change {
    /// What is known of a pixel.
    type Pixel: Copy + Default;
    /// What it does to some pixels, made beforehand.
    type Stamp: Copy;

    /// A stamp for pixels of which so many of 256 parts are covered.
    fn stamp(&self, covers: [u32; MANY]) -> Self::Stamp;

    fn put(stamp: &Self::Stamp, pixels: &mut [Self::Pixel; MANY]);

    /// What putting a stamp makes of a single pixel.
    fn one(&self, pixel: Self::Pixel, cover: u32) -> Self::Pixel;
}

/// What a line does to the pixels of a column in which its middle has a certain place between two pixel rows.
pub(super) struct Stamped<const QUADS: usize, C: Change> {
    /// From the row of the line's middle to the first row that changes.
    pub(super) first: i32,
    pub(super) stamps: [C::Stamp; QUADS],
}

impl<const QUADS: usize, C: Change> Stamped<QUADS, C> {
    /// Changes columns of pixels. The middle of the line lies `y` below that of the first row in the first of them, and so much further
    /// down in each of the next, in 1/65536 of a pixel.
    #[inline]
    pub(super) fn put_all<'a>(phases: &[Self; PHASES], columns: impl Iterator<Item = &'a mut [C::Pixel]>, mut y: i32, step: i32)
    where
        C::Pixel: 'a,
    {
        y += 1 << (15 - PHASE_BITS);
        for column in columns {
            let phase = (y >> (16 - PHASE_BITS)) as usize % PHASES;
            phases[phase].put(column, y >> 16);
            y += step;
        }
    }

    #[inline]
    fn put(&self, column: &mut [C::Pixel], row: i32) {
        let first = row + self.first;
        let whole = column.get_mut(first as usize..).and_then(|pixels| pixels.get_mut(..MANY * QUADS));
        let Some(pixels) = whole else { return self.put_partly(column, first) };
        for (pixels, stamp) in pixels.as_chunks_mut().0.iter_mut().zip(&self.stamps) {
            C::put(stamp, pixels);
        }
    }

    /// Changes those pixels that are in the picture.
    #[cold]
    fn put_partly(&self, column: &mut [C::Pixel], first: i32) {
        for (at, stamp) in (first..).step_by(MANY).zip(&self.stamps) {
            let mut pixels = [C::Pixel::default(); MANY];
            for (row, pixel) in (at..).zip(&mut pixels) {
                *pixel = column.get(row as usize).copied().unwrap_or_default();
            }
            C::put(stamp, &mut pixels);
            for (row, pixel) in (at..).zip(pixels) {
                if let Some(to) = column.get_mut(row as usize) {
                    *to = pixel;
                }
            }
        }
    }
}

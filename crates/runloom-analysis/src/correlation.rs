use runloom_table::{RowMask, TypedView};

/// How closely two columns go together, and over how many runs that was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Correlation {
    /// From -1 to 1; `None` where fewer than two runs could be used or one of the columns is constant over them.
    pub coefficient: Option<f64>,
    /// The runs that have a usable value in both columns.
    pub runs_used: usize,
    /// The chosen runs that could not be used.
    pub left_out: LeftOut,
}

/// Runs that a statistic could not use, each counted once, under the first reason that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Without a number in one of the columns.
    pub missing: usize,
    /// With NaN in one of the columns.
    pub nan: usize,
    /// With an infinity in one of the columns, where the statistic has no use for one.
    pub infinite: usize,
}

impl LeftOut {
    /// All of them.
    pub fn total(self) -> usize {
        self.missing + self.nan + self.infinite
    }
}

/// Pearson's product-moment correlation over the chosen rows:
/// `r = Σ(xᵢ-x̄)(yᵢ-ȳ) / √(Σ(xᵢ-x̄)² · Σ(yᵢ-ȳ)²)` (Pearson 1896), by two passes over values scaled to `-1..=1`, so that sums neither
/// overflow nor vanish. Infinities are left out.
pub fn pearson(x: &TypedView, y: &TypedView, rows: &RowMask) -> Correlation {
    let pairs = Pairs::of(x, y, rows);
    let coefficient = product_moment(&pairs.x, &pairs.y);
    Correlation { coefficient, runs_used: pairs.x.len(), left_out: pairs.left_out }
}

struct Pairs {
    x: Vec<f64>,
    y: Vec<f64>,
    left_out: LeftOut,
}

impl Pairs {
    fn of(x: &TypedView, y: &TypedView, rows: &RowMask) -> Self {
        let mut pairs = Self { x: Vec::new(), y: Vec::new(), left_out: LeftOut::default() };
        for row in rows.rows() {
            match (x.number_at(row), y.number_at(row)) {
                (Some(a), Some(b)) if a.is_nan() || b.is_nan() => pairs.left_out.nan += 1,
                (Some(a), Some(b)) if a.is_infinite() || b.is_infinite() => pairs.left_out.infinite += 1,
                (Some(a), Some(b)) => {
                    pairs.x.push(a);
                    pairs.y.push(b);
                }
                _ => pairs.left_out.missing += 1,
            }
        }
        pairs
    }
}

pub(crate) fn product_moment(x: &[f64], y: &[f64]) -> Option<f64> {
    let (x, y) = (deviations(x)?, deviations(y)?);
    let r = product(&x, &y) / (product(&x, &x).sqrt() * product(&y, &y).sqrt());
    Some(r.clamp(-1.0, 1.0))
}

/// The sum of the products of numbers side by side.
pub(crate) fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Deviations from the mean, up to a common factor, the largest being 1; `None` where all values are equal.
pub(crate) fn deviations(values: &[f64]) -> Option<Vec<f64>> {
    let largest = largest(values);
    if values.iter().all(|v| Some(v) == values.first()) {
        return None;
    }
    let scaled: Vec<f64> = values.iter().map(|v| v / largest).collect();
    let mean = scaled.iter().sum::<f64>() / scaled.len() as f64;
    let from_mean: Vec<f64> = scaled.iter().map(|v| v - mean).collect();
    let spread = self::largest(&from_mean);
    Some(from_mean.iter().map(|v| v / spread).collect())
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, v| v.abs().max(largest))
}

#[cfg(test)]
mod tests {
    use runloom_table::Values;

    use super::*;
    use crate::Ranked;

    fn spearman(x: &TypedView, y: &TypedView, rows: &RowMask) -> Correlation {
        crate::spearman(&Ranked::of(x, rows), &Ranked::of(y, rows))
    }

    // Sixteen runs of an XGBoost search (novabio-search of the examples). Expected values: scipy 1.17.1, stats.pearsonr and stats.spearmanr.
    const MAX_DEPTH: [f64; 16] = [4.0, 7.0, 4.0, 6.0, 5.0, 5.0, 5.0, 6.0, 7.0, 5.0, 7.0, 7.0, 6.0, 5.0, 5.0, 4.0];
    const LEARNING_RATE: [f64; 16] = [0.05, 0.05, 0.03, 0.03, 0.1, 0.03, 0.03, 0.05, 0.03, 0.1, 0.05, 0.1, 0.03, 0.05, 0.1, 0.1];
    const COLSAMPLE: [f64; 16] = [0.8, 0.7, 0.7, 0.8, 0.8, 0.7, 0.7, 0.7, 0.8, 0.7, 0.8, 0.8, 0.8, 0.7, 0.7, 0.8];
    const VAL_AUC: [f64; 16] = [
        0.987_658_730_158_730_2,
        0.990_962_301_587_301_7,
        0.984_151_785_714_285_7,
        0.989_880_952_380_952_4,
        0.990_798_611_111_111_1,
        0.988_040_674_603_174_7,
        0.987_038_690_476_190_5,
        0.990_391_865_079_365_2,
        0.989_771_825_396_825_5,
        0.991_309_523_809_523_8,
        0.990_957_341_269_841_4,
        0.990_352_182_539_682_6,
        0.988_745_039_682_539_7,
        0.989_791_666_666_666_6,
        0.990_282_738_095_238_1,
        0.987_852_182_539_682_7,
    ];

    fn view(values: &[f64]) -> TypedView {
        TypedView::of(&Values::from_reals(values.iter().map(|&v| Some(v))))
    }

    fn assert_close(found: Correlation, expected: f64) {
        let r = found.coefficient.unwrap();
        assert!((r - expected).abs() < 1e-12, "{r} for {expected}");
    }

    #[test]
    fn as_scipy_computes_them() {
        let all = RowMask::all(16);
        for (param, r, rho) in [
            (&MAX_DEPTH, 0.623_142_223_175_498_2, 0.580_431_512_891_665_1),
            (&LEARNING_RATE, 0.432_996_594_125_662_8, 0.539_441_004_175_527_8),
            (&COLSAMPLE, 0.137_548_784_539_888_22, -0.027_116_307_227_332_024),
        ] {
            assert_close(pearson(&view(param), &view(&VAL_AUC), &all), r);
            assert_close(spearman(&view(param), &view(&VAL_AUC), &all), rho);
        }
    }

    #[test]
    fn infinities_have_a_rank_but_no_deviation() {
        let x = view(&[1.0, 2.0, 2.0, 3.0, f64::INFINITY, f64::NEG_INFINITY]);
        let y = view(&[2.0, 1.0, 1.0, 5.0, 4.0, 3.0]);
        assert_close(spearman(&x, &y, &RowMask::all(6)), 0.411_764_705_882_353);
        let found = pearson(&x, &y, &RowMask::all(6));
        assert_eq!((found.runs_used, found.left_out.infinite), (4, 2));
    }

    #[test]
    fn what_is_left_out_is_counted_once() {
        let x = TypedView::of(&Values::from_reals([Some(1.0), None, Some(f64::NAN), Some(2.0), Some(4.0), Some(9.0)]));
        let y = TypedView::of(&Values::from_texts([Some("1"), Some("nan"), Some("0"), Some("2"), Some("3"), Some("None")]));
        let found = pearson(&x, &y, &RowMask::all(6));
        assert_eq!((found.runs_used, found.left_out), (3, LeftOut { missing: 2, nan: 1, infinite: 0 }));
        assert_close(found, 0.981_980_506_061_965_5);
        let fewer = pearson(&x, &y, &RowMask::from_fn(6, |row| row > 2));
        assert_eq!((fewer.runs_used, fewer.left_out.total()), (2, 1));
        assert_close(fewer, 1.0);
        let ranked = spearman(&x, &y, &RowMask::all(6));
        assert_eq!((ranked.runs_used, ranked.left_out), (3, found.left_out));
        assert_close(ranked, 1.0);
    }

    #[test]
    fn nothing_goes_together_with_a_constant() {
        let rising = view(&[1.0, 2.0, 3.0]);
        for (x, rows) in [(view(&[0.1; 3]), 3), (rising.clone(), 1), (rising.clone(), 0)] {
            let rows = RowMask::from_fn(3, |row| row < rows);
            assert_eq!(pearson(&x, &rising, &rows).coefficient, None);
            assert_eq!(spearman(&x, &rising, &rows).coefficient, None);
        }
    }

    #[test]
    fn size_does_not_matter() {
        let (huge, tiny) = (view(&[1e300, 2e300, 4e300]), view(&[1e-300, 2e-300, 3e-300]));
        assert_close(pearson(&huge, &tiny, &RowMask::all(3)), 0.981_980_506_061_965_5);
        assert_close(pearson(&view(&[f64::MAX, -f64::MAX]), &view(&[5e-324, 0.0]), &RowMask::all(2)), 1.0);
    }

    proptest::proptest! {
        #[test]
        fn symmetric_and_bounded(pairs in proptest::collection::vec((proptest::num::f64::ANY, proptest::num::f64::ANY), 0..40)) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let (x, y, all) = (view(&x), view(&y), RowMask::all(x.len()));
            for correlate in [pearson, spearman] {
                let (there, back) = (correlate(&x, &y, &all), correlate(&y, &x, &all));
                proptest::prop_assert_eq!(there, back);
                proptest::prop_assert!(there.coefficient.is_none_or(|r| (-1.0..=1.0).contains(&r)));
                proptest::prop_assert_eq!(there.runs_used + there.left_out.total(), all.len());
            }
        }
    }
}

//! Formulas in the text of a report: what is set, what is refused, and that nothing but `MathML` comes of them.

use proptest::prelude::*;
use runloom_report::{ChartBlock, MarkdownError, MarkdownHost, ReportBody, ReportPicture, ValueQuery};

/// A text that asks for nothing but formulas.
struct Nothing;

impl MarkdownHost for Nothing {
    fn source(&mut self, _name: &str) -> Result<String, String> {
        Err("no source".to_owned())
    }

    fn chart(&mut self, _block: &ChartBlock) -> Result<ReportPicture, String> {
        Err("no chart".to_owned())
    }

    fn value(&mut self, _query: &ValueQuery) -> Result<String, String> {
        Err("no value".to_owned())
    }

    fn picture(&mut self, _path: &str) -> Result<String, String> {
        Err("no picture".to_owned())
    }
}

fn html(text: &str) -> Result<String, MarkdownError> {
    ReportBody::from_markdown(text, &mut Nothing).map(|body| body.to_html())
}

#[test]
fn formulas_stand_in_the_line_or_on_one_of_their_own() {
    let inline = html("The rate $\\eta_0 \\le \\frac{1}{2}$ holds.").unwrap();
    assert!(inline.contains("<p>The rate <math display=\"inline\"><msub><mi>η</mi><mn>0</mn></msub>"), "{inline}");
    assert!(inline.contains("<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac></math> holds.</p>"), "{inline}");
    let block = html("$$\n\\hat{y} = \\sum_{i=1}^{n} w_i x_i\n$$").unwrap();
    assert!(block.contains("<span class=\"formula\"><math display=\"block\">"), "{block}");
    assert!(block.contains("<munderover>"), "{block}");
    let cases = html("$$f(x) = \\begin{cases} x & \\text{if } x < 0 \\\\ 0 & \\text{else} \\end{cases}$$").unwrap();
    assert!(cases.contains("<mtable class=\"menv-cells-left menv-cases\">"), "{cases}");
    assert!(cases.contains("<mtext>if&nbsp;</mtext>"), "{cases}");
}

#[test]
fn spaces_have_units_that_css_knows_and_nothing_has_a_style() {
    let spaces = html("$a\\,b\\!c\\quad d$ $\\color{red}x$ $$\\begin{matrix}a\\\\[2em]b\\end{matrix}$$").unwrap();
    assert!(spaces.contains("<mspace width=\"0.16666667em\" />"), "{spaces}");
    assert!(spaces.contains("<mspace width=\"0em\" />"), "{spaces}");
    assert!(!spaces.contains("style=") && !spaces.contains("mu\""), "{spaces}");
}

#[test]
fn a_formula_that_cannot_be_set_says_why_and_where() {
    let wrong = |text: &str| html(text).unwrap_err();
    let unknown = wrong("# A\n\nHere $x + \\nonsense{y}$.");
    assert_eq!(unknown.line, 3);
    assert!(unknown.why.starts_with("the formula `x + \\nonsense{y}` cannot be set: unknown primitive command"), "{unknown}");
    assert!(unknown.why.contains(", near `"), "{unknown}");
    assert!(wrong("$\\left( x$").why.contains("expected it to be closed"), "{}", wrong("$\\left( x$"));
    assert!(wrong("$\\char é$").why.contains("\\char is not known"));
    assert!(wrong("$\\def\\a{\\a\\a}\\a$").why.contains("limit exceeded"));
    let many = format!("$\\def\\a{{{}}}\\def\\b{{{}}}\\b$", "x".repeat(200), "\\a".repeat(100));
    assert!(wrong(&many).why.contains("more than 10000 parts"), "{}", wrong(&many));
}

#[test]
fn dollars_of_prices_and_of_code_are_no_formulas() {
    let text = "From $5 to $10 an hour, US$5–US$6 then.\n\nOr \\$a\\$.\n\nAnd `$x$`.\n";
    assert_eq!(html(text).unwrap().matches("<math").count(), 0, "{}", html(text).unwrap());
}

#[test]
fn a_heading_with_a_formula_names_the_report() {
    let body = ReportBody::from_markdown("# The rate $\\eta$\n", &mut Nothing).unwrap();
    assert_eq!(body.title(), "The rate \\eta");
}

const WORDS: [&str; 48] = [
    "x",
    "2",
    "3.5",
    " ",
    "+",
    "=",
    "<",
    ">",
    "\"",
    "'",
    "&",
    "\\\\",
    "^",
    "_",
    "{",
    "}",
    "[",
    "]",
    "(",
    "|",
    "é",
    "𝒜",
    "~",
    "%",
    "\\frac",
    "\\sqrt",
    "\\sum",
    "\\int",
    "\\alpha",
    "\\text{<b onclick=x>}",
    "\\mathbb",
    "\\hat",
    "\\left(",
    "\\right)",
    "\\middle|",
    "\\color{red}",
    "\\begin{align}",
    "\\end{align}",
    "\\begin{array}{l|c}",
    "\\end{array}",
    "\\hspace{-1em}",
    "\\kern2mu",
    "\\not",
    "\\operatorname{<i>}",
    "\\limits",
    "\\overbrace",
    "\\def\\a{",
    "\\a",
];
const TAGS: [&str; 20] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
];
const ATTRIBUTES: [&str; 22] = [
    "display",
    "class",
    "width",
    "height",
    "depth",
    "stretchy",
    "symmetric",
    "minsize",
    "maxsize",
    "form",
    "lspace",
    "rspace",
    "linethickness",
    "displaystyle",
    "scriptlevel",
    "mathvariant",
    "movablelimits",
    "accent",
    "largeop",
    "fence",
    "separator",
    "accentunder",
];

/// The names of elements and attributes of some markup that are not among those allowed.
fn foreign(markup: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in markup.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().trim_start_matches('/').trim_end_matches('/');
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        if !TAGS.contains(&name) {
            found.push(format!("<{name}>"));
        }
        while let Some((attribute, after)) = rest.split_once("=\"") {
            if !ATTRIBUTES.contains(&attribute.trim()) {
                found.push(format!("{} of {name}", attribute.trim()));
            }
            rest = after.split_once('"').map_or("", |(_, behind)| behind);
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn whatever_is_written_only_mathml_comes_of_it(words in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 1..16)) {
        let tex = words.concat();
        if let Ok(html) = html(&format!("a $${tex}$$ b")) {
            let start = html.find("<math");
            let end = html.rfind("</math>");
            if let (Some(start), Some(end)) = (start, end) {
                let foreign = foreign(&html[start..end]);
                prop_assert!(foreign.is_empty(), "{foreign:?} of {tex}: {html}");
            }
        }
    }
}

use runloom_query::{complete_group_by, complete_order_by, parse_group_by, parse_order_by};

use super::data::RECORDED;

#[test]
fn orders_and_groups_are_completed() {
    let order = |case: &str| {
        let text = case.replacen('|', "", 1);
        let completion = complete_order_by(&text, case.find('|').unwrap(), &RECORDED);
        completion.options.into_iter().take(4).map(|option| option.insert).collect::<Vec<_>>()
    };
    assert_eq!(order("val_a|")[..2], ["metrics.val_auc", "metrics.val_avg_precision"]);
    assert_eq!(order("metrics.val_auc |"), ["ASC", "DESC", "NULLS FIRST", "NULLS LAST"]);
    assert_eq!(order("metrics.val_auc D|"), ["DESC"]);
    assert_eq!(order("metrics.val_auc DESC |"), ["NULLS FIRST", "NULLS LAST"]);
    assert_eq!(order("metrics.val_auc DESC NULLS |"), ["FIRST", "LAST"]);
    assert_eq!(order("metrics.val_auc DESC NULLS LAST |"), [""; 0]);
    assert_eq!(order("numb|"), ["number()"]);
    assert_eq!(order("number(params.max|")[..2], ["params.max_iter", "params.max_depth"]);
    let group = |case: &str| {
        let text = case.replacen('|', "", 1);
        let completion = complete_group_by(&text, case.find('|').unwrap(), &RECORDED);
        completion.options.into_iter().take(2).map(|option| option.insert).collect::<Vec<_>>()
    };
    assert_eq!(group("params.mod|"), ["params.model"]);
    assert_eq!(group("params.model |"), [", "]);
    assert_eq!(group("params.model, pipeline|"), ["tags.`pipeline version`"]);
    for text in ["params.model, tags.`pipeline version`", "status"] {
        assert!(parse_group_by(text).is_ok());
    }
    for text in ["metrics.val_auc DESC NULLS LAST", "number(params.max_depth) ASC"] {
        assert!(parse_order_by(text).is_ok());
    }
}

//! The first line of each message speaks of pods, not of traits.

use std::collections::BTreeSet;

use crate::{names, recorded_first_line};

/// What a first line is not about.
const WORDS_OF_THE_COMPILER: &[&str] = &[
    "annotations needed",
    "arguments were supplied",
    "argument was supplied",
    "associated",
    "bound",
    "cannot apply",
    "cannot find",
    "cannot infer",
    "closure",
    "constant",
    "constructor",
    "expected",
    "generic",
    "impl",
    "lifetime",
    "method",
    "mismatch",
    "no function",
    "no rules expected",
    "no variant",
    "out of range for",
    "parameter",
    "trait",
    "type",
    "unresolved",
];

/// Where rustc gives no way to say it better, and why.
const IN_THE_WORDS_OF_THE_COMPILER: &[(&str, &str)] = &[
    ("a_name_is_not_a_text", A_TEXT),
    ("an_image_is_not_a_text", A_TEXT),
    ("a_time_is_not_a_plain_number", A_TEXT),
    ("a_claim_is_not_a_plain_name", A_TEXT),
    ("a_schedule_is_not_a_text", A_TEXT),
    ("a_secret_is_not_a_config_map", A_TEXT),
    ("a_variable_is_declared_before_it_is_used", A_NAME),
    ("a_variable_that_is_used_is_declared", A_NAME),
    ("an_argument_refers_to_a_declared_variable", A_NAME),
    ("a_claim_is_not_an_amount_of_storage", A_TEXT),
    ("the_replicas_of_a_stateful_set_are_not_negative", A_LITERAL),
    ("a_cron_job_has_a_schedule", A_COUNT),
    ("a_host_alias_has_a_name", A_COUNT),
    ("a_stateful_set_has_a_service", A_COUNT),
    ("a_toleration_that_exists_has_no_value", A_COUNT),
    ("dns_without_a_policy_has_a_name_server", A_COUNT),
    ("a_number_of_a_contract_is_no_word", A_CONTRACT),
    ("a_secret_key_is_the_value_of_a_secret", A_CONTRACT),
    ("a_required_variable_takes_no_optional_key", A_CONTRACT),
    ("a_text_with_references_is_no_number", A_CONTRACT),
    ("a_variable_of_a_contract_is_of_a_type_that_is_parsed", A_CONTRACT),
    ("a_variable_of_a_contract_is_spelt_as_declared", "a method that is not there has no message of its own"),
    ("a_block_volume_is_not_a_directory", "a method that is not there has no message of its own"),
    ("a_volume_is_not_a_device", "a method that is not there has no message of its own"),
    ("a_seccomp_profile_of_the_node_has_a_path", "an enum is complete or no value at all"),
    (
        "a_literal_is_known_while_compiling",
        "no macro sees whether an expression is a literal of the right kind",
    ),
    ("a_part_that_shares_is_added_before_the_main_container", A_FUNCTION),
    ("a_pod_of_any_level_is_not_a_restricted_one", A_FUNCTION),
    ("a_toleration_is_not_a_key", A_LITERAL),
    ("the_number_of_replicas_is_not_negative", "the sign is an operator, which is looked at first"),
    ("a_job_has_no_negative_parallelism", "the sign is an operator, which is looked at first"),
    ("a_key_of_a_config_map_has_its_text", "a key of a declared ConfigMap is a constant"),
    ("a_value_of_a_config_map_is_not_a_number", A_TEXT),
    ("an_undeclared_key_of_a_config_map_is_no_variable", A_KEY),
    ("an_undeclared_key_of_a_secret_is_no_variable", A_KEY),
    ("the_type_of_a_secret_is_not_a_text", A_TEXT),
];

const A_TEXT: &str = "the parameter is of one type, so that `parse()?` knows what to parse";
const A_NAME: &str = "variables are names of Rust, which are resolved before any other check";
const A_FUNCTION: &str = "the parameter is of a function of the user";
const A_KEY: &str = "a key is a constant of a type, and one that is not there has no message of its own";
const A_LITERAL: &str = "a literal that may be of several types needs a parameter of one";
const A_CONTRACT: &str = "a contract speaks of the types of its fields, which are those of Rust";
const A_COUNT: &str = "arguments are counted before their types are looked at";

#[test]
fn the_first_line_speaks_of_pods() {
    let mut foreign = BTreeSet::new();
    for name in names("fail", "stderr") {
        let first = recorded_first_line(&name);
        assert!(first.starts_with("error"), "{name}: the first message is no error: {first}");
        let own_words = without_quotations(&first);
        if WORDS_OF_THE_COMPILER.iter().any(|word| own_words.contains(word)) {
            assert!(
                IN_THE_WORDS_OF_THE_COMPILER.iter().any(|(known, _)| *known == name),
                "{name} is refused in the words of the compiler: {first}"
            );
            foreign.insert(name);
        }
    }
    for (name, reason) in IN_THE_WORDS_OF_THE_COMPILER {
        assert!(foreign.contains(*name), "{name} speaks of pods now, no longer: {reason}");
    }
    assert!(foreign.len() * 10 <= names("fail", "stderr").len(), "{foreign:?}");
}

/// A message without the code of the user that it quotes.
fn without_quotations(message: &str) -> String {
    message.split('`').step_by(2).collect()
}

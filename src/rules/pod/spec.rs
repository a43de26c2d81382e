//! Single fields of a pod's spec: policies, DNS, gates, names, host aliases and classes.

use crate::rules::catalog::pod as rule;
use crate::rules::engine::check;
use crate::rules::engine::check::{
    list, require_grammar, require_grammar_if_set, require_ip, require_one_of, text,
};
use crate::rules::engine::fields::hostname_override;
use crate::rules::engine::findings::Findings;
use crate::rules::engine::path::Path;
use crate::rules::engine::scope::Scope;
use crate::rules::engine::seen::Seen;
use crate::value::grammar;
use crate::value::words::{PreemptionPolicy, RestartPolicy};

/// The maximum length of a host name on Linux, in bytes.
const HOST_NAME_MAX: usize = 64;
const NAMESERVERS_MAX: usize = 3;
const SEARCHES_MAX: usize = 32;
const SEARCH_CHARS_MAX: usize = 2048;

/// Validates restart policy, DNS policy and node selector.
pub(crate) fn validate_policies(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    require_one_of(
        findings,
        rule::POD_RESTART_POLICY,
        &spec.field("restartPolicy"),
        scope.restart_policy(),
        RestartPolicy::WORDS,
    );
    let known = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    require_one_of(findings, rule::DNS_POLICY, &spec.field("dnsPolicy"), scope.dns_policy(), &known);
    let ids = (rule::NODE_SELECTOR_KEY, rule::NODE_SELECTOR_VALUE);
    check::require_labels(findings, ids, &spec.field("nodeSelector"), scope.spec.node_selector.as_ref());
}

/// Validates `dnsConfig`.
pub(crate) fn validate_dns(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let at = spec.field("dnsConfig");
    let none = scope.dns_policy() == "None";
    let Some(config) = &scope.spec.dns_config else {
        if none {
            findings.required(rule::DNS_CONFIG_REQUIRED, &at, "dnsPolicy None needs a dnsConfig");
        }
        return;
    };
    let nameservers = list(config.nameservers.as_ref());
    let nameservers_at = at.field("nameservers");
    if none && nameservers.is_empty() {
        findings.required(
            rule::DNS_NAMESERVER_REQUIRED,
            &nameservers_at,
            "dnsPolicy None needs a nameserver",
        );
        return;
    }
    if nameservers.len() > NAMESERVERS_MAX {
        let detail = "must be 3 at most";
        findings.invalid_plain(rule::DNS_NAMESERVERS_TOO_MANY, &nameservers_at, nameservers.len(), detail);
    }
    for (i, nameserver) in nameservers.iter().enumerate() {
        require_ip(findings, scope.gates.strict_ips, &nameservers_at.index(i), nameserver);
    }
    let searches = list(config.searches.as_ref());
    let searches_at = at.field("searches");
    if searches.len() > SEARCHES_MAX {
        let detail = "must be 32 at most";
        findings.invalid_plain(rule::DNS_SEARCHES_TOO_MANY, &searches_at, searches.len(), detail);
    }
    let chars = searches.iter().map(|search| search.len() + 1).sum::<usize>().saturating_sub(1);
    if chars > SEARCH_CHARS_MAX {
        let detail = "must have at most 2048 characters in all, spaces between them included";
        findings.invalid_plain(rule::DNS_SEARCHES_TOO_LONG, &searches_at, chars, detail);
    }
    for (i, search) in searches.iter().enumerate().filter(|(_, search)| *search != ".") {
        let domain = search.strip_suffix('.').unwrap_or(search);
        require_grammar(
            findings,
            rule::DNS_SEARCH_INVALID,
            &searches_at.index(i),
            domain,
            grammar::search_domain,
        );
    }
    for (i, option) in list(config.options.as_ref()).iter().enumerate() {
        if text(option.name.as_ref()).is_empty() {
            findings.required(rule::DNS_OPTION_NAME_REQUIRED, &at.item("options", i), "name the option");
        }
    }
}

/// Validates readiness gates and scheduling gates.
pub(crate) fn validate_gates(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    for (i, gate) in list(scope.spec.readiness_gates.as_ref()).iter().enumerate() {
        let at = spec.item("readinessGates", i);
        let at = at.field("conditionType");
        require_grammar(
            findings,
            rule::READINESS_GATE_INVALID,
            &at,
            &gate.condition_type,
            grammar::label_key,
        );
    }
    let gates = list(scope.spec.scheduling_gates.as_ref());
    if gates.is_empty() {
        return;
    }
    let mut names = Seen::<_>::new();
    for (i, gate) in gates.iter().enumerate() {
        let at = spec.item("schedulingGates", i);
        require_grammar(findings, rule::SCHEDULING_GATE_INVALID, &at, &gate.name, grammar::label_key);
        if !names.insert(&*gate.name) {
            findings.duplicate(rule::SCHEDULING_GATE_DUPLICATE, &at, &gate.name);
        }
    }
}

/// Validates `hostnameOverride`.
pub(crate) fn validate_hostname_override(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let Some(name) = hostname_override(scope.spec).filter(|_| scope.gates.hostname_override) else { return };
    let at = spec.field("hostnameOverride");
    if scope.spec.set_hostname_as_fqdn == Some(true) {
        findings.forbidden(
            rule::HOSTNAME_OVERRIDE_FQDN,
            &at,
            "must not be set beside setHostnameAsFQDN: true",
        );
    }
    if scope.host_network() {
        findings.forbidden(rule::HOSTNAME_OVERRIDE_NETWORK, &at, "must not be set on the host network");
    }
    if name.len() > HOST_NAME_MAX {
        findings.too_long(rule::HOSTNAME_OVERRIDE_TOO_LONG, &at, HOST_NAME_MAX);
    }
    require_grammar(findings, rule::HOSTNAME_OVERRIDE_INVALID, &at, name, grammar::subdomain);
}

/// Validates the names of service account and node, the active deadline, host name and subdomain.
pub(crate) fn validate_names(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let pod = scope.spec;
    let at = spec.field("serviceAccountName");
    require_grammar_if_set(
        findings,
        rule::SERVICE_ACCOUNT_NAME,
        &at,
        scope.service_account(),
        grammar::subdomain,
    );
    let node = text(pod.node_name.as_ref());
    require_grammar_if_set(
        findings,
        rule::NODE_NAME_INVALID,
        &spec.field("nodeName"),
        node,
        grammar::subdomain,
    );
    if let Some(seconds) = pod.active_deadline_seconds
        && !(1..=i64::from(i32::MAX)).contains(&seconds)
    {
        let detail = "must be between 1 and 2147483647";
        findings.invalid_plain(rule::ACTIVE_DEADLINE, &spec.field("activeDeadlineSeconds"), seconds, detail);
    }
    let hostname = text(pod.hostname.as_ref());
    require_grammar_if_set(
        findings,
        rule::HOSTNAME_INVALID,
        &spec.field("hostname"),
        hostname,
        grammar::label,
    );
    let subdomain = text(pod.subdomain.as_ref());
    require_grammar_if_set(
        findings,
        rule::SUBDOMAIN_INVALID,
        &spec.field("subdomain"),
        subdomain,
        grammar::label,
    );
}

/// Validates `hostAliases`.
pub(crate) fn validate_host_aliases(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    for (i, alias) in list(scope.spec.host_aliases.as_ref()).iter().enumerate() {
        let at = spec.item("hostAliases", i);
        require_ip(findings, scope.gates.strict_ips, &at.field("ip"), &alias.ip);
        for (j, hostname) in list(alias.hostnames.as_ref()).iter().enumerate() {
            let at = at.item("hostnames", j);
            require_grammar(findings, rule::HOST_ALIAS_NAME, &at, hostname, grammar::subdomain);
        }
    }
}

/// Validates priority class, runtime class and preemption policy.
pub(crate) fn validate_classes(scope: &Scope<'_>, spec: &Path<'_>, findings: &mut Findings) {
    let class = text(scope.spec.priority_class_name.as_ref());
    let at = spec.field("priorityClassName");
    require_grammar_if_set(findings, rule::PRIORITY_CLASS_NAME, &at, class, grammar::subdomain);
    if let Some(class) = &scope.spec.runtime_class_name {
        require_grammar(
            findings,
            rule::RUNTIME_CLASS_NAME,
            &spec.field("runtimeClassName"),
            class,
            grammar::subdomain,
        );
    }
    match scope.spec.preemption_policy.as_deref() {
        None => {}
        Some(policy) if PreemptionPolicy::WORDS.contains(&policy) => {}
        Some("") => {
            let detail = "say PreemptLowerPriority or Never";
            findings.required(rule::PREEMPTION_POLICY_REQUIRED, &spec.field("preemptionPolicy"), detail);
        }
        Some(policy) => {
            findings.not_supported(
                rule::PREEMPTION_POLICY,
                &spec.field("preemptionPolicy"),
                policy,
                PreemptionPolicy::WORDS,
            );
        }
    }
}

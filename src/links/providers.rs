//! Objects that other objects of the set make.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use k8s_openapi::serde_json::Value;

use super::set::{Entry, Set};
use super::set_claims::{SetClaims, templates};
use super::table::CERTIFICATES;
use super::tree::{get, items, pairs, text, texts};

/// The keys of what is made, if they are known.
pub(super) type Keys = Option<Vec<Box<str>>>;

/// What a set makes, by kind, namespace and name.
#[derive(Debug, Default)]
pub(super) struct Providers<'a> {
    made: HashMap<(&'a str, &'a str, String), Keys>,
    claims: SetClaims<'a>,
    /// What is made, by kind and namespace, so that it can be proposed.
    names: HashMap<(&'a str, &'a str), Vec<String>>,
    /// The claim templates, by namespace.
    templates: HashMap<&'a str, Vec<String>>,
}

/// Annotations by which cert-manager makes the secret of an ingress or a gateway.
const ISSUERS: [&str; 3] =
    ["cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme"];

const SERVING_CERTIFICATES: [&str; 2] = [
    "service.beta.openshift.io/serving-cert-secret-name",
    "service.alpha.openshift.io/serving-cert-secret-name",
];

impl<'a> Providers<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut providers = Self { claims: SetClaims::of(set), ..Self::default() };
        for (at, entry) in set.entries.iter().enumerate() {
            set.step();
            providers.add(set.space(at), entry);
        }
        providers
    }

    /// Adds an object that is made. `keys` are those that it has for sure.
    pub(super) fn provide(&mut self, kind: &'a str, space: &'a str, name: &str, keys: Keys) {
        self.names.entry((kind, space)).or_default().push(name.to_owned());
        let entry = self.made.entry((kind, space, name.to_owned()));
        entry.and_modify(|known| *known = None).or_insert(keys);
    }

    /// Returns the keys of an object that the set makes.
    pub(super) fn find<'s>(&'s self, kind: &'s str, space: &'s str, name: &str) -> Option<&'s Keys> {
        if kind == "PersistentVolumeClaim" && self.claims.has(space, name) {
            return Some(&None);
        }
        self.made.get(&(kind, space, name.to_owned()))
    }

    /// Returns the names of a kind that are made in a namespace, for a name that none of them is.
    ///
    /// Of the claims of a `StatefulSet`, those are returned that have the number of the name.
    pub(super) fn names<'s>(
        &'s self,
        kind: &'s str,
        space: &'s str,
        name: &str,
    ) -> impl Iterator<Item = Cow<'s, str>> + use<'s, 'a> {
        let made = self.names.get(&(kind, space)).into_iter().flatten();
        let templates = self.templates.get(space).filter(|_| kind == "PersistentVolumeClaim");
        let number = name.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(0_u32);
        let claims = templates.into_iter().flatten().map(move |claim| Cow::from(format!("{claim}-{number}")));
        made.map(|name| Cow::from(name.as_str())).chain(claims)
    }

    fn add(&mut self, space: &'a str, entry: &'a Entry) {
        let value = &entry.value;
        let name = &*entry.name.name;
        let certificate = || Some(["tls.crt", "tls.key", "ca.crt"].map(Box::from).to_vec());
        match (&*entry.name.group, &*entry.name.kind) {
            (CERTIFICATES, "Certificate") => {
                let has_more = ["spec.keystores", "spec.additionalOutputFormats", "spec.secretTemplate"];
                let keys = has_more.iter().all(|path| get(value, path).is_none()).then(certificate).flatten();
                if let Some(secret) = text(value, "spec.secretName") {
                    self.provide("Secret", space, secret, keys);
                }
            }
            (CERTIFICATES, "Issuer" | "ClusterIssuer") => {
                if let Some(secret) = text(value, "spec.acme.privateKeySecretRef.name") {
                    self.provide("Secret", space, secret, None);
                }
            }
            ("networking.k8s.io", "Ingress") if is_issued(value) => {
                for tls in items(value, "spec.tls") {
                    if let Some(secret) = text(tls, "secretName") {
                        self.provide("Secret", space, secret, certificate());
                    }
                }
            }
            ("gateway.networking.k8s.io", "Gateway") if is_issued(value) => {
                let references =
                    items(value, "spec.listeners").iter().flat_map(|it| items(it, "tls.certificateRefs"));
                for secret in references.filter_map(|it| text(it, "name")) {
                    self.provide("Secret", space, secret, certificate());
                }
            }
            ("bitnami.com", "SealedSecret") => self.provide("Secret", space, name, None),
            ("external-secrets.io", "ExternalSecret") => {
                self.provide("Secret", space, text(value, "spec.target.name").unwrap_or(name), None);
            }
            ("secrets-store.csi.x-k8s.io", "SecretProviderClass") => {
                for secret in
                    items(value, "spec.secretObjects").iter().filter_map(|it| text(it, "secretName"))
                {
                    self.provide("Secret", space, secret, None);
                }
            }
            ("", "Service") => {
                let annotation = |(key, _): &(&str, &str)| SERVING_CERTIFICATES.contains(key);
                for (_, secret) in pairs(value, "metadata.annotations").filter(annotation) {
                    self.provide(
                        "Secret",
                        space,
                        secret,
                        Some(["tls.crt", "tls.key"].map(Box::from).to_vec()),
                    );
                }
            }
            ("apps", "StatefulSet") => {
                let claims = templates(entry).map(|claim| format!("{claim}-{name}"));
                self.templates.entry(space).or_default().extend(claims);
            }
            ("", "Pod") => {
                for volume in
                    items(value, "spec.volumes").iter().filter(|volume| get(volume, "ephemeral").is_some())
                {
                    if let Some(volume) = text(volume, "name") {
                        self.provide("PersistentVolumeClaim", space, &format!("{name}-{volume}"), None);
                    }
                }
            }
            _ => {}
        }
    }
}

fn is_issued(value: &Value) -> bool {
    pairs(value, "metadata.annotations").any(|(key, _)| ISSUERS.contains(&key))
}

/// Returns the lists of the containers that may make objects before others run.
pub(super) fn program_lists(entry: &Entry) -> &'static [&'static str] {
    let is_job = entry.is("batch", "Job") || entry.is("batch", "CronJob");
    if is_job { &["initContainers", "containers"] } else { &["initContainers"] }
}

/// Words of the command lines of jobs and init containers, each with the object that has it.
#[derive(Debug, Default)]
pub(super) struct Programs<'a> {
    words: HashMap<&'a str, usize>,
    /// The objects whose command lines have a part of a word, such as `redis` of `redis-initial-password`.
    parts: HashMap<&'a str, Vec<usize>>,
    has: HashSet<(usize, &'a str)>,
    /// Words of objects that have the word `create` too.
    created: HashSet<&'a str>,
}

/// The most objects with a part of a word that are remembered.
const REMEMBERED: usize = 8;

impl<'a> Programs<'a> {
    pub(super) fn of(set: &Set<'a>) -> Self {
        let mut programs = Self::default();
        for (at, entry) in set.entries.iter().enumerate() {
            let Some((spec, _)) = super::pods::pod_spec(entry) else { continue };
            let containers = || program_lists(entry).iter().flat_map(|list| items(spec, list));
            for line in containers().flat_map(texts) {
                set.step();
                programs.add(line, at);
            }
            if programs.has.contains(&(at, "create")) {
                programs.created.extend(containers().flat_map(texts).flat_map(words));
            }
        }
        programs
    }

    fn add(&mut self, line: &'a str, at: usize) {
        for word in words(line) {
            self.words.entry(word).or_insert(at);
            for part in word.split('-').filter(|part| !part.is_empty()) {
                if self.has.insert((at, part)) {
                    let objects = self.parts.entry(part).or_default();
                    if objects.len() < REMEMBERED {
                        objects.push(at);
                    }
                }
            }
        }
    }

    /// Tells whether a command line creates an object of this name: it has the name and the word `create`.
    pub(super) fn create(&self, name: &str) -> bool {
        self.created.contains(name)
    }

    /// Returns the object whose command line has a name as a word.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.words.get(name).copied()
    }

    /// Returns the object whose command line has all parts of a name: `argocd admin redis-initial-password` for the secret
    /// `argocd-redis`.
    pub(super) fn find_parts(&self, name: &str) -> Option<usize> {
        let mut parts = name.split('-');
        let first = self.parts.get(parts.next()?)?;
        let rest: Vec<&str> = parts.collect();
        let has_all = |at: &&usize| rest.iter().all(|part| self.has.contains(&(**at, *part)));
        first.iter().find(has_all).copied().filter(|_| !rest.is_empty())
    }
}

/// Returns the words of a line that may be names.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let words = line.split(move |c| !is_name(c)).map(|word| word.trim_matches(['-', '.']));
    words.filter(|word| !word.is_empty())
}

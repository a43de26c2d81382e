//! Strategies of projected volumes, and of files from the downward API.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::pick::{few, maybe, parsed, rarely, seldom, when, with};
use super::text::text;
use super::value::{annotation_key, dns_subdomain, file_mode, label_key, labels, name, projected_path};
use super::versions::since;
use super::volume::items;
use podwright::downward::{Downward, Limits, Requests};
use podwright::object::{ConfigMapRef, SecretRef};
use podwright::rules::KubeVersion;
use podwright::value::{
    AnnotationKey, ConfigKey, DnsLabel, DnsSubdomain, FileMode, LabelKey, Labels, PrefixedKey, ProjectedPath,
    Seconds, SignerName, TrustBundleName,
};
use podwright::volume::source::projected::{
    ClusterTrustBundle, ConfigMapProjection, DownwardProjection, SecretProjection, ServiceAccountToken,
};
use podwright::volume::source::{DownwardFiles, Projected};

/// A file of the downward API.
#[derive(Clone, Debug)]
struct FilePlan {
    path: ProjectedPath,
    content: Content,
    mode: Option<FileMode>,
}

#[derive(Clone, Debug)]
enum Content {
    Name,
    Namespace,
    Uid,
    Labels,
    Annotations,
    Label(LabelKey),
    Annotation(AnnotationKey),
    Cpu(DnsLabel),
    Memory(DnsLabel),
}

fn file_plan() -> impl Strategy<Value = FilePlan> {
    let content = prop_oneof![
        Just(Content::Name),
        Just(Content::Namespace),
        Just(Content::Uid),
        Just(Content::Labels),
        Just(Content::Annotations),
        label_key().prop_map(Content::Label),
        annotation_key().prop_map(Content::Annotation),
        name().prop_map(Content::Cpu),
        name().prop_map(Content::Memory),
    ];
    (projected_path(), content, maybe(file_mode())).prop_map(|(path, content, mode)| FilePlan {
        path,
        content,
        mode,
    })
}

/// Adds the files whose paths are new to a source.
macro_rules! put_files {
    ($files:expr, $into:expr, $paths:expr) => {{
        let mut source = $into;
        for FilePlan { path, content, mode } in $files {
            if $paths.contains(&path) {
                continue;
            }
            $paths.push(path.clone());
            source = match content {
                Content::Name => put_files!(@ source field field_in_mode path mode Downward::name()),
                Content::Namespace => put_files!(@ source field field_in_mode path mode Downward::namespace()),
                Content::Uid => put_files!(@ source field field_in_mode path mode Downward::uid()),
                Content::Labels => put_files!(@ source field field_in_mode path mode Downward::labels()),
                Content::Annotations => {
                    put_files!(@ source field field_in_mode path mode Downward::annotations())
                }
                Content::Label(key) => put_files!(@ source field field_in_mode path mode Downward::label(key)),
                Content::Annotation(key) => {
                    put_files!(@ source field field_in_mode path mode Downward::annotation(key))
                }
                Content::Cpu(of) => {
                    let cpu = Limits::cpu().in_millicores().of_container(of);
                    put_files!(@ source resource resource_in_mode path mode cpu)
                }
                Content::Memory(of) => {
                    put_files!(@ source resource resource_in_mode path mode Requests::memory().of_container(of))
                }
            };
        }
        source
    }};
    (@ $source:ident $plain:ident $in_mode:ident $path:ident $mode:ident $value:expr) => {
        match $mode {
            None => $source.$plain($path, $value),
            Some(mode) => $source.$in_mode($path, $value, mode),
        }
    };
}

pub(super) fn downward_files() -> impl Strategy<Value = DownwardFiles> {
    (few(file_plan(), 4), maybe(file_mode())).prop_map(|(files, mode)| {
        let mut paths = Vec::new();
        with(put_files!(files, DownwardFiles::new(), paths), mode, DownwardFiles::default_mode)
    })
}

#[derive(Clone, Debug)]
enum Part {
    ConfigMap(DnsSubdomain, Vec<(ConfigKey, ProjectedPath, Option<FileMode>)>, bool),
    Secret(DnsSubdomain, Vec<(ConfigKey, ProjectedPath, Option<FileMode>)>, bool),
    Downward(Vec<FilePlan>),
    Token(ProjectedPath, Option<String>, Option<Seconds>),
    Bundle(TrustBundleName, ProjectedPath, bool),
    SignersBundle(SignerName, Labels, ProjectedPath, bool),
    Certificate(CertificatePlan),
}

/// A request for a certificate, and up to three files for its results.
#[derive(Clone, Debug)]
#[allow(dead_code, reason = "older versions of Kubernetes have no certificates of pods")]
struct CertificatePlan {
    signer: SignerName,
    key_type: Index,
    bundle: ProjectedPath,
    key: Option<ProjectedPath>,
    chain: Option<ProjectedPath>,
    expiry: Option<Seconds>,
    note: Option<(PrefixedKey, String)>,
}

fn certificate_plan() -> impl Strategy<Value = CertificatePlan> {
    let signer = parsed::<SignerName>("[a-z]{1,8}\\.com/[a-z]{1,8}");
    let note = (parsed::<PrefixedKey>("[a-z]{1,8}\\.com/[a-z]{1,8}"), text());
    let files = (projected_path(), maybe(projected_path()), maybe(projected_path()));
    let expiry = (3_600..=86_400_u32).prop_map(Seconds::literal);
    (signer, any::<Index>(), files, maybe(expiry), rarely(note)).prop_map(
        |(signer, key_type, (bundle, key, chain), expiry, note)| CertificatePlan {
            signer,
            key_type,
            bundle,
            key,
            chain,
            expiry,
            note,
        },
    )
}

k8s_openapi::k8s_if_ge_1_34! {
    impl CertificatePlan {
        fn put_into(self, projected: Projected, paths: &mut Vec<ProjectedPath>) -> Projected {
            use podwright::volume::source::projected::{KeyType, PodCertificate};

            if !is_new(paths, &self.bundle) {
                return projected;
            }
            let request = PodCertificate::signed_by(self.signer, *self.key_type.get(KeyType::ALL));
            let certificate = request.bundle_at(self.bundle);
            let key = self.key.filter(|path| is_new(paths, path));
            let chain = self.chain.filter(|path| is_new(paths, path));
            let certificate = with(certificate, key, PodCertificate::key_at);
            let certificate = with(certificate, chain, PodCertificate::chain_at);
            let certificate = with(certificate, self.expiry, PodCertificate::max_expiration);
            k8s_openapi::k8s_if_ge_1_35! {
                let certificate = with(certificate, self.note, |to, (key, text)| to.annotation(key, text));
            }
            projected.project(certificate)
        }
    }
}

k8s_openapi::k8s_if_le_1_33! {
    impl CertificatePlan {
        #[expect(clippy::unused_self, clippy::needless_pass_by_ref_mut, reason = "later versions use both")]
        fn put_into(self, projected: Projected, _: &mut Vec<ProjectedPath>) -> Projected {
            projected
        }
    }
}

fn part() -> impl Strategy<Value = Part> {
    let expiry = (600..=86_400_u32).prop_map(Seconds::literal);
    let bundle = parsed::<TrustBundleName>("([a-z]{1,8}\\.com:[a-z]{1,8}:)?[a-z]{1,8}");
    let signer = parsed::<SignerName>("[a-z]{1,8}\\.com/[a-z]{1,8}");
    prop_oneof![
        3 => (dns_subdomain(), items(), seldom()).prop_map(|(name, items, is)| Part::ConfigMap(name, items, is)),
        3 => (dns_subdomain(), items(), seldom()).prop_map(|(name, items, is)| Part::Secret(name, items, is)),
        2 => few(file_plan(), 3).prop_map(Part::Downward),
        3 => (projected_path(), maybe(text()), maybe(expiry))
            .prop_map(|(path, audience, expiry)| Part::Token(path, audience, expiry)),
        1 => (bundle, projected_path(), any::<bool>())
            .prop_map(|(bundle, path, is)| Part::Bundle(bundle, path, is)),
        1 => (signer, labels(), projected_path(), any::<bool>())
            .prop_map(|(signer, labels, path, is)| Part::SignersBundle(signer, labels, path, is)),
        1 => certificate_plan().prop_map(Part::Certificate),
    ]
}

macro_rules! keyed {
    ($Type:ident, $Ref:ident, $name:ident, $items:ident, $is_optional:ident, $paths:ident) => {{
        let source = $items
            .into_iter()
            .filter(|(_, path, _)| is_new(&mut $paths, path))
            .collect::<Vec<_>>()
            .into_iter()
            .fold($Type::new(&$Ref::new($name)), |source, item| match item {
                (key, path, None) => source.item(key, path),
                (key, path, Some(mode)) => source.item_in_mode(key, path, mode),
            });
        when($is_optional, source, $Type::optional)
    }};
}

fn is_new(paths: &mut Vec<ProjectedPath>, path: &ProjectedPath) -> bool {
    let is_new = !paths.contains(path);
    if is_new {
        paths.push(path.clone());
    }
    is_new
}

/// Generates at least one source, without a path in two of them.
pub(super) fn projected() -> impl Strategy<Value = Projected> {
    (proptest::collection::vec(part(), 1..4), rarely(file_mode())).prop_map(|(parts, mode)| {
        let mut paths = Vec::new();
        let mut projected = with(Projected::new(), mode, Projected::default_mode);
        let is_kept = since(KubeVersion::V1_37);
        for part in parts {
            projected = match part {
                Part::ConfigMap(name, items, is_optional) => projected.project(keyed!(
                    ConfigMapProjection,
                    ConfigMapRef,
                    name,
                    items,
                    is_optional,
                    paths
                )),
                Part::Secret(name, items, is_optional) => {
                    projected.project(keyed!(SecretProjection, SecretRef, name, items, is_optional, paths))
                }
                Part::Downward(files) => {
                    projected.project(put_files!(files, DownwardProjection::new(), paths))
                }
                Part::Token(path, audience, expiry) if is_new(&mut paths, &path) => {
                    let token = with(ServiceAccountToken::at(path), audience, ServiceAccountToken::audience);
                    projected.project(with(token, expiry, ServiceAccountToken::expires_in))
                }
                Part::Bundle(bundle, path, is_optional) if is_kept && is_new(&mut paths, &path) => {
                    let bundle = ClusterTrustBundle::named(bundle, path);
                    projected.project(when(is_optional, bundle, ClusterTrustBundle::optional))
                }
                Part::SignersBundle(signer, labels, path, is_optional)
                    if is_kept && is_new(&mut paths, &path) =>
                {
                    let bundle = if labels.is_empty() {
                        ClusterTrustBundle::of_signer(signer, path)
                    } else {
                        ClusterTrustBundle::of_signer_matching(signer, labels, path)
                    };
                    projected.project(when(is_optional, bundle, ClusterTrustBundle::optional))
                }
                Part::Certificate(plan) if is_kept => plan.put_into(projected, &mut paths),
                Part::Token(..) | Part::Bundle(..) | Part::SignersBundle(..) | Part::Certificate(..) => {
                    projected
                }
            };
        }
        projected
    })
}

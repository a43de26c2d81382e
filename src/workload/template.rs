//! The template that a workload takes.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::pod::{Assembled as Parts, Complete, HasMain, Pod, PodBuilder, PodTemplate, State};
use crate::rules::pod_security::LevelVersion;
use crate::rules::{Findings, KubeVersion, Path};

/// A template that has its main container.
pub type Template = PodBuilder<HasMain, PodTemplate>;

/// What is the template of a workload's pods: an unfinished [`PodTemplate::builder()`](PodTemplate::builder).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the template of a workload's pods",
    label = "a template is begun by `PodTemplate::builder()`",
    note = "it is handed over unfinished, without `.build()`: the workload's `build()` reports everything"
)]
pub trait IntoTemplate: sealed::Sealed {
    /// The stage of the builder.
    type Stage;

    #[doc(hidden)]
    fn into_template(self) -> Template
    where
        Self::Stage: Complete;
}

/// A target whose builder makes a template.
#[diagnostic::on_unimplemented(
    message = "a pod with a name of its own is not the template of a workload's pods",
    label = "begin it with `PodTemplate::builder()`"
)]
pub trait IsTemplate: sealed::Sealed {}

impl IsTemplate for PodTemplate {}

impl<S: State, T: IsTemplate> IntoTemplate for PodBuilder<S, T> {
    type Stage = S;

    fn into_template(self) -> Template
    where
        S: Complete,
    {
        PodBuilder::into_template(self)
    }
}

mod sealed {
    use super::{Pod, PodBuilder, PodTemplate};

    pub trait Sealed {}

    impl<S, T> Sealed for PodBuilder<S, T> {}
    impl Sealed for PodTemplate {}
    impl Sealed for Pod {}
}

/// The key of the label by which a workload selects its pods, unless other labels are chosen.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
const NAME_LABEL: &str = "app.kubernetes.io/name";

/// A port that a container declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeclaredPort {
    pub(crate) name: Option<String>,
    pub(crate) number: i32,
    pub(crate) protocol: String,
}

/// What every workload with a selector has.
#[derive(Clone, Debug)]
pub(crate) struct Selected {
    pub(super) metadata: ObjectMeta,
    pub(super) template: Template,
    /// The labels that the selector asks for, if they are not the default.
    pub(super) selector: Option<BTreeMap<String, String>>,
}

/// What a [`Selected`] makes of its parts.
pub(super) struct Assembled {
    pub(super) metadata: ObjectMeta,
    pub(super) selector: LabelSelector,
    pub(super) template: v1::PodTemplateSpec,
    pub(super) pod_security: Option<LevelVersion>,
}

impl Selected {
    pub(super) fn new(name: String, template: Template) -> Self {
        let metadata = ObjectMeta { name: Some(name), ..ObjectMeta::default() };
        Self { metadata, template, selector: None }
    }

    /// Returns the labels by which the workload selects its pods.
    pub(crate) fn labels(&self) -> BTreeMap<String, String> {
        self.selector.clone().unwrap_or_else(|| {
            let name = self.metadata.name.clone().unwrap_or_default();
            BTreeMap::from([(NAME_LABEL.to_owned(), name)])
        })
    }

    /// Returns the name of the workload. It is empty if the workload has a generated one.
    pub(crate) fn name(&self) -> &str {
        self.metadata.name.as_deref().unwrap_or_default()
    }

    /// Returns the namespace of the workload, if it is set.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.metadata.namespace.as_deref()
    }

    /// Returns the ports that the main containers and the sidecars declare: those that a service can reach.
    pub(crate) fn ports(&self) -> Vec<DeclaredPort> {
        let ports = self.template.declared_ports().into_iter();
        ports
            .map(|port| DeclaredPort {
                name: port.name.filter(|name| !name.is_empty()),
                number: port.container_port,
                protocol: port.protocol.filter(|word| !word.is_empty()).unwrap_or_else(|| "TCP".to_owned()),
            })
            .collect()
    }

    /// Puts the parts together. The pods get the labels of the selector, unless the template says otherwise, which the
    /// rules report.
    pub(super) fn assemble(self, version: KubeVersion, own: &mut Findings) -> Assembled {
        let selected = self.labels();
        let Parts { mut metadata, spec, pod_security } =
            self.template.assemble(version, &Path::of("spec.template"), own);
        let labels = metadata.labels.get_or_insert_default();
        for (key, value) in &selected {
            labels.entry(key.clone()).or_insert_with(|| value.clone());
        }
        let selector = LabelSelector { match_labels: Some(selected), ..LabelSelector::default() };
        let template = v1::PodTemplateSpec { metadata: Some(metadata), spec: Some(spec) };
        Assembled { metadata: self.metadata, selector, template, pod_security }
    }
}

/// Returns the spec as the type of its field: `T` in some versions of Kubernetes, and `Option<T>` in others.
pub(super) fn spec_field<T, F: From<T>>(spec: T) -> F {
    spec.into()
}

//! The template that a workload takes.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::disruption_budget::{DisruptionBudget, IntoDisruptionLimit};
use crate::network::DeclaredPort;
use crate::pod::{Assembled as Parts, Complete, HasMain, Pod, PodBuilder, PodTemplate, State};
use crate::rules::pod_security::LevelVersion;
use crate::rules::{Findings, KubeVersion, Path, intent};
use crate::value::grammar::LABEL_MAX;
use crate::value::link::Carried;
use crate::volume::Volume;

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
pub trait TemplateTarget: sealed::Sealed {}

impl TemplateTarget for PodTemplate {}

impl<S: State, T: TemplateTarget> IntoTemplate for PodBuilder<S, T> {
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

/// What every workload with a selector has.
#[derive(Clone, Debug)]
pub(crate) struct Selected {
    pub(super) metadata: ObjectMeta,
    pub(super) template: Template,
    /// The selector, if it is not the default.
    pub(super) selector: Option<LabelSelector>,
}

/// What a [`Selected`] makes of its parts.
pub(super) struct Assembled {
    pub(super) metadata: ObjectMeta,
    pub(super) selector: LabelSelector,
    pub(super) template: v1::PodTemplateSpec,
    pub(super) pod_security: Option<LevelVersion>,
    pub(super) carried: Carried,
}

impl Selected {
    pub(super) fn new(name: String, template: Template) -> Self {
        let metadata = ObjectMeta { name: Some(name), ..ObjectMeta::default() };
        Self { metadata, template, selector: None }
    }

    /// Returns the labels by which the workload selects its pods.
    pub(crate) fn labels(&self) -> BTreeMap<String, String> {
        self.to_selector().match_labels.unwrap_or_default()
    }

    /// Returns the selector of the workload.
    pub(crate) fn to_selector(&self) -> LabelSelector {
        let Some(mut selector) = self.selector.clone() else {
            let labels = BTreeMap::from([(NAME_LABEL.to_owned(), label_of(self.name()).to_owned())]);
            return LabelSelector { match_labels: Some(labels), ..LabelSelector::default() };
        };
        if selector.match_expressions.is_none() {
            // A selector without fields would count as a missing one.
            selector.match_labels.get_or_insert_default();
        }
        selector
    }

    pub(super) fn disruption_budget(&self, limit: impl IntoDisruptionLimit) -> DisruptionBudget {
        let (name, namespace) = (self.metadata.name.clone(), self.metadata.namespace.clone());
        let metadata = ObjectMeta { name, namespace, ..ObjectMeta::default() };
        DisruptionBudget::of(metadata, self.to_selector(), limit)
    }

    /// Reports a name that cannot be the value of the label by which the workload selects its pods.
    fn validate_name(&self, own: &mut Findings) {
        let at = Path::of("spec.selector.matchLabels");
        match self.name() {
            _ if self.selector.is_some() => {}
            "" => intent::no_name_to_select(NAME_LABEL, &at, own),
            name if name.len() > LABEL_MAX => intent::long_name(NAME_LABEL, name, &at, own),
            _ => {}
        }
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
        ports_of(&self.template)
    }

    /// Returns whether the workload has a selector of its own, which does not follow from its name.
    pub(super) fn has_selector(&self) -> bool {
        self.selector.is_some()
    }

    /// Puts the parts together. The pods get the labels of the selector, unless the template says otherwise, which the
    /// rules report.
    pub(super) fn assemble(self, version: KubeVersion, own: &mut Findings) -> Assembled {
        let selected = self.to_selector();
        self.validate_name(own);
        let parts = self.template.assemble(version, &TEMPLATE, own);
        joined(self.metadata, selected, parts)
    }

    /// Puts the parts of a StatefulSet together. Returns the volumes that it claims too.
    pub(super) fn assemble_claiming(
        self,
        version: KubeVersion,
        own: &mut Findings,
    ) -> (Assembled, Vec<Volume>) {
        let selected = self.to_selector();
        self.validate_name(own);
        let mut parts = self.template.assemble_claiming(version, &TEMPLATE, own);
        let claimed = std::mem::take(&mut parts.claimed);
        (joined(self.metadata, selected, parts), claimed)
    }
}

/// Returns the ports that the main containers and the sidecars of a template declare.
pub(super) fn ports_of(template: &Template) -> Vec<DeclaredPort> {
    let ports = template.declared_ports().into_iter();
    ports
        .map(|port| DeclaredPort {
            name: port.name.filter(|name| !name.is_empty()),
            number: port.container_port,
            protocol: port.protocol.filter(|word| !word.is_empty()).unwrap_or_else(|| "TCP".to_owned()),
        })
        .collect()
}

const TEMPLATE: Path<'static> = Path::of("spec.template");

/// Returns as much of a name as the value of a label can hold. `build()` reports a longer one.
fn label_of(name: &str) -> &str {
    let end = (0..=name.len().min(LABEL_MAX)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    if end == name.len() { name } else { name[..end].trim_end_matches(['.', '-']) }
}

fn joined(own: ObjectMeta, selector: LabelSelector, parts: Parts) -> Assembled {
    let Parts { mut metadata, spec, pod_security, carried, .. } = parts;
    let labels = metadata.labels.get_or_insert_default();
    for (key, value) in selector.match_labels.iter().flatten() {
        labels.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let template = v1::PodTemplateSpec { metadata: Some(metadata), spec: Some(spec) };
    Assembled { metadata: own, selector, template, pod_security, carried }
}

/// Returns the spec as the type of its field: `T` in some versions of Kubernetes, and `Option<T>` in others.
pub(super) fn spec_field<T, F: From<T>>(spec: T) -> F {
    spec.into()
}

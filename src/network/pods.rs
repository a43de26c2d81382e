use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::object::{IntoSelector, Selector};

/// The pods of a workload, chosen by the labels that its selector asks for. `web.pods()` makes one.
///
/// Where labels select pods, these can stand: in network policies, in affinity and in spread constraints. So they cannot select
/// nothing by a misspelt label.
///
/// ```
/// use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
/// use podwright::object::Selector;
/// use podwright::prelude::*;
/// use podwright::workload::Deployment;
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"));
/// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
/// let selector = LabelSelector::from(Selector::matching(web.pods()));
/// assert_eq!(selector.match_labels.unwrap()["app.kubernetes.io/name"], "web");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pods {
    labels: BTreeMap<String, String>,
}

impl Pods {
    pub(crate) fn new(labels: BTreeMap<String, String>) -> Self {
        Self { labels }
    }
}

impl IntoSelector for Pods {
    fn into_selector(self) -> Selector {
        let labels = Some(self.labels);
        Selector::everything().raw(|selector| {
            *selector = LabelSelector { match_labels: labels, ..LabelSelector::default() };
        })
    }
}

impl crate::object::selector::sealed::Sealed for Pods {}

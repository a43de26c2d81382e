use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::object::{IntoSelector, Selector};

/// The pods of a workload, chosen by its selector. `web.pods()` makes one.
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
#[derive(Clone, Debug, PartialEq)]
pub struct Pods {
    selector: LabelSelector,
}

impl Pods {
    pub(crate) fn new(selector: LabelSelector) -> Self {
        Self { selector }
    }
}

impl IntoSelector for Pods {
    fn into_selector(self) -> Selector {
        Selector::everything().raw(|selector| *selector = self.selector)
    }
}

impl crate::object::selector::sealed::Sealed for Pods {}

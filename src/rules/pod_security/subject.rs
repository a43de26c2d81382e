use k8s_openapi::api::core::v1;

use crate::rules::engine::path::Path;
use crate::rules::engine::scope::{ContainerRef, Scope};
use crate::rules::engine::subject::Subject;
use crate::rules::engine::version::{Gates, KubeVersion};

/// Where a field of a pod stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Spec,
    Container(&'static str, usize),
}

/// What the security contexts of a pod and of a container have in common.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'p> {
    pub(super) app_armor: Option<&'p v1::AppArmorProfile>,
    pub(super) seccomp: Option<&'p v1::SeccompProfile>,
    pub(super) se_linux: Option<&'p v1::SELinuxOptions>,
    pub(super) host_process: bool,
    pub(super) run_as_non_root: Option<bool>,
    pub(super) run_as_user: Option<i64>,
}

macro_rules! context {
    ($Type:ty) => {
        impl<'p> From<&'p $Type> for Context<'p> {
            fn from(context: &'p $Type) -> Self {
                let windows = context.windows_options.as_ref();
                Self {
                    app_armor: context.app_armor_profile.as_ref(),
                    seccomp: context.seccomp_profile.as_ref(),
                    se_linux: context.se_linux_options.as_ref(),
                    host_process: windows.is_some_and(|windows| windows.host_process == Some(true)),
                    run_as_non_root: context.run_as_non_root,
                    run_as_user: context.run_as_user,
                }
            }
        }
    };
}

context!(v1::PodSecurityContext);
context!(v1::SecurityContext);

/// What is seen of the gates here is the same in every version.
static GATES: Gates = Gates::of(KubeVersion::V1_37);

impl<'p> Subject<'p> {
    pub(super) fn scope(&self) -> Scope<'p> {
        Scope { kind: self.kind, metadata: self.metadata, spec: self.spec, gates: &GATES }
    }

    /// Every container and its place: init containers, then the regular ones, then ephemeral ones.
    pub(super) fn containers(&self) -> impl Iterator<Item = (Place, ContainerRef<'p>)> + use<'p> {
        self.scope()
            .containers()
            .map(|container| (Place::Container(container.list(), container.index()), container))
    }

    /// The security context of the pod.
    pub(super) fn context(&self) -> Context<'p> {
        self.spec.security_context.as_ref().map(Context::from).unwrap_or_default()
    }

    pub(super) fn is_windows(&self) -> bool {
        self.scope().is_windows()
    }

    /// Whether the pod has a user namespace of its own.
    pub(super) fn has_user_namespace(&self) -> bool {
        !self.scope().host_users()
    }

    pub(super) fn volumes(&self) -> &'p [v1::Volume] {
        self.spec.volumes.as_deref().unwrap_or_default()
    }
}

impl Place {
    /// The path of a field.
    pub(super) fn field(self, name: &str) -> String {
        let spec = Path::ROOT.field("spec");
        match self {
            Self::Spec => spec.field(name).to_string(),
            Self::Container(list, index) => spec.item(list, index).field(name).to_string(),
        }
    }

    /// The path of an item of a list.
    pub(super) fn item(self, list: &str, index: usize) -> String {
        format!("{}[{index}]", self.field(list))
    }
}

/// The path of an annotation.
pub(super) fn annotation_at(key: &str) -> String {
    Path::ROOT.field("metadata.annotations").key(key).to_string()
}

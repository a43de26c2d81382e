//! What a builder makes passes the rules of creation and of apply, and the level that it demands.

#[cfg(feature = "app")]
use std::sync::Arc;

use super::engine::findings::Findings;
use super::engine::valid::Valid;
use super::engine::validate::{Operation, Validate, into_result};
use super::engine::version::KubeVersion;
use super::engine::violations::Violations;
use super::pod_security::{LevelVersion, demand_pod_security};
use crate::value::link::Carried;

impl<T: Validate + Send + Sync + 'static> Valid<T> {
    /// Validates an object that a builder has made. `own` is what the builder found wrong with its parts.
    #[cfg(feature = "app")]
    pub(crate) fn build(
        object: T,
        pod_security: Option<LevelVersion>,
        version: KubeVersion,
        own: Findings,
    ) -> Result<Self, Violations> {
        Self::build_carrying(object, pod_security, version, own, Carried::default())
    }

    /// Validates an object that a builder has made. `carried` is what the builder knew of the objects that this one names. An
    /// error keeps the object with it, for an application.
    #[cfg_attr(
        not(feature = "app"),
        expect(unused_variables, reason = "only applications ask what is carried")
    )]
    pub(crate) fn build_carrying(
        object: T,
        pod_security: Option<LevelVersion>,
        version: KubeVersion,
        own: Findings,
        carried: Carried,
    ) -> Result<Self, Violations> {
        let mut findings = Findings::new();
        object.find_violations(version, Operation::CreateOrApply, &mut findings);
        if let Some(level) = pod_security {
            demand_pod_security(&object, level, version, &mut findings);
        }
        findings.append(own);
        let result = into_result(&object, findings);
        #[cfg(feature = "app")]
        let carried = (!carried.is_empty()).then(|| Arc::new(carried));
        match result {
            #[cfg(feature = "app")]
            Ok(()) => Ok(Self::validated(object, version).sharing(carried)),
            #[cfg(feature = "app")]
            Err(violations) => Err(violations.keeping(object, carried)),
            #[cfg(not(feature = "app"))]
            result => result.map(|()| Self::validated(object, version)),
        }
    }
}

impl<T: Validate> Valid<T> {
    /// Returns why the pods of the object do not meet a level.
    #[cfg(feature = "app")]
    pub(crate) fn missing_of(&self, level: LevelVersion) -> Option<Violations> {
        let mut findings = Findings::new();
        demand_pod_security(&**self, level, self.version(), &mut findings);
        into_result(&**self, findings).err()
    }
}

//! Contents that are JSON.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use k8s_openapi::serde_json::Value;
use serde::Serialize;

use super::{Content, PlaceError};
use crate::manifest::emitter::Emitter;
use crate::manifest::error::WriteError;
use crate::manifest::json::Json;
use crate::manifest::key_order::Ordered;
use crate::manifest::placement::Placement;
use crate::manifest::yaml;
use crate::masked;
use crate::rules::{KubeVersion, Violations, Warning, pod_security::LevelVersion};
use crate::value::link::Carried;

/// An object without rules, as JSON.
pub(in crate::manifest) struct InOrder(pub(in crate::manifest) Ordered);

/// Shows the object, a Secret without the values.
impl fmt::Debug for InOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked::debug(&self.0.value, f)
    }
}

impl Content for InOrder {
    fn as_any(&self) -> &dyn Any {
        &self.0.value
    }

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        self.0.serialize(emitter)
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        self.0.serialize(emitter)
    }

    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError> {
        Ok(Arc::new(Self(placed(self, placement)?)))
    }
}

/// An object that breaks rules. An application follows its references all the same, and is not built.
#[derive(Debug)]
pub(in crate::manifest) struct Rejected {
    pub(in crate::manifest) object: Value,
    pub(in crate::manifest) wrong_fields: Box<[Box<str>]>,
    pub(in crate::manifest) carried: Option<Arc<Carried>>,
}

impl Content for Rejected {
    fn as_any(&self) -> &dyn Any {
        &self.object
    }

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        self.object.serialize(emitter)
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        self.object.serialize(emitter)
    }

    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError> {
        let mut object = self.object.clone();
        placement.apply_to_json(&mut object);
        Ok(Arc::new(Self { object, wrong_fields: self.wrong_fields.clone(), carried: self.carried.clone() }))
    }

    fn carried(&self) -> Option<&Arc<Carried>> {
        self.carried.as_ref()
    }

    fn wrong_fields(&self) -> &[Box<str>] {
        &self.wrong_fields
    }
}

/// Returns what is written of an object, with more metadata.
pub(super) fn placed(object: &dyn Content, placement: &Placement<'_>) -> Result<Ordered, PlaceError> {
    let mut ordered = json_of(object).and_then(|text| Ordered::read(&text)).map_err(PlaceError::Write)?;
    placement.apply_to_json(&mut ordered.value);
    Ok(ordered)
}

pub(in crate::manifest) fn json_of(object: &dyn Content) -> Result<Vec<u8>, WriteError> {
    let mut emitter = Emitter::<Json>::new();
    emitter.document_by(|emitter| object.json(emitter))?;
    Ok(emitter.out)
}

/// An object that is written as another value says, with everything that the value has.
pub(in crate::manifest) struct WrittenAs<C: ?Sized, W> {
    pub(in crate::manifest) written: W,
    pub(in crate::manifest) object: Arc<C>,
}

/// Shows the object. What is written may hold the values of a Secret.
impl<C: fmt::Debug + ?Sized, W> fmt::Debug for WrittenAs<C, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.object.fmt(f)
    }
}

impl<C: Content + ?Sized, W: Serialize + Send + Sync> Content for WrittenAs<C, W> {
    fn as_any(&self) -> &dyn Any {
        self.object.as_any()
    }

    fn yaml(&self, emitter: &mut Emitter<yaml::Yaml>) -> Result<(), WriteError> {
        emitter.complete(|emitter| self.written.serialize(emitter))
    }

    fn json(&self, emitter: &mut Emitter<Json>) -> Result<(), WriteError> {
        emitter.complete(|emitter| self.written.serialize(emitter))
    }

    fn subject(&self) -> String {
        self.object.subject()
    }

    fn warnings(&self) -> Vec<Warning> {
        self.object.warnings()
    }

    fn advice(&self) -> Vec<Warning> {
        self.object.advice()
    }

    fn placed(&self, placement: &Placement<'_>) -> Result<Arc<dyn Content>, PlaceError> {
        let object = self.object.placed(placement)?;
        Ok(Arc::new(WrittenAs { written: placed(self, placement)?, object }))
    }

    fn demand(&self, level: LevelVersion) -> Option<Violations> {
        self.object.demand(level)
    }

    fn version(&self) -> Option<KubeVersion> {
        self.object.version()
    }

    fn is_written_apart(&self) -> bool {
        true
    }

    fn carried(&self) -> Option<&Arc<Carried>> {
        self.object.carried()
    }
}

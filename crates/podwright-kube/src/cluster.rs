//! Requests to an API server, for objects of any kind.

use std::collections::HashMap;
use std::time::Duration;

use kube::api::{
    ApiResource, DeleteParams, DynamicObject, GetParams, ListParams, LogParams, Patch, PatchParams,
};
use kube::client::Body;
use kube::core::gvk::GroupVersion;
use kube::core::params::{Preconditions, PropagationPolicy, ValidationDirective};
use kube::core::{Request, Status};
use kube::discovery::{self, Scope};
use kube::{Client, Resource};
use serde_json::{Value, json};

use crate::wire::{json_for_yaml, segment};
use crate::{ErrorKind, ObjectError, ObjectRef, json};

/// The longest time that a request may take. A webhook has 30 seconds.
const REQUEST: Duration = Duration::from_secs(90);

/// A client, with the kinds that the API server has said to serve.
pub(crate) struct Cluster {
    client: Client,
    namespace: String,
    kinds: HashMap<String, Vec<(ApiResource, Scope)>>,
}

/// How an object is applied.
#[derive(Clone, Copy)]
pub(crate) struct Mode<'m> {
    pub(crate) manager: &'m str,
    pub(crate) is_dry_run: bool,
    pub(crate) is_forced: bool,
}

impl Mode<'_> {
    fn params(self) -> PatchParams {
        PatchParams {
            dry_run: self.is_dry_run,
            force: self.is_forced,
            field_manager: Some(self.manager.to_owned()),
            field_validation: Some(ValidationDirective::Strict),
        }
    }
}

impl Cluster {
    pub(crate) fn new(client: Client, namespace: Option<&str>) -> Self {
        let namespace = namespace.unwrap_or_else(|| client.default_namespace()).to_owned();
        Self { client, namespace, kinds: HashMap::new() }
    }

    /// Returns the namespace of objects that have none.
    pub(crate) fn default_namespace(&self) -> &str {
        &self.namespace
    }

    /// Asks which kinds the API server serves, once for each version of a group.
    async fn kind(&mut self, object: &ObjectRef) -> Result<(ApiResource, Scope), ObjectError> {
        if !self.kinds.contains_key(object.api_version()) {
            let version = GroupVersion::gv(object.group(), object.version());
            let group = limited(object, discovery::pinned_group(&self.client, &version)).await?;
            let kinds = group.versioned_resources(object.version());
            let kinds = kinds.into_iter().map(|(kind, is_able)| (kind, is_able.scope)).collect();
            self.kinds.insert(object.api_version().to_owned(), kinds);
        }
        let kinds = self.kinds.get(object.api_version()).map_or(&[][..], Vec::as_slice);
        let found = kinds.iter().find(|(kind, _)| kind.kind == object.kind()).cloned();
        if found.is_none() {
            // A definition may be on its way, so the next question is asked anew.
            self.forget(object.api_version());
        }
        found.ok_or_else(|| ObjectError::kind_missing(object))
    }

    /// Forgets which kinds a version of a group has, because a definition is new.
    pub(crate) fn forget(&mut self, api_version: &str) {
        self.kinds.remove(api_version);
    }

    /// Gives the object the namespace that it has in the cluster: none, its own, or that of objects without one.
    pub(crate) async fn place(&mut self, object: &ObjectRef) -> Result<ObjectRef, ObjectError> {
        let (_, scope) = self.kind(object).await?;
        Ok(match (scope, object.namespace()) {
            (Scope::Namespaced, None) => object.clone().in_namespace(&self.namespace),
            _ => object.clone(),
        })
    }

    pub(crate) async fn is_namespaced(&mut self, object: &ObjectRef) -> Result<bool, ObjectError> {
        Ok(self.kind(object).await?.1 == Scope::Namespaced)
    }

    async fn request(&mut self, object: &ObjectRef) -> Result<Request, ObjectError> {
        let (kind, scope) = self.kind(object).await?;
        let namespace = if scope == Scope::Namespaced { object.namespace() } else { None };
        Ok(Request::new(DynamicObject::url_path(&kind, namespace)))
    }

    /// Reads an object. `None` if there is none of its name.
    pub(crate) async fn get(&mut self, object: &ObjectRef) -> Result<Option<Value>, ObjectError> {
        let request = self.request(object).await?.get(&segment(object.name()), &GetParams::default());
        match self.send(object, request).await {
            Err(error) if matches!(error.kind(), ErrorKind::KindMissing | ErrorKind::NamespaceMissing) => {
                Ok(None)
            }
            answer => answer.map(Some),
        }
    }

    /// Applies an object, or asks what would come of it.
    pub(crate) async fn apply(
        &mut self,
        object: &ObjectRef,
        body: &Value,
        mode: Mode<'_>,
    ) -> Result<Value, ObjectError> {
        let request = self.request(object).await?;
        let request = request.patch(&segment(object.name()), &mode.params(), &Patch::Apply(body));
        let answer = self.send(object, request.map(|request| request.map(json_for_yaml))).await;
        if mode.is_dry_run { answer } else { answer.map_err(ObjectError::of_change) }
    }

    /// Merges fields into an object.
    pub(crate) async fn merge(&mut self, object: &ObjectRef, patch: &Value) -> Result<Value, ObjectError> {
        let request = self.request(object).await?;
        let request = request.patch(&segment(object.name()), &PatchParams::default(), &Patch::Merge(patch));
        match self.send(object, request).await {
            Err(error) if error.kind() == ErrorKind::KindMissing => {
                let text = "it was deleted meanwhile, run this again";
                Err(ObjectError::new(object, ErrorKind::Changed, text))
            }
            answer => answer.map_err(ObjectError::of_change),
        }
    }

    /// Asks the API server to delete an object of this uid, and then what belongs to it.
    pub(crate) async fn delete(
        &mut self,
        object: &ObjectRef,
        uid: Option<&str>,
        policy: PropagationPolicy,
    ) -> Result<(), ObjectError> {
        let params = DeleteParams {
            propagation_policy: Some(policy),
            preconditions: uid.map(|uid| Preconditions { uid: Some(uid.to_owned()), resource_version: None }),
            ..DeleteParams::default()
        };
        let request = self.request(object).await?.delete(&segment(object.name()), &params);
        match self.send(object, request).await {
            Err(error) if error.kind() == ErrorKind::KindMissing => Ok(()),
            answer => answer.map(|_| ()).map_err(ObjectError::of_change),
        }
    }

    /// Lists objects of the kind and the namespace of an object, with their `apiVersion` and `kind`.
    pub(crate) async fn list(
        &mut self,
        object: &ObjectRef,
        params: ListParams,
    ) -> Result<Vec<Value>, ObjectError> {
        let mut params = params.limit(500);
        let mut found = Vec::new();
        loop {
            let request = self.request(object).await?.list(&params);
            let mut list = self.send(object, request).await?;
            let items = list.get_mut("items").map(Value::take);
            for mut item in items.and_then(|items| items.as_array().cloned()).unwrap_or_default() {
                item["apiVersion"] = json!(object.api_version());
                item["kind"] = json!(object.kind());
                found.push(item);
            }
            match json::text(&list, "/metadata/continue").filter(|token| !token.is_empty()) {
                Some(token) => params.continue_token = Some(token.to_owned()),
                None => return Ok(found),
            }
        }
    }

    /// Returns the last lines that a container logged.
    pub(crate) async fn log(
        &mut self,
        pod: &ObjectRef,
        container: &str,
        is_of_instance_before: bool,
    ) -> Result<String, ObjectError> {
        let params = LogParams {
            container: Some(container.to_owned()),
            previous: is_of_instance_before,
            tail_lines: Some(10),
            limit_bytes: Some(16_384),
            ..LogParams::default()
        };
        let request = self.request(pod).await?.logs(&segment(pod.name()), &params);
        let request = request.map_err(kube::Error::BuildRequest);
        limited(pod, async { self.text(request?).await }).await
    }

    /// Sends a request, and decodes the answer.
    async fn send(
        &self,
        object: &ObjectRef,
        request: Result<http::Request<Vec<u8>>, kube::core::request::Error>,
    ) -> Result<Value, ObjectError> {
        let request = request.map_err(kube::Error::BuildRequest);
        let text = limited(object, async { self.text(request?).await }).await?;
        serde_json::from_str(&text)
            .map_err(|error| ObjectError::of_client(object, &kube::Error::SerdeError(error)))
    }

    /// Sends a request, and returns the answer. kube would log what an API server refuses, and an answer that it cannot decode:
    /// both may hold values of a Secret.
    async fn text(&self, request: http::Request<Vec<u8>>) -> kube::Result<String> {
        let answer = self.client.send(request.map(Body::from)).await?;
        let code = answer.status();
        let bytes = answer.into_body().collect_bytes().await?;
        let text = String::from_utf8(bytes.to_vec()).map_err(kube::Error::FromUtf8)?;
        if code.is_success() {
            return Ok(text);
        }
        let status = serde_json::from_str(&text).unwrap_or_else(|_| {
            // A proxy answers in its own words.
            Status::failure(&text.chars().take(300).collect::<String>(), "")
        });
        Err(kube::Error::Api(status.with_code(code.as_u16()).boxed()))
    }

    /// Returns which version of a group serves a kind that the manifest no longer has. `None` if none does: a definition that is
    /// gone has taken its objects with it.
    pub(crate) async fn version_of(
        &mut self,
        object: &ObjectRef,
        group: &str,
        kind: &str,
    ) -> Result<Option<String>, ObjectError> {
        let found = async {
            match discovery::group(&self.client, group).await {
                Ok(group) => Ok(group.recommended_kind(kind).map(|(kind, _)| kind.api_version)),
                Err(kube::Error::Discovery(_)) => Ok(None),
                Err(error) => Err(error),
            }
        };
        limited(object, found).await
    }
}

async fn limited<T>(
    object: &ObjectRef,
    answer: impl Future<Output = kube::Result<T>>,
) -> Result<T, ObjectError> {
    let Ok(answer) = tokio::time::timeout(REQUEST, answer).await else {
        let text = format!("the API server does not answer for {} seconds", REQUEST.as_secs());
        return Err(ObjectError::new(object, ErrorKind::Connection, text));
    };
    answer.map_err(|error| ObjectError::of_client(object, &error))
}

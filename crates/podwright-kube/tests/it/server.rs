//! An API server that keeps objects in memory, remembers what it was asked, and answers as a test says.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use http::{Method, Request, Response};
use http_body_util::BodyExt;
use kube::Client;
use kube::client::Body;
use serde_json::{Value, json};

/// The kinds that are served: version, kind, plural, whether they are in namespaces.
const KINDS: &[(&str, &str, &str, bool)] = &[
    ("v1", "Namespace", "namespaces", false),
    ("v1", "ConfigMap", "configmaps", true),
    ("v1", "Secret", "secrets", true),
    ("v1", "Service", "services", true),
    ("v1", "Pod", "pods", true),
    ("v1", "ServiceAccount", "serviceaccounts", true),
    ("v1", "Event", "events", true),
    ("v1", "PersistentVolumeClaim", "persistentvolumeclaims", true),
    ("apps/v1", "Deployment", "deployments", true),
    ("apps/v1", "ReplicaSet", "replicasets", true),
    ("batch/v1", "Job", "jobs", true),
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false),
];

#[derive(Clone, Default)]
pub(crate) struct Server {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    objects: BTreeMap<String, Value>,
    requests: Vec<Asked>,
    rules: Vec<Rule>,
    version: u64,
    /// How often a definition is still not established.
    unestablished: usize,
    log: Option<String>,
}

/// A request as the server got it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) content_type: String,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Asked {
    pub(crate) fn is_dry_run(&self) -> bool {
        self.query.contains("dryRun=All")
    }

    /// Writes `PATCH? /api/v1/..` of a dry run, and `PATCH /api/v1/..` otherwise.
    pub(crate) fn line(&self) -> String {
        let mark = if self.is_dry_run() { "?" } else { "" };
        format!("{}{mark} {}", self.method, self.path)
    }
}

/// An answer that a test wants for some requests.
struct Rule {
    method: &'static str,
    path: String,
    /// `Some(true)`: dry runs only.
    dry_run: Option<bool>,
    times: usize,
    reply: Reply,
}

#[derive(Clone)]
pub(crate) enum Reply {
    Status(u16, Value),
    /// An answer that is no JSON.
    Text(String),
    Lost,
}

/// Returns the status of a failure.
pub(crate) fn failure(code: u16, reason: &str, message: &str, details: &Value) -> Reply {
    let body = json!({
        "kind": "Status", "apiVersion": "v1", "status": "Failure",
        "code": code, "reason": reason, "message": message, "details": details,
    });
    Reply::Status(code, body)
}

impl Server {
    /// Creates a server with a namespace.
    pub(crate) fn new() -> Self {
        let server = Self::default();
        server.put("/api/v1/namespaces/shop", json!({ "apiVersion": "v1", "kind": "Namespace" }));
        server
    }

    pub(crate) fn client(&self) -> Client {
        let server = self.clone();
        let service = tower::service_fn(move |request: Request<Body>| {
            let server = server.clone();
            async move { server.answer(request).await }
        });
        Client::new(service, "shop")
    }

    /// Stores an object.
    pub(crate) fn put(&self, path: &str, mut object: Value) {
        let mut state = self.state.lock().unwrap();
        state.version += 1;
        let version = state.version;
        let (namespace, name) = place(path);
        let metadata = &mut object["metadata"];
        metadata["name"] = json!(name);
        if let Some(namespace) = namespace {
            metadata["namespace"] = json!(namespace);
        }
        if metadata["uid"].is_null() {
            metadata["uid"] = json!(format!("u{version}"));
        }
        metadata["resourceVersion"] = json!(version.to_string());
        if object["kind"] == "Namespace" {
            object["status"] = json!({ "phase": "Active" });
        }
        state.objects.insert(path.to_owned(), object);
    }

    pub(crate) fn get(&self, path: &str) -> Option<Value> {
        self.state.lock().unwrap().objects.get(path).cloned()
    }

    pub(crate) fn remove(&self, path: &str) {
        self.state.lock().unwrap().objects.remove(path);
    }

    /// Answers the next requests of a method whose path ends so.
    pub(crate) fn reply(
        &self,
        method: &'static str,
        path: &str,
        dry_run: Option<bool>,
        times: usize,
        reply: Reply,
    ) {
        let rule = Rule { method, path: path.to_owned(), dry_run, times, reply };
        self.state.lock().unwrap().rules.push(rule);
    }

    /// Lets definitions be established after they were read so often.
    pub(crate) fn establish_after(&self, reads: usize) {
        self.state.lock().unwrap().unestablished = reads;
    }

    pub(crate) fn log(&self, text: &str) {
        self.state.lock().unwrap().log = Some(text.to_owned());
    }

    pub(crate) fn requests(&self) -> Vec<Asked> {
        self.state.lock().unwrap().requests.clone()
    }

    /// Returns the requests, without those that ask which kinds there are.
    pub(crate) fn lines(&self) -> Vec<String> {
        let is_discovery = |asked: &Asked| asked.method == "GET" && asked.path.split('/').count() <= 4;
        let requests = self.requests();
        requests.iter().filter(|asked| !is_discovery(asked)).map(Asked::line).collect()
    }

    /// Returns the requests that change something.
    pub(crate) fn writes(&self) -> Vec<String> {
        let requests = self.requests();
        let writes = requests.iter().filter(|asked| asked.method != "GET" && !asked.is_dry_run());
        writes.map(Asked::line).collect()
    }

    pub(crate) fn forget_requests(&self) {
        self.state.lock().unwrap().requests.clear();
    }

    async fn answer(&self, request: Request<Body>) -> Result<Response<Body>, io::Error> {
        let (head, body) = request.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let asked = Asked {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: head.uri.query().unwrap_or_default().to_owned(),
            content_type: head
                .headers
                .get("content-type")
                .map(|value| value.to_str().unwrap().to_owned())
                .unwrap_or_default(),
            body: serde_json::from_slice(&body).unwrap_or(Value::Null),
            text: String::from_utf8(body.to_vec()).unwrap(),
        };
        let mut state = self.state.lock().unwrap();
        state.requests.push(asked.clone());
        let rule = state.rules.iter_mut().find(|rule| {
            rule.times > 0
                && rule.method == asked.method
                && asked.path.ends_with(&rule.path)
                && rule.dry_run.is_none_or(|dry_run| dry_run == asked.is_dry_run())
        });
        let reply = rule.map(|rule| {
            rule.times -= 1;
            rule.reply.clone()
        });
        let (code, body) = match reply {
            Some(Reply::Lost) => {
                return Err(io::Error::new(io::ErrorKind::ConnectionReset, "connection reset by peer"));
            }
            Some(Reply::Status(code, body)) => (code, body.to_string()),
            Some(Reply::Text(text)) => (200, text),
            None if asked.path.ends_with("/log") => match &state.log {
                Some(text) => (200, text.clone()),
                None => (404, "{}".to_owned()),
            },
            None => {
                let (code, body) = state.serve(&head.method, &asked);
                (code, body.to_string())
            }
        };
        Ok(Response::builder().status(code).body(Body::from(body.into_bytes())).unwrap())
    }
}

/// Returns the namespace and the name of a path.
fn place(path: &str) -> (Option<String>, String) {
    let parts: Vec<_> = path.split('/').collect();
    let at = parts.iter().position(|part| *part == "namespaces");
    let namespace = at.filter(|at| parts.len() > at + 2).map(|at| parts[at + 1].to_owned());
    (namespace, parts.last().unwrap().to_string())
}

impl State {
    fn serve(&mut self, method: &Method, asked: &Asked) -> (u16, Value) {
        let path = &asked.path;
        if let Some(kinds) = self.discovery(path) {
            return kinds;
        }
        let is_list = KINDS.iter().any(|(.., plural, _)| path.ends_with(&format!("/{plural}")))
            || path.ends_with("/backups");
        match method.as_str() {
            "GET" if is_list => (200, self.list(asked)),
            "GET" => match self.read(path) {
                Some(object) => (200, object),
                None => (404, status(404, "NotFound", &format!("{path} not found"))),
            },
            "PATCH" => self.patch(asked),
            "DELETE" => match self.objects.remove(path) {
                Some(_) => (200, json!({ "kind": "Status", "status": "Success" })),
                None => (404, status(404, "NotFound", "not found")),
            },
            _ => (405, status(405, "MethodNotAllowed", "no")),
        }
    }

    fn read(&mut self, path: &str) -> Option<Value> {
        let established = path.contains("/customresourcedefinitions/") && {
            let is_established = self.unestablished == 0;
            self.unestablished = self.unestablished.saturating_sub(1);
            is_established
        };
        let object = self.objects.get_mut(path)?;
        if established {
            object["status"] = json!({ "conditions": [{ "type": "Established", "status": "True" }] });
        }
        Some(object.clone())
    }

    fn discovery(&self, path: &str) -> Option<(u16, Value)> {
        if path == "/api" {
            let addresses = json!([]);
            return Some((
                200,
                json!({ "kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": addresses }),
            ));
        }
        if path == "/apis" {
            let group = |name: &str| {
                let version = json!({ "groupVersion": format!("{name}/v1"), "version": "v1" });
                json!({ "name": name, "versions": [version], "preferredVersion": version })
            };
            let groups = [group("apps"), group("batch"), group("apiextensions.k8s.io")];
            return Some((200, json!({ "kind": "APIGroupList", "groups": groups })));
        }
        let version = path.strip_prefix("/apis/").or_else(|| path.strip_prefix("/api/"))?;
        if version.split('/').count() > if path.starts_with("/apis/") { 2 } else { 1 } {
            return None;
        }
        let mut kinds: Vec<_> = KINDS
            .iter()
            .filter(|kind| kind.0 == version)
            .map(|(_, kind, plural, is_namespaced)| {
                json!({ "name": plural, "kind": kind, "namespaced": is_namespaced, "singularName": "", "verbs": ["list"] })
            })
            .collect();
        let is_defined = self.objects.iter().any(|(path, object)| {
            path.contains("customresourcedefinitions")
                && object.pointer("/status/conditions/0/status") == Some(&json!("True"))
        });
        if version == "example.com/v1" && is_defined {
            kinds.push(json!({ "name": "backups", "kind": "Backup", "namespaced": true, "singularName": "", "verbs": [] }));
        }
        Some(if kinds.is_empty() {
            (404, json!("404 page not found"))
        } else {
            (200, json!({ "kind": "APIResourceList", "groupVersion": version, "resources": kinds }))
        })
    }

    fn list(&self, asked: &Asked) -> Value {
        let label = asked.query.split('&').find_map(|part| part.strip_prefix("labelSelector="));
        let is_selected = |object: &Value| {
            let Some((key, value)) = label.and_then(|label| label.split_once("%3D")) else { return true };
            object["metadata"]["labels"][key.replace("%2F", "/")] == json!(value)
        };
        let uid =
            asked.query.split('&').find_map(|part| part.strip_prefix("fieldSelector=involvedObject.uid%3D"));
        let is_meant = |object: &Value| uid.is_none_or(|uid| object["involvedObject"]["uid"] == json!(uid));
        let prefix = format!("{}/", asked.path);
        let items: Vec<_> = self
            .objects
            .iter()
            .filter(|(path, _)| path.strip_prefix(&prefix).is_some_and(|name| !name.contains('/')))
            .filter(|(_, object)| is_selected(object) && is_meant(object))
            .map(|(_, object)| {
                let mut item = object.clone();
                item.as_object_mut().unwrap().remove("kind");
                item
            })
            .collect();
        json!({ "kind": "List", "metadata": {}, "items": items })
    }

    /// Merges what is sent into the object. Server-side apply also writes down what it was.
    fn patch(&mut self, asked: &Asked) -> (u16, Value) {
        let path = &asked.path;
        let (namespace, _) = place(path);
        if let Some(namespace) = &namespace
            && !self.objects.contains_key(&format!("/api/v1/namespaces/{namespace}"))
        {
            let mut status = status(404, "NotFound", &format!("namespaces \"{namespace}\" not found"));
            status["details"] = json!({ "name": namespace, "kind": "namespaces" });
            return (404, status);
        }
        let before = self.objects.get(path).cloned();
        let mut object = before.clone().unwrap_or_else(|| json!({}));
        merge(&mut object, &asked.body);
        self.version += 1;
        let version = self.version;
        if asked.content_type.contains("apply") {
            let manager = asked.query.split('&').find_map(|part| part.strip_prefix("fieldManager="));
            let entry = json!({ "manager": manager, "operation": "Apply", "fieldsV1": { "f:sent": asked.body.to_string() } });
            let entries = object["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
            let mut entries: Vec<_> =
                entries.into_iter().filter(|entry| entry["manager"] != json!(manager)).collect();
            entries.push(entry);
            object["metadata"]["managedFields"] = json!(entries);
        }
        let metadata = &mut object["metadata"];
        if metadata["uid"].is_null() {
            metadata["uid"] = json!(format!("u{version}"));
        }
        let has_changed = before.as_ref().map(|before| &before["spec"]) != Some(&asked.body["spec"]);
        if has_changed && !asked.body["spec"].is_null() {
            metadata["generation"] = json!(metadata["generation"].as_i64().unwrap_or(0) + 1);
        }
        metadata["resourceVersion"] = json!(version.to_string());
        if object["kind"] == "Namespace" {
            object["status"] = json!({ "phase": "Active" });
        }
        if !asked.is_dry_run() {
            self.objects.insert(path.clone(), object.clone());
        }
        (200, object)
    }
}

fn status(code: u16, reason: &str, message: &str) -> Value {
    json!({ "kind": "Status", "status": "Failure", "code": code, "reason": reason, "message": message })
}

fn merge(object: &mut Value, patch: &Value) {
    match (object, patch) {
        (Value::Object(object), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(object.entry(key.clone()).or_insert(Value::Null), value);
            }
        }
        (object, patch) => *object = patch.clone(),
    }
}

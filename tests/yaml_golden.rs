//! What the writer makes of each kind of value.

use k8s_openapi::api::core::v1;
use podwright::manifest::Yaml;

fn yaml<T: serde::Serialize + ?Sized>(value: &T) -> String {
    Yaml::new().unjudged(value).unwrap()
}

#[test]
fn a_pod() {
    let pod: v1::Pod = serde_json::from_value(serde_json::json!({
        "metadata": {"name": "web", "labels": {"b": "no", "a": "1"}, "namespace": "x"},
        "spec": {
            "volumes": [{"name": "tmp", "emptyDir": {}}],
            "containers": [{
                "name": "web", "image": "nginx:1.27", "args": ["a", "b\nc\n"], "resources": {},
                "ports": [{"containerPort": 80, "name": "http", "protocol": "TCP"}],
                "env": [{"name": "A", "value": "yes"}, {"name": "B", "valueFrom": {"fieldRef": {"fieldPath": "status.podIP"}}}],
            }],
            "initContainers": [{"name": "i", "resources": {"limits": {"memory": "1Gi", "cpu": "1"}}}],
        },
        "status": {},
    })).unwrap();
    print!("{}", yaml(&pod));
}

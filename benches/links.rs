//! Measures how long links take. `cargo bench --bench links` prints a line `NAME VALUE` for each figure.
//!
//! A set is made of applications of four objects: a `ConfigMap`, a `Service`, a `Deployment` and a `PodDisruptionBudget`, with six
//! references. Each time is that of the fastest of nine rounds, on which other load has the least effect.
//!
//! | figure | measured |
//! | --- | --- |
//! | `links_typed_seconds_1000`, `links_typed_seconds_10000` | linking so many typed objects, and the findings of a complete set |
//! | `links_typed_growth` | the second time divided by the first |
//! | `links_read_seconds_1000`, `links_read_seconds_10000` | reading the objects from YAML, linking them, and the findings |
//! | `links_read_growth` | the second time divided by the first |
//! | `links_dangling_seconds_1000`, `links_dangling_seconds_10000` | the same for one `List` of services that select nothing: a finding for each, with its position |
//! | `links_dangling_growth` | the second time divided by the first |

#![expect(clippy::float_arithmetic, reason = "a ratio of times")]

mod fastest;

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::api::core::v1::{ConfigMap, Service};
use k8s_openapi::api::policy::v1::PodDisruptionBudget;
use podwright::from_yaml;
use podwright::links::{Completeness, Linker, Links};
use podwright::manifest::{Object, ReadErrors, Reader};

use self::fastest::fastest;

fn main() -> Result<(), ReadErrors> {
    let typed = |objects: usize| -> Result<f64, ReadErrors> {
        let mut set = Vec::new();
        for number in 0..objects / 4 {
            let [config, service, deployment, budget] = application(number);
            set.push(Object::from(from_yaml::<ConfigMap>(&config)?));
            set.push(Object::from(from_yaml::<Service>(&service)?));
            set.push(Object::from(from_yaml::<Deployment>(&deployment)?));
            set.push(Object::from(from_yaml::<PodDisruptionBudget>(&budget)?));
        }
        Ok(fastest(|| {
            let links = Links::between(&set);
            assert!(links.findings(Completeness::Complete).is_empty() && links.references().len() >= objects);
        }))
    };
    print("typed", typed(1_000)?, typed(10_000)?);

    let read = |objects: usize| {
        let text = (0..objects / 4).flat_map(application).collect::<Vec<_>>().join("---\n");
        fastest(|| {
            let linked = Linker::new().link_documents(Reader::new(text.as_bytes()));
            assert!(linked.findings(Completeness::Complete).is_empty() && linked.errors().is_empty());
        })
    };
    print("read", read(1_000), read(10_000));

    let dangling = |objects: usize| {
        let services = (0..objects).map(|number| {
            format!("- apiVersion: v1\n  kind: Service\n  metadata: {{name: web-{number}}}\n  spec: {{selector: {{app: web-{number}}}, ports: [{{port: 80}}]}}\n")
        });
        let text = format!("apiVersion: v1\nkind: List\nitems:\n{}", services.collect::<String>());
        fastest(|| {
            let linked = Linker::new().link_documents(Reader::new(text.as_bytes()));
            assert_eq!(linked.findings(Completeness::Complete).len(), objects);
        })
    };
    print("dangling", dangling(1_000), dangling(10_000));
    Ok(())
}

/// The objects of an application.
fn application(number: usize) -> [String; 4] {
    let labels = format!("team: shop, app: web-{number}");
    [
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: config-{number}}}\ndata: {{level: info}}\n"
        ),
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: web-{number}}}\nspec:\n  selector: {{{labels}}}\n  ports:\n  - port: 80\n    targetPort: http\n"
        ),
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web-{number}}}\nspec:\n  selector:\n    matchLabels: {{{labels}}}\n  \
             template:\n    metadata:\n      labels: {{{labels}}}\n    spec:\n      containers:\n      - name: web\n        image: acme/web:1\n        \
             args:\n        - http://web-{}:80\n        ports:\n        - name: http\n          containerPort: 8080\n        readinessProbe:\n          \
             httpGet: {{path: /ready, port: http}}\n        env:\n        - name: LEVEL\n          valueFrom:\n            configMapKeyRef: {{name: config-{number}, key: level}}\n",
            number / 2
        ),
        format!(
            "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: web-{number}}}\nspec:\n  maxUnavailable: 1\n  selector:\n    matchLabels: {{{labels}}}\n"
        ),
    ]
}

fn print(name: &str, small: f64, large: f64) {
    println!("links_{name}_seconds_1000 {small:.4}");
    println!("links_{name}_seconds_10000 {large:.4}");
    println!("links_{name}_growth {:.1}", large / small);
}

//! Objects of a manifest that are changed by hand.

use podwright::manifest::{Manifest, Object, ReadErrors, Reader, to_yaml};
use podwright::prelude::*;

const VENDORED: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
---
apiVersion: v1
kind: ConfigMap
metadata:
  namespace: shop
  name: web
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
  - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  creationTimestamp: null
spec:
  containers:
  - name: web
    image: nginx:1.27
    resources: {}
  - name: log
    image: busybox:1.37
    resources: {}
";

fn vendored() -> Manifest {
    let objects: Result<Vec<Object>, ReadErrors> =
        Reader::new(VENDORED.as_bytes()).map(|document| document?.object()).collect();
    Manifest::of(objects.unwrap()).unwrap()
}

fn image(pod: &mut v1::Pod, image: &str) {
    pod.spec.as_mut().unwrap().containers[0].image = Some(image.to_owned());
}

#[test]
fn a_changed_object_is_written_with_what_it_had() {
    let mut manifest = vendored();
    let before = to_yaml(&manifest).unwrap();
    manifest.edit("web", |web: &mut v1::Pod| image(web, "nginx:1.28")).unwrap();
    assert_eq!(to_yaml(&manifest).unwrap(), before.replace("nginx:1.27", "nginx:1.28"));
    let web = manifest.iter().find_map(Object::downcast_ref::<v1::Pod>).unwrap();
    assert!(format!("{web:?}").contains("nginx:1.28"));
}

#[test]
fn a_changed_object_is_validated() {
    let mut manifest = vendored();
    let before = to_yaml(&manifest).unwrap();
    let broken = |web: &mut v1::Pod| image(web, " ");
    let error = manifest.edit("web", broken).unwrap_err();
    assert_eq!(
        error.violations().unwrap().iter().map(Violation::field).collect::<Vec<_>>(),
        ["spec.containers[0].image"],
        "{error}"
    );
    assert_eq!(to_yaml(&manifest).unwrap(), before);
}

#[test]
fn an_object_without_validation_is_validated_when_it_is_changed() {
    let mut service = v1::Service::default();
    service.metadata.name = Some("web".to_owned());
    let mut manifest = Manifest::of([Object::unvalidated(service).unwrap()]).unwrap();
    assert!(manifest.edit("web", |_: &mut v1::Service| ()).unwrap_err().violations().is_some());
    let port = v1::ServicePort { port: 80, ..Default::default() };
    manifest
        .edit("web", |web: &mut v1::Service| web.spec.get_or_insert_default().ports = Some(vec![port]))
        .unwrap();
    assert_eq!(
        to_yaml(&manifest).unwrap(),
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n"
    );
}

#[test]
fn an_object_that_is_not_there_or_not_alone_is_an_error() {
    let mut manifest = vendored();
    for (name, expected) in [
        ("wed", r#"the manifest has no Pod "wed"; it has Pod "web""#),
        ("shop/web", r#"the manifest has no Pod "shop/web"; it has Pod "web""#),
    ] {
        let error = manifest.edit(name, |_: &mut v1::Pod| ()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let error = manifest.edit("web", |_: &mut v1::Secret| ()).unwrap_err();
    assert_eq!(error.to_string(), r#"the manifest has no Secret "web"; it has none"#);
    let error = manifest.edit("web", |_: &mut v1::ConfigMap| ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#""web" is the name of ConfigMap "web" and of ConfigMap "shop/web"; write namespace/name"#
    );
    assert!(manifest.edit("shop/web", |_: &mut v1::ConfigMap| ()).is_ok());
}

#[test]
fn a_new_name_is_not_that_of_another_object() {
    let mut manifest = vendored();
    let moved = |to: &'static str| move |map: &mut v1::ConfigMap| map.metadata.name = Some(to.to_owned());
    manifest.edit("shop/web", moved("api")).unwrap();
    assert!(manifest.edit("shop/web", moved("web")).is_err());
    manifest.edit("shop/api", |map: &mut v1::ConfigMap| map.metadata.namespace = None).unwrap();
    let error = manifest.edit("api", moved("web")).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"ConfigMap "web" of v1 is in the manifest already: ConfigMap "web" of v1 has its kind, namespace and name"#
    );
    let mut map = v1::ConfigMap::default();
    map.metadata.name = Some("api".to_owned());
    assert!(manifest.add(Valid::new(map).unwrap()).is_err());
    let names: Vec<_> = manifest.iter().map(ToString::to_string).collect();
    assert_eq!(names, [r#"ConfigMap "web""#, r#"ConfigMap "api""#, r#"Service "web""#, r#"Pod "web""#]);
}

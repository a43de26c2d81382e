//! Where the findings of a set of files are, and how they are shown.

use podwright::links::{Completeness, Linker, LocatedFinding, Severity};
use podwright::manifest::{Document, ReadErrors, Reader};

fn documents<'t>(files: &[(&'t str, &'t str)]) -> Vec<Result<Document, ReadErrors>> {
    files.iter().flat_map(|(name, text)| Reader::new(text.as_bytes()).named(*name)).collect()
}

fn findings(files: &[(&str, &str)], completeness: Completeness) -> Vec<LocatedFinding> {
    Linker::new().link_documents(documents(files)).findings(completeness)
}

fn shown(findings: &[LocatedFinding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// Writes a pod that takes all keys of a secret.
fn pod(name: &str, secret: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n  - name: main\n    image: acme/web:1\n    \
         envFrom:\n    - secretRef:\n        name: {secret}\n"
    )
}

const FIELD: &str = "spec.containers[0].envFrom[0].secretRef.name";

#[test]
fn each_place_of_a_finding_has_its_file_and_line() {
    let (web, api) = (pod("web", "db"), format!("# A comment.\n---\n{}", pod("api", "db")));
    let files = [("k8s/web.yaml", &*web), ("k8s/api.yaml", &*api)];
    let found = findings(&files, Completeness::Complete);
    assert_eq!(
        shown(&found),
        [format!(
            "k8s/web.yaml:11:15: Pod \"web\" {FIELD}: Secret \"db\" is not in the set; also k8s/api.yaml:13:15: Pod \"api\" {FIELD}"
        )]
    );
    assert_eq!((found[0].severity(), found[0].rule()), (Severity::Violation, "link-secret-missing"));
    let places: Vec<_> = found[0].places().collect();
    assert_eq!((places[1].file(), places[1].position().to_string()), ("k8s/api.yaml", "13:15".to_owned()));
    assert_eq!((places[1].place().index(), places[1].place().field()), (1, FIELD));
    assert_eq!(
        found[0].excerpts().to_string(),
        format!(
            "error: Pod \"web\" {FIELD}: Secret \"db\" is not in the set
  --> k8s/web.yaml:11:15
   |
 9 |     envFrom:
10 |     - secretRef:
11 |         name: db
   |               ^^
   |
  ::: k8s/api.yaml:13:15
   |
11 |     envFrom:
12 |     - secretRef:
13 |         name: db
   |               ^^
"
        )
    );
    assert!(found[0].excerpts().colored().to_string().contains("\u{1b}["));
    assert!(findings(&files, Completeness::Fragment).is_empty());
}

#[test]
fn two_documents_of_one_name_are_two_places() {
    let (one, other) = (pod("web", "db"), pod("web", "cache"));
    let files = [("one.yaml", &*one), ("other.yaml", &*other)];
    let found = findings(&files, Completeness::Complete);
    assert_eq!(
        shown(&found),
        [
            "one.yaml:4:9: Pod \"web\": is in the set more than once: these are alternatives, and references to it stay open; \
             keep one; also other.yaml:4:9: Pod \"web\""
                .to_owned(),
            format!("one.yaml:11:15: Pod \"web\" {FIELD}: Secret \"db\" is not in the set"),
            format!("other.yaml:11:15: Pod \"web\" {FIELD}: Secret \"cache\" is not in the set"),
        ]
    );
    assert_eq!(found[0].severity(), Severity::Note);
    assert!(
        found[0].excerpts().to_string().starts_with("warning: Pod \"web\": is in the set more than once")
    );
}

#[test]
fn items_of_a_list_and_objects_of_json_have_positions() {
    let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  metadata: {name: a}\n  spec:\n    selector: {app: a}\n\
                - apiVersion: v1\n  kind: Service\n  metadata: {name: b}\n  spec:\n    selector: {app: b}\n";
    let json = "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"c\"},\n \"spec\": {\"selector\": {\"app\": \"c\"}}}";
    let found = shown(&findings(&[("list.yaml", list), ("c.json", json)], Completeness::Complete));
    assert_eq!(
        found,
        [
            "list.yaml:8:5: Service \"a\" spec.selector: no pod of the set has the labels app=a",
            "list.yaml:13:5: Service \"b\" spec.selector: no pod of the set has the labels app=b",
            "c.json:2:11: Service \"c\" spec.selector: no pod of the set has the labels app=c",
        ]
    );
}

#[test]
fn an_alias_is_shown_where_it_stands() {
    let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {level: info}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  \
                containers:\n  - name: a\n    image: acme/web:1\n    env: &env\n    - name: L\n      valueFrom:\n        configMapKeyRef: {name: web, key: lvl}\n  \
                - name: b\n    image: acme/web:1\n    env: *env\n";
    let found = findings(&[("", text)], Completeness::Fragment);
    let lines: Vec<_> = found.iter().map(|it| it.places().next().unwrap().position().line()).collect();
    assert_eq!(lines, [16, 16]);
    assert!(found[0].to_string().starts_with("16:43: Pod \"web\" spec.containers[0].env[0]"), "{found:?}");
}

#[test]
fn a_document_that_cannot_be_read_makes_a_complete_set_a_fragment() {
    let web = pod("web", "db");
    let bad = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndatas: {a: b}\n---\na: b: c\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n";
    let linked = Linker::new().link_documents(documents(&[("web.yaml", &*web), ("bad.yaml", bad)]));
    assert_eq!(linked.documents().len(), 2);
    let errors: Vec<_> = linked.errors().iter().map(ToString::to_string).collect();
    assert!(errors[0].starts_with("bad.yaml:4:1: datas: unknown field"), "{errors:?}");
    let found = linked.findings(Completeness::Complete);
    assert_eq!(
        shown(&found),
        ["the set is treated as a fragment, because this could not be read: bad.yaml:4:1, bad.yaml:6:4"]
    );
    assert_eq!((found[0].rule(), found[0].places().count()), ("link-set-incomplete", 0));
    assert_eq!(
        found[0].excerpts().to_string(),
        "warning: the set is treated as a fragment, because this could not be read: bad.yaml:4:1, bad.yaml:6:4\n"
    );
    assert!(linked.findings(Completeness::Fragment).is_empty());
    let many: String = (0..20).map(|_| "a: b: c\n---\n").collect();
    let found = shown(&findings(&[("many.yaml", &many)], Completeness::Complete));
    assert!(found[0].ends_with("many.yaml:15:4 and 12 more"), "{found:?}");
}

#[test]
fn an_object_that_breaks_a_rule_is_linked_all_the_same() {
    let web = pod("Web", "db");
    let linked = Linker::new().link_documents(documents(&[("web.yaml", &*web)]));
    assert!(linked.documents()[0].object().is_err() && linked.errors().is_empty());
    assert_eq!(linked.findings(Completeness::Complete).len(), 1);
}

#[test]
fn the_lines_of_a_secret_are_not_shown() {
    let token = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: token\n  annotations: {kubernetes.io/service-account.name: robot}\n\
                 type: kubernetes.io/service-account-token\nstringData: {token: hunter2}\n";
    let found = findings(&[("token.yaml", token)], Completeness::Complete);
    assert_eq!(found.len(), 1);
    let excerpts = found[0].excerpts().to_string();
    assert!(excerpts.contains("--> token.yaml:5:") && !excerpts.contains("hunter2"), "{excerpts}");
    assert!(!excerpts.contains("stringData") && !format!("{found:?}").contains("hunter2"), "{excerpts}");
    let linked = Linker::new().link_documents(documents(&[("token.yaml", token)]));
    assert!(!format!("{linked:?}").contains("hunter2"));
}

#[test]
fn many_places_are_counted() {
    let pods: Vec<String> = (0..15).map(|number| pod(&format!("web-{number}"), "db")).collect();
    let text = pods.join("---\n");
    let found = findings(&[("web.yaml", &text)], Completeness::Complete);
    assert_eq!((found.len(), found[0].places().count()), (1, 15));
    assert!(found[0].to_string().ends_with(" and 6 more"), "{found:?}");
    let excerpts = found[0].excerpts().to_string();
    assert_eq!(excerpts.matches("web.yaml:").count(), 9, "{excerpts}");
    assert!(excerpts.ends_with("= note: 6 more fields refer to it\n"), "{excerpts}");
}

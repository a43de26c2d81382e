//! Runs the example `reformat` as a program.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn reformat(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reformat"));
    let pipes = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = pipes.spawn().unwrap();
    program.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    program.wait_with_output().unwrap()
}

fn texts(output: &Output) -> (Option<i32>, &str, &str) {
    let text = |bytes| std::str::from_utf8(bytes).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn good_documents_are_written_and_the_others_explained() {
    let input = "\
# A comment.
kind: Pod
apiVersion: v1
metadata: {labels: {b: 'yes', a: x}, name: web}
spec:
  containers:
    - image: nginx:1.27
      name: web
      resources: {limits: {memory: 1024Mi}}
      args: ['-c', \"one\\ntwo\\n\"]
---
apiVersion: v1
kind: Pod
metadata: {name: Web}
spec: {containers: [{name: web, image: nginx}]}
---
{\"apiVersion\": \"example.com/v1\", \"kind\": \"Thing\", \"z\": 1, \"a\": [true]}
";
    let output = reformat(&[], input);
    let (status, written, explained) = texts(&output);
    assert_eq!(status, Some(1));
    assert_eq!(
        written,
        "\
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    a: x
    b: \"yes\"
spec:
  containers:
  - name: web
    image: nginx:1.27
    args:
    - -c
    - |
      one
      two
    resources:
      limits:
        memory: 1Gi
---
apiVersion: example.com/v1
kind: Thing
z: 1
a:
- true
"
    );
    assert!(explained.starts_with("error: metadata.name: Invalid value: \"Web\": "), "{explained}");
    assert!(explained.contains("\n  --> <stdin>:14:18\n"), "{explained}");
    // The output does not change if it is read and written again.
    let again = reformat(&[], written);
    assert_eq!(texts(&again), (Some(0), written, ""));
}

#[test]
fn the_version_is_an_argument() {
    let input = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n";
    assert_eq!(texts(&reformat(&["--kubernetes", "1.33"], input)), (Some(0), input, ""));
    assert_eq!(texts(&reformat(&["--kubernetes", "0.1"], "")).0, Some(1));
}

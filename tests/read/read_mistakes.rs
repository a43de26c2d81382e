//! Mistakes that people make are reported at their line, with what to write.
//!
//! Each kind of mistake is put into many places of manifests that are good without it.

use std::fmt::Write;

use podwright::manifest::{Problem, Reader};
use podwright::rules::KubeVersion;

const EXAMPLES: &[&str] = &["myapp_pod", "sidecar_logging", "env_everything", "dynamic_pod", "composed_pod"];

const CONFIG: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: scripts
  labels:
    app: web
    tier: backend
data:
  run.sh: |
    #!/bin/sh
    set -eu
    if [ -f /etc/ready ]; then
      echo \"ready: yes\"
    fi
    exec /app/server --port 8080
  motd: >-
    Welcome to the
    machine, friend.
  level: debug
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels:
    app: web
spec:
  replicas: 3
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: web
      containers:
      - name: web
        image: registry.example.com/web:1.27
        args:
        - serve
        - --port=8080
        - --verbose
        command: [\"/app/server\", \"-c\"]
        ports:
        - name: http
          containerPort: 8080
        env:
        - name: LEVEL
          valueFrom:
            configMapKeyRef:
              name: scripts
              key: level
        - name: GREETING
          value: hello world
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
          limits:
            memory: 256Mi
        readinessProbe:
          httpGet:
            path: /healthz
            port: http
          periodSeconds: 5
        lifecycle:
          preStop:
            exec:
              command:
              - /bin/sh
              - -c
              - |
                sleep 5
                /app/drain --all
                echo done
        volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
      volumes:
      - name: data
        configMap:
          name: scripts
          items:
          - key: run.sh
            path: run.sh
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
    schedule: \"0 3 * * *\"
    concurrencyPolicy: Forbid
    jobTemplate:
        spec:
            backoffLimit: 2
            template:
                spec:
                    restartPolicy: Never
                    containers:
                        - name: backup
                          image: registry.example.com/backup:2.1
                          args:
                              - --all
                              - --target=s3
                          securityContext:
                              runAsNonRoot: true
                              capabilities:
                                  drop:
                                      - ALL
";

const FILES: &str = "\
apiVersion: v1
kind: ConfigMap
metadata:
  name: files
data:
  setup.sh: |
    #!/bin/sh
    # Waits for the database.
    until pg_isready --host db; do
      echo \"waiting: db\"
      sleep 2
    done
    mkdir -p /var/lib/app/cache
    chown app /var/lib/app/cache
    for file in a b c; do
      cp \"/etc/app/$file\" /var/lib/app/
    done
  nginx.conf: |
    worker_processes 2;
    events {
      worker_connections 1024;
    }
    http {
      server {
        listen 8080;
        location / {
          proxy_pass http://127.0.0.1:9090;
        }
      }
    }
  app.properties: |
    server.port=8080
    server.name=web
    log.level=debug
    cache.size=64
    cache.path=/var/cache
  notes.md: |
    # Notes
    Call the team first.
    Then restart the service.
    - it takes a minute
    - it logs \"done\"
  prometheus.yml: |
    global:
      scrape_interval: 30s
    scrape_configs:
      - job_name: web
        static_configs:
          - targets: [web:8080]
";

/// A kind of mistake: changes a line, or returns `None` if it cannot be made there.
struct Mistake {
    name: &'static str,
    make: fn(&Place<'_>) -> Option<String>,
    /// A part of the message.
    says: &'static str,
}

/// A line of a manifest.
struct Place<'a> {
    line: &'a str,
    indent: usize,
    /// What follows the indentation and the dashes.
    content: &'a str,
    /// The key and the value.
    entry: Option<(&'a str, &'a str)>,
    is_in_block: bool,
    /// Whether the line is the first one of its block.
    is_first_in_block: bool,
    /// The indentation of the key of the block.
    block: usize,
}

impl Place<'_> {
    fn code(&self) -> Option<(&str, &str)> {
        self.entry.filter(|_| !self.is_in_block)
    }

    fn with(&self, content: &str) -> String {
        let start = self.line.len() - self.content.len();
        format!("{}{content}", &self.line[..start])
    }

    fn value(&self, change: impl Fn(&str) -> String) -> Option<String> {
        let (key, value) = self.code()?;
        let is_plain = !value.is_empty() && !value.starts_with(['"', '\'', '|', '>', '[', '{']);
        is_plain.then(|| self.with(&format!("{key}: {}", change(value))))
    }
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        name: "no colon",
        make: |place| {
            let (key, value) = place.code()?;
            Some(place.with(format!("{key} {value}").trim_end()))
        },
        says: "colon",
    },
    Mistake {
        name: "no space after the colon",
        make: |place| {
            let (key, value) = place.code().filter(|(_, value)| !value.is_empty())?;
            Some(place.with(&format!("{key}:{value}")))
        },
        says: "space after the colon",
    },
    Mistake {
        name: "no space after the dash",
        make: |place| {
            let rest = place.line.trim_start().strip_prefix("- ").filter(|_| !place.is_in_block)?;
            Some(format!("{}-{rest}", " ".repeat(place.indent)))
        },
        says: "space after the dash",
    },
    Mistake {
        name: "tab",
        make: |place| {
            (!place.is_in_block && place.indent >= 2).then(|| format!("\t{}", place.line.trim_start()))
        },
        says: "indent with spaces",
    },
    Mistake {
        name: "tab after spaces",
        make: |place| {
            let is_deep = !place.is_in_block && place.indent >= 4;
            is_deep.then(|| format!("  \t{}", place.line.trim_start()))
        },
        says: "indent with spaces",
    },
    Mistake {
        name: "no-break space",
        make: |place| {
            let is_indented = !place.is_in_block && place.indent >= 2;
            is_indented.then(|| format!("\u{a0}\u{a0}{}", &place.line[2..]))
        },
        says: "plain space",
    },
    Mistake {
        name: "no-break space after the colon",
        make: |place| {
            let (key, value) = place.code().filter(|(_, value)| !value.is_empty())?;
            Some(place.with(&format!("{key}:\u{a0}{value}")))
        },
        says: "plain space",
    },
    Mistake {
        name: "open double quote",
        make: |place| place.value(|value| format!("\"{value}")),
        says: "close it with \"",
    },
    Mistake {
        name: "open single quote",
        make: |place| place.value(|value| format!("'{value}")),
        says: "close it with '",
    },
    Mistake {
        name: "open bracket",
        make: |place| place.value(|value| format!("[{value}")),
        says: "close it with `]`",
    },
    Mistake {
        name: "open brace",
        make: |place| place.value(|value| format!("{{a: {value}")),
        says: "close it with `}`",
    },
    Mistake {
        name: "template",
        make: |place| place.value(|_| "{{ .Values.thing }}".to_owned()),
        says: "template",
    },
    Mistake {
        name: "template and text",
        make: |place| place.value(|value| format!("{{{{ .Values.prefix }}}}-{value}")),
        says: "template",
    },
    Mistake {
        name: "template control",
        make: |place| {
            (!place.is_in_block).then(|| format!("{}{{{{- if .Values.on }}}}", " ".repeat(place.indent)))
        },
        says: "template",
    },
    Mistake { name: "star", make: |place| place.value(|_| "*/5 * * * *".to_owned()), says: "in quotes" },
    Mistake { name: "at sign", make: |place| place.value(|value| format!("@{value}")), says: "in quotes" },
    Mistake {
        name: "second colon",
        make: |place| place.value(|value| format!("{value}: more")),
        says: "in quotes",
    },
    Mistake {
        name: "after the quote",
        make: |place| place.value(|value| format!("\"{value}\" more")),
        says: "in the quotes",
    },
    Mistake {
        name: "indented by one more",
        make: |place| (!place.is_in_block && place.indent > 0).then(|| format!(" {}", place.line)),
        says: "inden",
    },
    Mistake {
        name: "indented by one less",
        make: |place| (!place.is_in_block && place.indent > 0).then(|| place.line[1..].to_owned()),
        says: "inden",
    },
    Mistake {
        name: "list at column 0",
        make: |place| {
            let is_item = !place.is_in_block && place.indent > 0 && place.line.trim_start().starts_with("- ");
            is_item.then(|| place.line.trim_start().to_owned())
        },
        says: "inden",
    },
    Mistake {
        name: "script indented too little",
        make: |place| {
            let is_later = place.is_in_block && !place.is_first_in_block && !place.content.is_empty();
            is_later.then(|| format!("{}{}", " ".repeat(place.block), place.line.trim_start()))
        },
        says: "inden",
    },
    Mistake {
        name: "script indented by one less",
        make: |place| {
            let is_later = place.is_in_block && !place.is_first_in_block && place.indent == place.block + 2;
            is_later.then(|| place.line[1..].to_owned())
        },
        says: "inden",
    },
    Mistake {
        name: "Kind",
        make: |place| {
            let (key, value) = place.code().filter(|_| place.indent == 0)?;
            match key {
                "kind" => Some(format!("Kind: {value}")),
                "apiVersion" => Some(format!("apiversion: {value}")),
                _ => None,
            }
        },
        says: "write `",
    },
];

fn places(text: &str) -> Vec<Place<'_>> {
    let mut block: Option<(usize, usize)> = None;
    text.lines()
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            let mut is_first = false;
            match block {
                Some((key, _)) if !line.is_empty() && indent <= key => block = None,
                Some((key, lines)) => {
                    is_first = lines == 0;
                    block = Some((key, lines + 1));
                }
                None => {}
            }
            let mut content = line.trim_start();
            while let Some(rest) = content.strip_prefix("- ") {
                content = rest;
            }
            let is_in_block = block.is_some();
            let (key, _) = block.unwrap_or_default();
            let entry = content.strip_suffix(':').map(|key| (key, "")).or_else(|| content.split_once(": "));
            let entry = entry.filter(|(key, _)| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.'));
            if !is_in_block
                && ["|", ">-", "|-", ">"]
                    .iter()
                    .any(|header| content == *header || entry.is_some_and(|(_, value)| value == *header))
            {
                let own = line.len() - content.len();
                block = Some((if entry.is_some() { own } else { indent }, 0));
            }
            Place { line, indent, content, entry, is_in_block, is_first_in_block: is_first, block: key }
        })
        .collect()
}

fn problems(text: &str) -> Vec<Problem> {
    let read = Reader::new(text.as_bytes()).map(|document| document?.object());
    read.filter_map(Result::err).flat_map(IntoIterator::into_iter).collect()
}

/// How often each mistake is made.
const EACH: usize = 150;

#[test]
fn mistakes_are_reported_at_their_line() {
    let mut texts: Vec<String> =
        EXAMPLES.iter().map(|name| podwright_tests::text_of(format!("examples/{name}.yaml"))).collect();
    texts.extend([CONFIG.to_owned(), FILES.to_owned(), FILES.replace("\n    ", "\n        ")]);
    // Older types lack a field of an example.
    texts.retain(|text| {
        let problems = problems(text);
        assert!(problems.is_empty() || KubeVersion::ENABLED < KubeVersion::V1_35, "{problems:?} in {text}");
        problems.is_empty()
    });
    assert!(texts.len() >= 6, "{}", texts.len());
    let (mut table, mut bad, mut all) = (String::new(), Vec::new(), (0, 0, 0, 0));
    for mistake in MISTAKES {
        let mut made = Vec::new();
        for text in &texts {
            let places = places(text);
            for (at, place) in places.iter().enumerate() {
                if let Some(line) = (mistake.make)(place) {
                    let mut lines: Vec<&str> = text.lines().collect();
                    lines[at] = &line;
                    made.push((at + 1, lines.join("\n") + "\n"));
                }
            }
        }
        let step = made.len().div_ceil(EACH).max(1);
        let (mut right, mut told, mut silent, mut count) = (0, 0, 0, 0);
        for (line, text) in made.iter().step_by(step) {
            count += 1;
            let found = problems(text);
            let Some(first) = found.first() else {
                silent += 1;
                continue;
            };
            let is_right = first.position().line() == *line;
            let is_told = found.iter().any(|problem| {
                problem.position().line() == *line && problem.to_string().contains(mistake.says)
            });
            right += usize::from(is_right);
            told += usize::from(is_told);
            if !is_right || !is_told {
                let around: String = text
                    .lines()
                    .skip(line.saturating_sub(3))
                    .take(5)
                    .fold(String::new(), |all, line| all + line + "\n");
                bad.push(format!("{}, line {line}:\n{around}=> {first}\n", mistake.name));
            }
        }
        let noticed = count - silent;
        writeln!(
            table,
            "{:<32} {count:4} made, {noticed:4} noticed, {right:4} at their line, {told:4} told",
            mistake.name
        )
        .unwrap();
        all = (all.0 + count, all.1 + noticed, all.2 + right, all.3 + told);
        if std::env::var_os("PODWRIGHT_MISTAKES").is_none() {
            assert!(right * 20 >= noticed * 19, "{}", bad.join("\n"));
        }
    }
    println!("{table}\n{} made, {} noticed, {} at their line, {} told", all.0, all.1, all.2, all.3);
    if std::env::var_os("PODWRIGHT_MISTAKES").is_some() {
        println!("{}", bad.join("\n"));
    }
    assert!(all.0 > 1_500, "{table}");
}

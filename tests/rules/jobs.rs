//! Jobs and `CronJobs` get the verdicts of five versions of Kubernetes, which are recorded.

use std::collections::BTreeMap;

use podwright::rules::KubeVersion;
use podwright_tests::{objects, rows};

use crate::verdict::{Verdict, differences};

/// The number of differences that are shown.
const SHOWN: usize = 12;

#[test]
fn jobs_are_validated_as_five_versions_of_kubernetes_validated_them() {
    let (mut all, mut verdicts) = (Vec::new(), BTreeMap::<_, (usize, usize)>::new());
    for mut row in rows("conformance/jobs.ndjson.gz") {
        let object = row["object"].take();
        let version: KubeVersion = row["kubernetes"].as_str().unwrap().parse().unwrap();
        let counts = verdicts.entry(version).or_default();
        if row["ok"] == true {
            counts.0 += 1;
        } else {
            counts.1 += 1;
        }
        let found = differences(version, &*objects::read(&object).unwrap(), &Verdict(row));
        all.extend(found.into_iter().map(|found| format!("{version} {found}: {object}")));
    }
    assert_eq!(verdicts.len(), KubeVersion::ALL.len());
    assert!(verdicts.values().all(|(accepted, refused)| (*accepted).min(*refused) > 30), "{verdicts:?}");
    let shown = all[..all.len().min(SHOWN)].join("\n");
    assert!(all.is_empty(), "{} differences:\n{shown}", all.len());
}

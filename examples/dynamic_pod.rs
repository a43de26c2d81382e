//! An operator's pod: names, images and counts are known only at run time. `build()` reports every mistake in them.

use podwright::prelude::*;

/// What an operator reads from a custom resource.
struct JobRequest {
    name: String,
    image: String,
    steps: Vec<Step>,
    env: Vec<(String, String)>,
    cpu: (Cpu, Cpu),
    /// The priority class, if the request names one.
    priority: Option<String>,
    /// Whether the job may run on nodes that are kept for jobs.
    is_batch: bool,
}

struct Step {
    name: String,
    image: String,
    args: Vec<String>,
}

fn pod_for(job: &JobRequest) -> Result<Valid<v1::Pod>, podwright::Error> {
    let scratch = Volume::empty_dir(name!("scratch"));
    let priority = job.priority.as_deref().map(str::parse).transpose()?;
    let mut pod = Pod::builder(job.name.parse()?)
        .restart(RestartPolicy::Never)
        .with_some(priority, PodBuilder::priority_class)
        .when(job.is_batch, |pod| pod.tolerate(Toleration::exists(key!("example.com/batch")).no_schedule()));
    for step in &job.steps {
        pod = pod.init(
            InitContainer::new(step.name.parse()?, step.image.parse()?)
                .args(&step.args)
                .mount(scratch.at(path!("/scratch"))),
        );
    }
    let (request, limit) = job.cpu;
    let mut main = Container::new(name!("main"), job.image.parse()?)
        .mount(scratch.at(path!("/scratch")))
        .resources(Resources::new().cpu(request..=limit));
    for (name, value) in &job.env {
        main = main.env(Var::new(name.parse()?, value.as_str()));
    }
    Ok(pod.main(main).build()?)
}

fn request() -> JobRequest {
    let step = |name: &str, args: &[&str]| Step {
        name: name.to_owned(),
        image: "acme/report-tools:7".to_owned(),
        args: args.iter().map(ToString::to_string).collect(),
    };
    JobRequest {
        name: "report-7".to_owned(),
        image: "acme/report:7".to_owned(),
        steps: vec![step("fetch", &["fetch", "--month", "2026-10"]), step("check", &["check"])],
        env: vec![("REPORT_PRICE".to_owned(), "pa$$word".to_owned())],
        cpu: (Cpu::millis(500), Cpu::cores(2)),
        priority: None,
        is_batch: false,
    }
}

/// Two steps of one name, and a request over its limit.
fn wrong_request() -> JobRequest {
    let mut job = request();
    for step in &mut job.steps {
        step.name = "fetch".into();
    }
    JobRequest { cpu: (Cpu::cores(2), Cpu::cores(1)), ..job }
}

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    pod_for(&request())
}

fn main() -> Result<(), podwright::Error> {
    let pod = pod()?;
    print!("{}", podwright::to_yaml(&pod)?);

    // What the API server warns of, and what this crate advises: neither is an error.
    for warning in pod.warnings().iter().chain(&pod.advice()) {
        eprintln!("{warning}");
    }

    // Two mistakes that only show at run time. `build()` reports both at once, with the paths of their fields.
    if let Err(error) = pod_for(&wrong_request()) {
        eprintln!("{error}");
    }
    Ok(())
}

#[test]
fn both_mistakes_are_reported() {
    let error = pod_for(&wrong_request()).expect_err("two steps of one name, and a request over its limit");
    assert_eq!(
        error.to_string(),
        "pod \"report-7\" cannot be created: 2 violations\n  \
         spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1\n  \
         spec.initContainers[1].name: Duplicate value: \"fetch\""
    );
}

#[test]
fn the_request_chooses_priority_and_nodes() {
    let job = JobRequest { priority: Some("low".to_owned()), is_batch: true, ..request() };
    let pod = pod_for(&job).expect("the request is valid").into_inner();
    let spec = pod.spec.expect("a pod has a spec");
    assert_eq!(spec.priority_class_name.as_deref(), Some("low"));
    assert_eq!(spec.tolerations.map(|list| list.len()), Some(1));
}

#[test]
fn a_valid_request_needs_no_advice() {
    let pod = pod().expect("the request is valid");
    assert!(pod.warnings().is_empty() && pod.advice().is_empty());
}

#[test]
fn a_name_that_is_none_is_an_error_that_quotes_it() {
    let job = JobRequest { name: "Report_7".to_owned(), ..request() };
    let error = pod_for(&job).expect_err("a pod's name is in lower case");
    assert!(error.to_string().starts_with("\"Report_7\": a DNS-1123 subdomain holds only"), "{error}");
}

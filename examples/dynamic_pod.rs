//! An operator's pod: names, images and counts are known only at run time. `build()` reports every mistake in them.

use podwright::prelude::*;

/// The specification of a custom resource.
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
    let (name, image, priority, steps, env): (_, _, _, _, Vec<Var>) = collect((
        field("spec.name", &job.name),
        field("spec.image", &job.image),
        field::<Option<PriorityClassRef>>("spec.priority", &job.priority),
        fields("spec.steps", job.steps.iter().map(step_for)),
        fields("spec.env", job.env.iter().map(variable_for)),
    ))?;
    let scratch = Volume::empty_dir(name!("scratch"));
    let mut pod = Pod::builder(name)
        .restart(RestartPolicy::Never)
        .with_some(priority, |pod, class| pod.priority_class(&class))
        .when(job.is_batch, |pod| pod.tolerate(Toleration::exists(key!("example.com/batch")).no_schedule()));
    for step in steps {
        pod = pod.init(step.mount(scratch.at(path!("/scratch"))));
    }
    let (request, limit) = job.cpu;
    let mut main = Container::new(name!("main"), image)
        .mount(scratch.at(path!("/scratch")))
        .resources(Resources::new().cpu(request..=limit));
    for variable in env {
        main = main.env(variable);
    }
    Ok(pod.main(main).build()?)
}

fn step_for(step: &Step) -> Result<InitContainer, ParseErrors> {
    let (name, image) = collect((field("name", &step.name), field("image", &step.image)))?;
    Ok(InitContainer::new(name, image).args(&step.args))
}

fn variable_for((name, value): &(String, String)) -> Result<Var, ParseErrors> {
    Ok(Var::new(field("name", name)?, value.as_str()))
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

    // Two mistakes that show at run time only. Both are reported at once, with the paths of their fields.
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
fn every_bad_field_is_reported_by_its_name() {
    let mut job = JobRequest { name: "Report_7".to_owned(), ..request() };
    job.steps[1].image = "acme/report-tools:".to_owned();
    let error = pod_for(&job).expect_err("a pod's name is in lower case, and a tag is not empty");
    assert_eq!(
        error.to_string(),
        "2 invalid values\n  \
         spec.name: \"Report_7\": a DNS-1123 subdomain holds only a-z, 0-9, '-' and '.' (byte 0, 'R')\n  \
         spec.steps[1].image: \"acme/report-tools:\": the tag of an image, after the ':', must not be empty (byte 18)"
    );
}

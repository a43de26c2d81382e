mod desired;
mod job_policy;
mod managed_fields;
mod options;
mod plan;
mod run;
mod stage;

pub use job_policy::JobPolicy;
pub use options::Apply;


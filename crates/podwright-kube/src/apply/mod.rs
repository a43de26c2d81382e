mod desired;
mod job_policy;
mod managed_fields;
#[expect(unreachable_pub, reason = "the builder copies the functions, which stand in a private function too")]
mod options;
mod plan;
mod run;
mod stage;

pub use job_policy::JobPolicy;
pub use options::{Apply, ApplyBuilder};

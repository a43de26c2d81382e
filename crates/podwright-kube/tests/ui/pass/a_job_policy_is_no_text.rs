use podwright_kube::{Apply, JobPolicy, Target};

fn options(client: kube::Client) -> Apply {
    Apply::builder().client(client).field_manager("shop").job(Target::kind("Job"), JobPolicy::Recreate).build()
}

#[test]
fn main() {
    let _ = options;
}

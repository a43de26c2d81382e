use podwright_kube::{Apply, Target};

fn options(client: kube::Client) -> Apply {
    Apply::builder().client(client).field_manager("shop").job(Target::kind("Job"), "recreate").build()
}

fn main() {
    let _ = options;
}

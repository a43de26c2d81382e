use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .security_context(PodSecurityContext::new().fs_group(gid!(3_000_000_000)))
        .build()?;
    Ok(())
}

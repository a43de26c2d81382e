use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { LIMIT = downward::Limits::cpu().in_units_of(ByteUnit::Mebi) }),
        )
        .build()?;
    Ok(())
}

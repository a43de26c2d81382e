use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .restart(Restart::never().when(ExitCodes::one_of([42]), RestartAction::Restart)),
        )
        .build()?;
    Ok(())
}

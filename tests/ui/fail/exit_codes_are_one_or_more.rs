use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .restart(Restart::never().when(ExitCodes::one_of([]), RestartAction::Restart)),
        )
        .build()?;
    Ok(())
}

use podwright::prelude::*;

external_config_map!(Ca = "kube-root-ca.crt" { CERTIFICATES = "ca.crt" });

fn main() -> Result<(), podwright::Error> {
    Ca.build()?;
    Ok(())
}

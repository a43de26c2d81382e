//! Runs the operator of web sites against the cluster of the current context, or of the pod that it runs in.

use futures::{StreamExt, pin_mut};
use kube::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), kube::Error> {
    let reconciles = operator::controller::run(Client::try_default().await?);
    pin_mut!(reconciles);
    while let Some(reconcile) = reconciles.next().await {
        match reconcile {
            Ok((site, _)) => println!("{site}"),
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}

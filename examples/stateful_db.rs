//! A database of three peers: each has a name in DNS and storage of its own, and few may connect.
//!
//! `cargo run --example stateful_db --features app` prints the manifest.

use podwright::manifest::Manifest;
use podwright::prelude::*;
use podwright::security::FsGroupChangePolicy;

pub(crate) fn manifest() -> Result<Manifest, podwright::Error> {
    let (client, raft) = (port!("client", 5432), port!("raft", 7000));
    let data =
        Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)).storage_class(name!("fast")));
    let account = ServiceAccount::new(name!("db")).no_token();

    // It gives each pod its name, `db-0.db`, also before the pod is ready: peers find each other while they start.
    let peers = Service::headless(name!("db")).port(&raft, 7000).publish_not_ready_addresses();

    let db = Container::new(name!("db"), image!("ghcr.io/acme/db:3.2"))
        .ports([&client, &raft])
        .env(vars! {
            POD_NAME = Downward::name(),
            PEERS = peers.address(7000);
            args ["serve", text!["--name=", POD_NAME], text!["--join=", PEERS]]
        })
        .mount(data.at(path!("/var/lib/db")))
        .resources(Resources::new().cpu(Cpu::millis(500)..).memory(Memory::gib(1)..=Memory::gib(1)))
        .startup(Probe::tcp(&raft).failure_threshold(60))
        .readiness(Probe::tcp(&client));
    let user = PodSecurityContext::restricted()
        .run_as_user(uid!(999))
        .fs_group(gid!(999))
        .fs_group_change_policy(FsGroupChangePolicy::OnRootMismatch);
    let template = PodTemplate::builder()
        .service_account(&account)
        .security_context(user)
        .each_container(|c| c.security_context(SecurityContext::restricted()))
        .main(db);
    let db = StatefulSet::new(name!("db"), &peers, template)
        .replicas(3)
        .delete_claims_when_scaled() // a peer that comes back copies its data from the others
        .keep_claims_when_deleted();

    let reads = db.service_named(name!("db-read")).port(&client, 5432);
    let web = Peer::pods_of_namespace(labels! { "app.kubernetes.io/name" = "web" });
    let policy = NetworkPolicy::over(name!("db"), db.pods())
        .allow_from(web, &client)
        .allow_from(db.pods(), &raft)
        .allow_to(db.pods(), &raft)
        .allow_dns();
    let budget = db.disruption_budget(MaxUnavailable(1));

    let mut manifest = Manifest::new();
    manifest
        .add(account.build()?)?
        .add(peers.build()?)?
        .add(db.build()?)?
        .add(reads.build()?)?
        .add(policy.build()?)?
        .add(budget.build()?)?;
    Ok(manifest)
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&manifest()?)?);
    Ok(())
}

//! A shop of many services, which diagrams show.

use podwright::Error;
use podwright::diagram::Diagram;
use podwright::links::{External, Linker};
use podwright::manifest::Manifest;
use podwright::prelude::*;

/// A service of the shop: its name, the services that it calls, and the maps and secrets that it reads.
type Part = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

const PARTS: &[Part] = &[
    ("frontend", &["cart", "catalog", "checkout"], &["shop", "frontend"], &[]),
    ("cart", &["prices"], &["shop"], &["cart-redis"]),
    ("catalog", &["prices", "search"], &["shop"], &["catalog-db"]),
    ("checkout", &["payment", "shipping", "mail", "cart"], &["shop", "checkout"], &["checkout-db"]),
    ("payment", &[], &["shop"], &["payment-provider", "payment-db"]),
    ("shipping", &["mail"], &["shop"], &[]),
    ("mail", &[], &["shop", "mail"], &["mail-smtp"]),
    ("prices", &[], &["shop"], &["catalog-db"]),
    ("search", &[], &["shop", "search"], &[]),
    ("reviews", &["catalog", "mail"], &["shop"], &["reviews-db"]),
    ("recommend", &["catalog"], &["shop"], &[]),
    ("admin", &["catalog", "reviews", "checkout"], &["shop"], &["admin-oidc"]),
];

/// Twelve Deployments, with what belongs to them.
pub fn shop() -> Result<Manifest, Error> {
    of(PARTS)
}

/// Seven Deployments, a database and a nightly report.
pub fn small_shop() -> Result<Manifest, Error> {
    let parts: &[Part] = &[
        ("frontend", &["cart", "catalog"], &["shop", "frontend"], &[]),
        ("cart", &["prices"], &["shop"], &["cart-redis"]),
        ("catalog", &["prices"], &["shop"], &["catalog-db"]),
        ("prices", &[], &["shop"], &["catalog-db"]),
        ("mail", &[], &["shop", "mail"], &[]),
        ("search", &[], &["shop", "search"], &[]),
        ("admin", &["catalog", "mail"], &["shop"], &["admin-oidc"]),
    ];
    let mut manifest = of(parts)?;
    let port = port!("postgres", 5432);
    let data =
        Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)).storage_class(name!("fast")));
    let peers = Service::headless(name!("db")).port(&port, 5432);
    let init = InitContainer::new(name!("restore"), image!("ghcr.io/acme/restore:2"));
    let main = Container::new(name!("db"), image!("postgres:17")).port(&port).mount(data.at(path!("/data")));
    let backups = Volume::claim(name!("backups"), &ClaimRef::literal("backups"));
    let template = PodTemplate::builder().init(init.mount(backups.at(path!("/backups")))).main(main);
    let db = StatefulSet::new(name!("db"), &peers, template);
    let policy = NetworkPolicy::over(name!("db"), db.pods())
        .allow_from(Peer::pods_of_namespace(labels! { "app.kubernetes.io/name" = "catalog" }), &port)
        .allow_from(db.pods(), &port);
    let account =
        ServiceAccount::new(name!("report")).can(Verbs::READ, resources!("pods", "apps/deployments"));
    let report = Container::new(name!("report"), image!("ghcr.io/acme/report:7"))
        .env(vars! { CATALOG = "http://catalog:80/", TOKEN = SecretRef::literal("report").key(config_key!("token")) });
    let job = JobTemplate::never(PodTemplate::builder().service_account(&account).main(report));
    let nightly = CronJob::new(name!("report"), cron!("15 3 * * *"), job);
    manifest
        .add(peers.build()?)?
        .add(policy.build()?)?
        .add(db.disruption_budget(MaxUnavailable(1)).build()?)?
        .add(db.build()?)?
        .add_all(account.build_all()?)?
        .add(nightly.build()?)?
        .add(PersistentVolumeClaim::new(name!("backups"), Claim::new(Storage::gib(50))).build()?)?;
    Ok(manifest)
}

fn of(parts: &[Part]) -> Result<Manifest, Error> {
    let mut manifest = Manifest::new();
    let mut ingress = Ingress::new(name!("shop"));
    for (name, calls, maps, secrets) in parts {
        let http = port!("http", 8080);
        let mut main =
            Container::new(name.parse()?, format!("ghcr.io/acme/{name}:1.4.2").parse()?).port(&http);
        for call in *calls {
            main = main.env([(
                format!("{}_URL", call.to_uppercase()).parse::<EnvName>()?,
                format!("http://{call}:80"),
            )]);
        }
        for map in *maps {
            let map = ConfigMapRef::new(map.parse()?);
            main = main.env_from(&map);
        }
        for secret in *secrets {
            let secret = SecretRef::new(secret.parse()?);
            let volume = Volume::secret(secret.name().as_str().parse()?, &secret);
            main = main.mount(volume.at(format!("/secrets/{}", secret.name()).parse()?).read_only());
        }
        let main = main.resources(Resources::new().cpu(Cpu::millis(100)..));
        let template = PodTemplate::builder().main(main);
        let workload = Deployment::new(name.parse()?, template);
        let workload = if *name == "frontend" || *name == "catalog" {
            workload.replicas(Autoscale::between(2, 10).cpu_utilization(70))
        } else {
            workload.replicas(2)
        };
        let service = workload.service().port(&http, 80);
        for (of, host, path) in [
            ("frontend", host!("shop.example.com"), prefix!("/")),
            ("cart", host!("shop.example.com"), prefix!("/cart")),
            ("admin", host!("admin.example.com"), prefix!("/")),
        ] {
            if of == *name {
                ingress = ingress.route(host, path, service.backend(80));
            }
        }
        manifest.add(service.build()?)?;
        if *name == "frontend" || *name == "payment" {
            manifest.add(workload.disruption_budget(MaxUnavailable(1)).build()?)?;
        }
        manifest.add_all(workload.autoscaler().map(HorizontalPodAutoscaler::build).transpose()?)?;
        manifest.add(workload.build()?)?;
        for map in *maps {
            if *map != "shop" || *name == "frontend" {
                let map = ConfigMap::new(map.parse()?)
                    .text(config_key!("LEVEL"), "info")
                    .text(config_key!("REGION"), "eu");
                manifest.add(map.build()?)?;
            }
        }
    }
    let ingress = ingress.tls([host!("shop.example.com")], SecretRef::literal("shop-tls"));
    manifest.add(ingress.build()?)?;
    Ok(manifest)
}

/// Draws a shop. The secrets are made elsewhere, but two: one is forgotten, and the other is nobody's.
pub fn drawn(manifest: &Manifest) -> Diagram {
    let made = ["cart-redis", "catalog-db", "checkout-db", "payment-db", "reviews-db", "shop-tls", "report"];
    let made = made.map(|name| External::object("Secret", name).made_by("the platform team"));
    Diagram::of(&Linker::new().externals(made).link(manifest), manifest)
}

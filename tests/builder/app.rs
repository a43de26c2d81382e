//! Applications: what a set of objects gets, how it is renamed, and what is reported of it.

use std::collections::BTreeSet;

use k8s_openapi::api::apps::v1 as apps;
use podwright::app::{AppBuilder, AppError};
use podwright::links::{External, Links, ObjectName, Outcome, ResolvedBy, Target};
use podwright::manifest::Object;
use podwright::network::NetworkPolicy;
use podwright::prelude::*;
use podwright::rules::pod_security::Level;
use serde_json::{Value, json};

config_map! {
    /// What the web server reads.
    WebConfig = "web-config" { LEVEL = "level": "info", ROUTES = "routes.yaml": "- /\n" }
}
config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml": "- /\n" });
config_map!(Region = "region" { REGION = "region" });
external_secret!(Db = "db" made by "the platform team" { PASSWORD = "password", USER = "user" });
external_config_map!(Ca = "ca" { BUNDLE = "bundle.pem" });
secret!(Token = "token" { TOKEN = "token" });
claim!(Models = "models", Claim::new(Storage::gib(1)).read_write_many());

fn container(name: DnsLabel) -> Container {
    Container::new(name, image!("nginx:1.27")).resources(Resources::new().cpu(Cpu::millis(100)..))
}

fn deployment(name: DnsSubdomain, change: impl FnOnce(Container) -> Container) -> Deployment {
    Deployment::new(name, PodTemplate::builder().main(change(container(name!("main")))))
}

/// An application that refers to its objects in every way that a builder has.
fn shop() -> AppBuilder {
    let http = port!("http", 8080);
    let sql = port!("sql", 5432);
    let peers = Service::headless(name!("db")).port(&sql, 5432);
    let data = Volume::claim_template(name!("data"), Claim::new(Storage::gib(10)));
    let db = Container::new(name!("db"), image!("postgres:17")).port(&sql).mount(data.at(path!("/data")));
    let db = StatefulSet::new(name!("db"), &peers, PodTemplate::builder().main(db)).replicas(2);
    let first = db.replica_service(0).port(&sql, 5432);
    let account = ServiceAccount::new(name!("web"))
        .namespace(name!("shop"))
        .can(Verbs::READ, &WebConfig::reference())
        .in_cluster(ClusterRights::new().can(Verbs::READ, resources!("nodes")));

    let web = container(name!("web"))
        .port(&http)
        .env(vars! {
            LEVEL = WebConfig::LEVEL,
            PASSWORD = Db::PASSWORD,
            TOKEN = Token::TOKEN,
            DB_HOST = peers.host(),
            DB_URL = peers.url("postgres", &sql),
            CATALOG = Service::external(name!("catalog")).in_namespace(name!("other")).port(&http, 80).address(80),
        })
        .env_from(Ca)
        .mount(WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")))
        .mount(Routes.at(path!("/etc/routes")))
        .mount(Db.at(path!("/etc/db")))
        .mount(Models.at(path!("/models")));
    let template =
        PodTemplate::builder().init(peers.wait(name!("wait"))).main(web).service_account(&account);
    let web = Deployment::new(name!("web"), template)
        .replicas(Autoscale::between(2, 10).cpu_utilization(70));
    let service = web.service().port(&http, 80);
    let ingress = Ingress::new(name!("web")).route(host!("shop.example.com"), prefix!("/"), service.backend(80));
    let budget = web.disruption_budget(MaxUnavailable(1));
    let policy = NetworkPolicy::over(name!("web"), web.pods());

    App::builder(name!("shop"))
        .namespace(name!("shop"))
        .add((Some(WebConfig), Routes, Token.with(Token::TOKEN, "t0ken".to_owned())).into_list())
        .add(Models)
        .add(account)
        .add(web)
        .add(vec![service, peers, first])
        .add([ingress])
        .add(budget)
        .add(policy)
        .add(db)
}

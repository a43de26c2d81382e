// The mistakes of `mistakes/`, written with cdk8s-plus. A mistake that the API has no words for is `null`. `measure.sh` type-checks
// this file and runs it: it prints one line of JSON per mistake.

import { Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-34';

type Change = (chart: Chart) => void;

const image = 'acme/web:1.4';
const pod = (chart: Chart, props: Partial<kplus.ContainerProps>, more: kplus.PodProps = {}) =>
  new kplus.Pod(chart, 'pod', { metadata: { name: 'web' }, containers: [{ name: 'web', image, ...props }], ...more });
const plain = { metadata: { name: 'web' } };
const container = { name: 'web', image };
const emptyDir = (chart: Chart, name: string) => kplus.Volume.fromEmptyDir(chart, name, name);
const secret = (chart: Chart) => kplus.Secret.fromSecretName(chart, 'secret', 'db');

const mistakes: Record<string, Change | null> = {
  the_name_of_a_pod_is_in_upper_case: (chart) =>
    new kplus.Pod(chart, 'pod', { metadata: { name: 'Web' }, containers: [container] }),
  the_name_of_a_container_has_an_underscore: (chart) => pod(chart, { name: 'web_app' }),
  the_value_of_a_label_has_a_blank: (chart) =>
    pod(chart, {}, { metadata: { name: 'web', labels: { team: 'web shop' } } }),
  the_key_of_a_label_has_two_slashes: (chart) =>
    pod(chart, {}, { metadata: { name: 'web', labels: { 'example.com/team/web': 'a' } } }),
  a_port_is_above_65535: (chart) => pod(chart, { ports: [{ number: 70000 }] }),
  the_name_of_a_port_is_too_long: (chart) => pod(chart, { ports: [{ name: 'metrics-exporter', number: 9100 }] }),
  memory_is_counted_in_MB: null,
  a_user_id_is_negative: (chart) => pod(chart, { securityContext: { user: -1 } }),
  a_pull_policy_is_unknown: (chart) => pod(chart, { imagePullPolicy: 'Sometimes' }),
  a_field_is_misspelt: (chart) => pod(chart, { imagePullpolicy: kplus.ImagePullPolicy.ALWAYS }),
  the_value_of_a_variable_is_a_number: (chart) => pod(chart, { envVariables: { PORT: kplus.EnvValue.fromValue(8080) } }),
  a_container_has_no_image: (chart) => new kplus.Pod(chart, 'pod', { ...plain, containers: [{ name: 'web' }] }),
  a_mount_names_no_volume: null,
  two_volumes_have_one_name: (chart) =>
    pod(chart, {
      volumeMounts: [
        { path: '/data', volume: emptyDir(chart, 'data') },
        { path: '/db', volume: kplus.Volume.fromSecret(chart, 'db', secret(chart), { name: 'data' }) },
      ],
    }),
  a_volume_has_two_sources: null,
  two_mounts_have_one_path: (chart) =>
    pod(chart, {
      volumeMounts: [
        { path: '/data', volume: emptyDir(chart, 'a') },
        { path: '/data', volume: emptyDir(chart, 'b') },
      ],
    }),
  a_sub_path_climbs: (chart) =>
    pod(chart, { volumeMounts: [{ path: '/data', volume: emptyDir(chart, 'a'), subPath: '../etc' }] }),
  two_containers_have_one_name: (chart) =>
    new kplus.Pod(chart, 'pod', { ...plain, containers: [container, { name: 'web', image: 'acme/proxy:2.0' }] }),
  two_containers_have_one_host_port: (chart) =>
    new kplus.Pod(chart, 'pod', {
      ...plain,
      containers: [
        { ...container, ports: [{ number: 8080, hostPort: 80 }] },
        { name: 'proxy', image: 'acme/proxy:2.0', ports: [{ number: 9090, hostPort: 80 }] },
      ],
    }),
  the_name_of_a_variable_has_an_equals_sign: (chart) =>
    pod(chart, { envVariables: { 'LOG=FILE': kplus.EnvValue.fromValue('x') } }),
  a_variable_has_a_value_and_a_source: null,
  a_variable_has_two_sources: null,
  a_field_path_is_misspelt: (chart) => pod(chart, { envVariables: { IP: kplus.EnvValue.fromFieldRef('status.podIp') } }),
  a_probe_has_no_handler: null,
  a_liveness_probe_succeeds_twice: (chart) =>
    pod(chart, { liveness: kplus.Probe.fromHttpGet('/', { port: 8080, successThreshold: 2 }) }),
  an_init_container_has_a_readiness_probe: (chart) =>
    pod(chart, {}, {
      ...plain,
      initContainers: [
        { name: 'migrate', image: 'acme/migrate:1.4', readiness: kplus.Probe.fromTcpSocket({ port: 5432 }) },
      ],
    }),
  an_init_container_has_a_hook: (chart) =>
    pod(chart, {}, {
      ...plain,
      initContainers: [
        { name: 'migrate', image: 'acme/migrate:1.4', lifecycle: { preStop: kplus.Handler.fromCommand(['sync']) } },
      ],
    }),
  a_request_is_over_its_limit: (chart) =>
    pod(chart, { resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.units(1) } } }),
  a_toleration_of_no_schedule_has_seconds: (chart) =>
    pod(chart, {}).scheduling.tolerate(
      kplus.Node.tainted(
        kplus.NodeTaintQuery.exists('team', { effect: kplus.TaintEffect.NO_SCHEDULE, evictAfter: Duration.minutes(5) }),
      ),
    ),
  dns_without_a_policy_has_no_name_server: (chart) => pod(chart, {}, { ...plain, dns: { policy: kplus.DnsPolicy.NONE } }),
  a_probe_names_a_port_that_is_not_declared: null,
  a_text_refers_to_a_variable_that_is_not_declared: (chart) =>
    pod(chart, {
      envVariables: {
        HOST: kplus.EnvValue.fromValue('db.internal'),
        URL: kplus.EnvValue.fromValue('postgres://$(HOSTNAME_OF_DB)/app'),
      },
    }),
  a_job_always_restarts: (chart) =>
    new kplus.Job(chart, 'job', {
      metadata: { name: 'report' },
      restartPolicy: kplus.RestartPolicy.ALWAYS,
      containers: [{ name: 'report', image: 'acme/report:1.4' }],
    }),
};

for (const [name, change] of Object.entries(mistakes)) {
  if (change === null) {
    console.log(JSON.stringify({ name, expressible: false }));
    continue;
  }
  const chart = Testing.chart();
  let error = null;
  let manifest = null;
  try {
    change(chart);
    manifest = Testing.synth(chart)[0];
  } catch (caught) {
    error = String(caught).split('\n')[0];
  }
  console.log(JSON.stringify({ name, expressible: true, error, manifest }));
}

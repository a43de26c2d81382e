import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-34';

const app = new App();
const chart = new Chart(app, 'web');
const config = kplus.ConfigMap.fromConfigMapName(chart, 'config', 'web-config');
const db = kplus.Secret.fromSecretName(chart, 'db', 'db');
const logs = kplus.Volume.fromEmptyDir(chart, 'logs', 'logs', { sizeLimit: Size.mebibytes(256) });
const tls = kplus.Volume.fromSecret(chart, 'tls', kplus.Secret.fromSecretName(chart, 'web-tls', 'web-tls'), { name: 'tls' });

const pod = new kplus.Pod(chart, 'pod', {
  metadata: { name: 'web' },
});
pod.addInitContainer({
  name: 'log-shipper',
  image: 'fluent/fluent-bit:3.1',
  restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
  volumeMounts: [{ path: '/logs', volume: logs, readOnly: true }],
});
pod.addContainer({
  name: 'web',
  image: 'ghcr.io/acme/web:1.4.2',
  ports: [{ name: 'http', number: 8080 }],
  envVariables: {
    PORT: kplus.EnvValue.fromValue('8080'),
    LOG_LEVEL: kplus.EnvValue.fromConfigMap(config, 'level'),
    DB_PASSWORD: kplus.EnvValue.fromSecretValue({ secret: db, key: 'password' }),
    POD_IP: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_IP),
    CPU_LIMIT: kplus.EnvValue.fromResource(kplus.ResourceFieldPaths.CPU_LIMIT),
    BASE_URL: kplus.EnvValue.fromValue('http://$(POD_IP):8080'),
  },
  readiness: kplus.Probe.fromHttpGet('/ready', { port: 8080, periodSeconds: Duration.seconds(5) }),
  resources: {
    cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
    memory: { request: Size.mebibytes(128), limit: Size.mebibytes(256) },
  },
  volumeMounts: [
    { path: '/var/log/web', volume: logs },
    { path: '/etc/tls', volume: tls, readOnly: true },
  ],
});
console.log(app.synthYaml());

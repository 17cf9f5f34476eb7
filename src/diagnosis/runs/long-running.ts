import type { Step } from '../../init/model.ts';
import type { Facts } from '../facts.ts';
import { commandText } from './command-text.ts';

/** Images and programs that serve or ship for as long as the pod lives. */
const images =
  /(?:^|[/_-])(?:fluent-?bit|fluentd|filebeat|metricbeat|vector|promtail|alloy|grafana-agent|telegraf|envoy|linkerd2-proxy|cloud-?sql-?proxy|gce-proxy|alloydb-auth-proxy|otel-?collector|opentelemetry-collector|oauth2-proxy|dapr|daprd|nginx|haproxy|traefik|caddy|consul-dataplane|redis|memcached|statsd-exporter|node-exporter|tailscale|twingate|jaeger-agent|datadog-agent|cwagent|cloudwatch-agent|xray-daemon|logstash|syslog-ng|rsyslog)(?:[:@_-]|$)/i;
const names = /(?:^|-)(?:sidecar|proxy|log-?shipper|shipper|exporter|tunnel|collector|forwarder)$/i;
/** `tail -n 0 -F /var/log/app.log`; not `/dev/null`, which is a sleep. */
const commands =
  /\btail (?:-\S{1,12} (?:\d{1,6} )?){0,4}(?:-f|-F|--follow\S{0,12})\b(?! \/dev\/null)|(?:^|\/|\bexec |&& |; )(?:envoy|fluent-bit|filebeat|cloud_sql_proxy|cloud-sql-proxy|nginx|haproxy|daprd|socat|ssh -N|autossh|telegraf)(?= |$)/;
const serving =
  /\b(?:listening on|server (?:is )?(?:started|listening|running)|ready (?:for new connections|to accept|to serve)|serving (?:on|at|http)|started serving|stream processor started)\b/i;

/** Words why a running init container seems meant to run on for ever; undefined when it does not seem so. */
export function looksLikeSidecar({ image, spec, name }: Step, { logs }: Pick<Facts, 'logs'>): string | undefined {
  const command = commandText(spec);
  const repository = image.replace(/@.*$/, '');
  const shipper = /\S*/.exec(repository.split('/').at(-1) ?? '')?.[0] ?? repository;
  const says = logs
    .get(name)
    ?.lines.slice(-100)
    .findLast((line) => serving.test(line.slice(0, 1000)));
  const byCommand = commands.exec(command)?.[0];
  // An init container may well use such an image for something that ends: then it has a command of its own.
  const own = (spec.command ?? []).length > 0 || /(?:--test|--dry-run|--version|\bvalidate|-exit-after-auth|--once)\b/.test(command);
  if (byCommand !== undefined) return `its command (${byCommand}) follows or serves and never ends`;
  if (images.test(shipper) && !own) return `its image ${image} runs until it is stopped`;
  if (says !== undefined) return `it serves: "${says.trim().slice(0, 120)}"`;
  return names.test(name) && !own ? `its name and image (${image}) say that it serves the app` : undefined;
}

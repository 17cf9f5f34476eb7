import { imageTls } from '../../../../src/diagnosis/rules/images/image-tls.ts';
import { backOff, oldBackOff, specify } from '../container-facts.ts';

const head = 'failed to do request: Head "https://reg.acme:5000/v2/t/manifests/1": ';

specify(imageTls, {
  fires: [
    [
      'unknown authority',
      backOff(`${head}tls: failed to verify certificate: x509: certificate signed by unknown authority`),
      [/does not trust the authority \(CA\)/, /reg\.acme:5000/, /certs\.d/],
    ],
    [
      'plain HTTP, up to 1.31',
      oldBackOff(`rpc error: code = Unknown desc = ${head}http: server gave HTTP response to HTTPS client`),
      [/plain HTTP/, /hosts\.toml/],
    ],
    [
      'expired',
      backOff(
        `${head}tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-06-01T12:00:00Z is after 2026-05-01T00:00:00Z`,
      ),
      [/expired/, /clock/],
    ],
    [
      'another name',
      backOff(`${head}tls: failed to verify certificate: x509: certificate is valid for registry.acme, not reg.acme`),
      [/not made out for that name \(x509: it is valid for registry\.acme\)/, /use the host name that the certificate carries/],
    ],
    [
      'the certificate of an ingress controller',
      backOff(`${head}tls: failed to verify certificate: x509: certificate is valid for ingress.local, not reg.acme`),
      [/valid for ingress\.local/, /give the Ingress of reg\.acme:5000 its own TLS Secret/],
    ],
    [
      'docker',
      backOff('Error response from daemon: Get "https://reg.acme:5000/v2/": x509: certificate signed by unknown authority'),
      [/reg\.acme:5000/],
    ],
    [
      'CRI-O',
      backOff(
        'pinging container registry reg.acme:5000: Get "https://reg.acme:5000/v2/": x509: certificate relies on legacy Common Name field, use SANs instead',
      ),
      [/SAN/],
    ],
  ],
  silent: [
    ['a handshake that times out is a matter of the network', backOff('Get "https://ghcr.io/v2/": net/http: TLS handshake timeout')],
    ['refused', backOff('dial tcp 10.0.0.1:443: connect: connection refused')],
    ['not found', backOff('reg.acme/tls:1: not found')],
  ],
});
